// The image holds the copy of limited() that another object was compiled with.
inline __attribute__((noinline)) int limited(int value) {
  return value > 99 || value < 0 ? 100 : value * 3;
}
int use_one(int value) { return limited(value) + 1; }
