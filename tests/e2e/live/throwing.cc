// Functions that exceptions go through, and that catch them.
#ifndef FIXED
#define FIXED 1
#endif

struct Guard {
  int *count;
  explicit Guard(int *c) : count(c) { ++*count; }
  ~Guard() { --*count; }
};

int live_count;

int live_across(int (*callback)()) {
  Guard guard(&live_count);
  return callback() + FIXED;
}

int live_catch(int (*callback)()) {
  try {
    return callback();
  } catch (int thrown) {
    return thrown + FIXED;
  }
}

int live_throw(int x) {
  if (x > 100)
    throw x + FIXED;
  return x;
}
