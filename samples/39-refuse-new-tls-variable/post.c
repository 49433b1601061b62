// The fix counts per thread.  Threads that already run have no room for another
// thread-local variable.
static __thread int failures;
int parse_value(const char *text, int size) {
  int value = 0;
  if (size > 100 || failures > 3)
    return ++failures;
  for (int i = 0; i < size; ++i)
    value = value * 10 + text[i];
  return value;
}
