// Both objects have the inline function; the image has one of the copies.
inline __attribute__((noinline)) int limited(int value) {
  return value > 100 ? 100 : value * 3;
}
int use_one(int value) { return limited(value) + 1; }
