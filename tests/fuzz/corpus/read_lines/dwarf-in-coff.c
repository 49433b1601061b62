// --target=x86_64-w64-mingw32 -O2 -g
void report(int line);
static inline void check(int x) { if (x) report(__LINE__); }
int f(int x) {
  check(x);
  for (int i = 0; i < x; ++i)
    check(i + 3);
  return x + 1;
}
