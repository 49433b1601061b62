// The fix brings an exception handler whose tables nobody but the handler can
// read.
int divide(int a, int b) { return a / (b * 2 + 1); }
int times(int a, int b) { return a * b + 1; }
