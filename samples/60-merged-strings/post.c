// The linker stores "end of file" as the tail of another object's string; no
// place in the image belongs to this object's.
void report(const char *text);
int read_byte(const unsigned char *data, int size, int at) {
  if (at >= size) {
    report("end of file");
    return -1;
  }
  return data[at];
}
