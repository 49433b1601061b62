__attribute__((noinline)) static int clamp(int value) {
  return value > 4096 ? 4096 : value * 3 - 7;
}
int clamp_height(int height) { return clamp(height) + 2; }
