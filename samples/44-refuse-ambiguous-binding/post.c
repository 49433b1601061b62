// The image shows two places for what these objects call one symbol: its
// read_level() read another variable when it was linked.
extern __attribute__((visibility("hidden"))) int level;
int read_level(int scale) { return level * scale + 1; }
int raise_level(int by) {
  level += by;
  return level ^ by;
}
int lower_level(int by) { return level < by ? 0 : level - by * 3; }
