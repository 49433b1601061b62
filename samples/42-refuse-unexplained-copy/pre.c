// An object that was not given holds another copy of the same inline function,
// which would stay as it is.
static __attribute__((noinline)) int clamp_value(int value) {
  if (value < 0)
    return 0;
  return value > 1000 ? 1000 : value + 7;
}
int first_use(int value) { return clamp_value(value) * 2; }
