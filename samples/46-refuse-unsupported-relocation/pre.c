// The fix measures a distance that only the linker of a whole image knows.
static int table[4] = {1, 2, 3, 4};
int *entry_of(unsigned index) { return &table[index & 3]; }
long distance_of(int which) { return which * 8 + 1; }
