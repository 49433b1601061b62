// A static function is renamed and changed; its callers stay as they are.  It
// is known by its place in them.
static __attribute__((noinline)) int sum_up(const int *values, int count) {
  int sum = 0;
  for (int i = 0; i < count; ++i)
    sum += values[i] ^ i;
  return sum;
}
int sum_of_packet(const int *packet) {
  return sum_up(packet + 1, packet[0]) + 7;
}
int sum_of_pair(const int *pair) { return sum_up(pair, 2) * 3; }
