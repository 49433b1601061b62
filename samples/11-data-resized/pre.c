// A buffer was made larger.  The one in a running process has its old size.
char line_buffer[64];
char *place_in_line(unsigned column) { return &line_buffer[column]; }
