// --target=x86_64-linux-gnu -O2 -gdwarf-4 -ffunction-sections
void report(int line);
static inline void check(int x) { if (x) report(__LINE__); }
int f(int x) {
  check(x);
  for (int i = 0; i < x; ++i)
    check(i + 3);
  return x + 1;
}
