// The linker folds the two functions into one.  The fix changes one of them
// only: a redirect would change both.
struct box {
  int width, height;
};
__attribute__((noinline)) int double_width(const struct box *box) {
  return box->width > 0 ? box->width * 2 + 1 : -5;
}
__attribute__((noinline)) int grown_width(const struct box *box) {
  return box->width > 0 ? box->width * 2 + 1 : -5;
}
