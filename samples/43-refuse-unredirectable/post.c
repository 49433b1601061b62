// version() is three bytes long, and its neighbours leave no gap.
int add_three(int value) { return value * 5 + 3; }
int version(void) { return 2; }
int add_four(int value) { return value * 9 + 4; }
