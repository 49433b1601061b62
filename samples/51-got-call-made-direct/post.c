// -fno-plt calls through the GOT; the linker makes a direct call of it.
int measure(int value);
int measure_next(int value) { return 2 * measure(value - 1); }
