/* Loads the library and calls it as it is told, line by line: parse N; wait
   (until the next line); load N (threads that call all the time, and print how
   many answers were neither the old one nor the new at the next line); end. */
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

static int (*parse)(int);
static volatile LONG is_ending, wrong_answers;

static DWORD WINAPI call_all_the_time(LPVOID unused) {
  (void)unused;
  while (!is_ending) {
    const int answer = parse(61);
    if (answer != 61 && answer != -1)
      InterlockedIncrement(&wrong_answers);
    for (volatile int work = 0; work < 1000; ++work)
      ;
  }
  return 0;
}

static LONG load(int count) {
  HANDLE threads[MAXIMUM_WAIT_OBJECTS];
  for (int i = 0; i < count; ++i)
    threads[i] = CreateThread(NULL, 0, call_all_the_time, NULL, 0, NULL);
  const int told = next_line();
  is_ending = 1;
  WaitForMultipleObjects((DWORD)count, threads, TRUE, INFINITE);
  is_ending = 0;
  return told ? -1 : wrong_answers;
}

int main(int argc, char **argv) {
  HMODULE library = LoadLibraryA(argc > 1 ? argv[1] : "base.dll");
  if (!library)
    return 1;
  parse = (int (*)(int))(void *)GetProcAddress(library, "parse");
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
    else if (strncmp(line, "load", 4) == 0)
      printf("%ld\n", load(atoi(line + 4)));
    else
      return 0;
    fflush(stdout);
  }
  return 0;
}
