// Another program.
int shortest(const char **names, int count) {
  int best = 0;
  for (int i = 1; i < count; ++i) {
    int a = 0;
    while (names[best][a] == names[i][a] && a < 32)
      ++a;
    if (names[best][a] > names[i][a])
      best = i;
  }
  return best;
}
long balance(const long *payments, long count, long opening) {
  for (long i = 0; i < count; ++i)
    opening -= payments[i] / 100 * 3;
  return opening;
}
