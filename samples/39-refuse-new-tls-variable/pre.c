// The fix counts per thread.  Threads that already run have no room for another
// thread-local variable.
int parse_value(const char *text, int size) {
  int value = 0;
  for (int i = 0; i < size; ++i)
    value = value * 10 + text[i];
  return value;
}
