// A call by way of the PLT, which the linker leaves out.
int measure(int value);
int measure_twice(int value) { return measure(value) + 2 * measure(value + 1); }
