// The linker folds the two functions into one; the fix changes both alike, and
// one redirect serves both.
struct box {
  int width, height;
};
__attribute__((noinline)) int double_width(const struct box *box) {
  return box->width > 0 ? box->width * 2 + 1 : -6;
}
__attribute__((noinline)) int grown_width(const struct box *box) {
  return box->width > 0 ? box->width * 2 + 1 : -6;
}
