// The image shows two places for what these objects call one symbol: its
// read_level() read another variable when it was linked.
extern __attribute__((visibility("hidden"))) int level;
extern __attribute__((visibility("hidden"))) int spare;
int read_level(int scale) { return spare * scale + 1; }
int raise_level(int by) {
  level += by;
  return level ^ by;
}
int lower_level(int by) { return level - by * 3; }
