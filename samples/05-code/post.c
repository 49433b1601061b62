// A missing bounds check was added.
int parse_record(const unsigned char *bytes, unsigned size, int *fields) {
  unsigned count = bytes[0];
  if (size < 1 + 2 * count)
    return -1;
  for (unsigned i = 0; i < count; ++i)
    fields[i] = bytes[1 + 2 * i] << 8 | bytes[2 + 2 * i];
  return (int)count;
}
int is_record(const unsigned char *bytes, unsigned size) {
  return size > 0 && bytes[0] != 0;
}
