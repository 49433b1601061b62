// Each of two objects has a static function `clamp` of the same code, and the
// linker folds them into one.  The fix changes one of them only.
__attribute__((noinline)) static int clamp(int value) {
  return value > 1024 ? 1024 : value * 3 - 7;
}
int clamp_width(int width) { return clamp(width) + 1; }
