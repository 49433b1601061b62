int step_0(int value) { return value * 3; }
int step_1(int value) { return value + 11; }
int step_2(int value) { return value ^ 85; }
