int on_open(int value) { return value + 1; }
int on_read(int value) { return value * 3; }
int on_write(int value) { return value ^ 9; }
int on_close(int value) { return -value; }
