/* Loads the library and calls it as it is told, line by line:
   parse N, wait (until the next line), end. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

static int next_line(void) {
  char line[64];
  printf("waiting\n");
  fflush(stdout);
  return fgets(line, sizeof line, stdin) ? 0 : -1;
}

int main(int argc, char **argv) {
  HMODULE library = LoadLibraryA(argc > 1 ? argv[1] : "base.dll");
  if (!library)
    return 1;
  int (*parse)(int) = (int (*)(int))(void *)GetProcAddress(library, "parse");
  int (*wait_in)(int (*)(void)) = (int (*)(int (*)(void)))(void *)GetProcAddress(
      library, "wait_in");
  printf("%lu\n", GetCurrentProcessId());
  fflush(stdout);
  char line[64];
  while (fgets(line, sizeof line, stdin)) {
    if (strncmp(line, "parse", 5) == 0)
      printf("%d\n", parse(atoi(line + 5)));
    else if (strncmp(line, "wait", 4) == 0)
      printf("%d\n", wait_in(next_line));
    else
      return 0;
    fflush(stdout);
  }
  return 0;
}
