/* A library with a hole: it takes any length. */
__declspec(dllexport) int pixels[64];

__declspec(dllexport) __attribute__((noinline)) int parse(int length) {
  pixels[length & 63] = length;
  return length;
}

/* Waits in the middle of what changes until it is told to go on. */
__declspec(dllexport) __attribute__((noinline)) int
wait_in(int (*wait)(void)) {
  const int told = wait();
  return told + pixels[0] + 1;
}
