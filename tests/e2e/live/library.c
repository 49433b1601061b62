// The library whose functions are replaced while they run; FIXED is how the fix
// changes them.
#include <unistd.h>

#ifndef FIXED
#define FIXED 1
#endif

int live_answer(int x) {
  int y = x * 3;
  return y + FIXED;
}

// Waits for a byte.
int live_wait(int fd) {
  char byte = 0;
  if (read(fd, &byte, 1) != 1)
    return -1;
  return byte - '0' + FIXED;
}

// Has somebody else's function on the stack above its own.
int live_call(int (*callback)(void)) {
  int result = callback();
  return result * 10 + FIXED;
}

// What the fix leaves alone.
int live_same(int x) { return x ^ 5; }
