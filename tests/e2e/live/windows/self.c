/* A service that changes itself by libhpapply: self LIBRARY PACKAGE TRUST.
   Lines of standard input say what to do, each gets one line of answer. */
#include "hpapply/hpapply.h"

#include <stdio.h>
#include <string.h>
#include <windows.h>

static void say(int status, struct hpapply_result result) {
  printf("%d %d %s\n", status, result.json[0] == '{', result.message);
  hpapply_result_free(&result);
}

int main(int argc, char **argv) {
  HMODULE library = argc == 4 ? LoadLibraryA(argv[1]) : NULL;
  if (!library)
    return 1;
  int (*parse)(int) = (int (*)(int))(void *)GetProcAddress(library, "parse");
  const char *trust[] = {argv[3]};
  struct hpapply_options options = {
      .size = sizeof options, .trust = trust, .trust_count = 1, .timeout = 5};
  struct hpapply_result result;
  printf("%lu\n", GetCurrentProcessId());
  fflush(stdout);
  char line[64];
  while (fgets(line, sizeof line, stdin)) {
    if (strcmp(line, "parse\n") == 0)
      printf("%d\n", parse(61));
    else if (strcmp(line, "apply\n") == 0)
      say(hpapply_self_apply(argv[2], &options, &result), result);
    else if (strcmp(line, "none\n") == 0)
      say(hpapply_self_apply("no-such.hpk", &options, &result), result);
    else if (strcmp(line, "rollback\n") == 0)
      say(hpapply_self_rollback(0, &options, &result), result);
    else if (strcmp(line, "status\n") == 0)
      say(hpapply_self_status(&result), result);
    fflush(stdout);
  }
  return 0;
}
