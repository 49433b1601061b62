int errors;
void record_error(const char *file, int line) { errors += line + *file; }
