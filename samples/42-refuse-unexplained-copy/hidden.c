static __attribute__((noinline)) int clamp_value(int value) {
  if (value < 0)
    return 0;
  return value > 1000 ? 1000 : value + 7;
}
int second_use(int value) { return clamp_value(value) * 3 + 11; }
