// A message must no longer show a format directive to its caller's data.
void print_message(const char *format, const char *text);
void greet(const char *name) { print_message("hello %s", name); }
