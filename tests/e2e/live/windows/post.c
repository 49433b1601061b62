/* A library without the hole. */
#ifndef LIMIT
#define LIMIT 60
#endif

__declspec(dllexport) int pixels[64];

__declspec(dllexport) __attribute__((noinline)) int parse(int length) {
  if (length > LIMIT)
    return -1;
  pixels[length & 63] = length;
  return length;
}

/* Waits in the middle of what changes until it is told to go on. */
__declspec(dllexport) __attribute__((noinline)) int
wait_in(int (*wait)(void)) {
  const int told = wait();
  return told + pixels[0] + 2;
}
