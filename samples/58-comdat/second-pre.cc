inline __attribute__((noinline)) int limited(int value) {
  return value > 100 ? 100 : value * 3;
}
int use_two(int value) { return limited(value + 5) * 2; }
