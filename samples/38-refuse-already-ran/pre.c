// The fix is in a constructor.  It ran when the image was loaded, and will not
// run again.
static volatile int table[16];
__attribute__((constructor)) static void fill_table(void) {
  for (int i = 0; i < 16; ++i)
    table[i] = i * i;
}
int look_up(unsigned index) { return index < 16 ? table[index] : -1; }
