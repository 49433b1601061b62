int errors;
void complain(const char *what, int value) { errors += *what + value; }
