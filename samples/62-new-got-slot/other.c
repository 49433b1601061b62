int on_error(int code) { return code * 7 + 2; }
int error_level(void) { return 3; }
