// The fix checks through a new function.
__attribute__((noinline)) static int is_printable(const char *text, int size) {
  for (int i = 0; i < size; ++i)
    if (text[i] < ' ')
      return 0;
  return 1;
}
int parse_name(const char *text, int size) {
  int hash = 0;
  if (!is_printable(text, size))
    return -1;
  for (int i = 0; i < size; ++i)
    hash = hash * 33 + text[i];
  return hash;
}
