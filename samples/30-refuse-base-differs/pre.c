// The base image was linked from another state of the sources: checksum() there
// multiplies by another number.  The objects are not the image's.
unsigned checksum(const unsigned char *data, int size) {
  unsigned sum = 1;
  for (int i = 0; i < size; ++i)
    sum = sum * 31 + data[i];
  return sum ^ (unsigned)size;
}
int accept_packet(const unsigned char *data, int size) {
  int length = data[0] << 8 | data[1];
  if (length < 2)
    return -1;
  return (int)(checksum(data + 2, length - 2) & 0x7fff);
}
