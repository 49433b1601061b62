// No symbols: everything is found by its content and by its neighbours.
static int table[64];
static __attribute__((noinline)) unsigned mix(unsigned value) {
  value ^= value >> 7;
  value *= 0x9e3779b1u;
  return value ^ value >> 13;
}
int store(unsigned key, int value) {
  table[mix(key) & 63] = value;
  return table[mix(key + 1) & 63];
}
int fetch(unsigned key) { return table[mix(key) & 63]; }
