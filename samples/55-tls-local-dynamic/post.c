// Thread-local variables of a program: the local-dynamic sequence, which the
// linker turns into an offset.
static __thread int hits, misses;
int count_up(int by) {
  if (by > 0)
    hits += by;
  misses ^= by;
  return hits * 3 + misses;
}
void run(void) {
  for (;;)
    count_up(1);
}
