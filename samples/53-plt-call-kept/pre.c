// A call by way of the PLT of a function that may be another module's.
int measure(int value);
int measure_twice(int value) { return measure(value) + 2 * measure(value + 1); }
