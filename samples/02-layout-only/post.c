// The functions are the same, but their order in the source was changed: calls
// that the assembler resolved have other displacements.
int area(int width, int height);
static int clamp(int value, int limit);

int volume(int width, int height, int depth) {
  return area(width, height) * clamp(depth, 4000);
}
__attribute__((noinline)) static int scale(int value) {
  return value * 37 + clamp(value * value, 500);
}
__attribute__((noinline)) static int clamp(int value, int limit) {
  return value < limit ? value : limit;
}
int area(int width, int height) { return scale(width) * scale(height); }
