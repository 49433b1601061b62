// A comment was added above: only the line numbers that are passed to the
// error function differ, and the line tables prove it.
void record_error(const char *file, int line);
#define RECORD_ERROR() record_error(__FILE__, __LINE__)

int read_header(const unsigned char *bytes, int size) {
  if (size < 4) {
    RECORD_ERROR();
    return -1;
  }
  if (bytes[0] != 0x7f) {
    RECORD_ERROR();
    return -2;
  }
  return bytes[1];
}
