int printed;
void print_message(const char *format, const char *text) {
  printed += *format + *text;
}
