// The fix does without a function.
int parse_name(const char *text, int size) {
  int hash = 0;
  for (int i = 0; i < size; ++i)
    hash = hash * 33 + text[i];
  return hash;
}
