// An object whose sources say something else, and which the linker sees first.
inline __attribute__((noinline)) int limited(int value) {
  return value > 120 ? 90 : value * 5;
}
int use_hidden(int value) { return limited(value) * 2; }
