/* The source of the .s files here; the tests name these lines. */
int sink[64];
int finish(int value);

static inline int leaf(int a) {
  if (a > 3)
    sink[a & 63] = a * 3;
  return finish(a);
}

static inline int middle(int b) {
  return leaf(b + 1) + b;
}

int outer(int c) {
  int r = middle(c);
  return r ^ 7;
}

__attribute__((cold)) int seldom(int d) {
  return leaf(d);
}
