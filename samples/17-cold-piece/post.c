// The change is in the part that gcc moves out of the way as unlikely.  That
// piece is no function of its own: its function needs the patch.
__attribute__((cold)) void complain(const char *what, int value);
extern int errors;
int check_value(int value, int limit) {
  if (value > limit) {
    complain("too large", value);
    complain("limit", limit);
    errors += 1;
    return limit;
  }
  return value * 3;
}
