// As program.c, for throwing.cc.
#include <cstdio>
#include <cstring>
#include <unistd.h>

extern int live_count;
int live_across(int (*callback)());
int live_catch(int (*callback)());
int live_throw(int x);

static int throws() { return live_throw(1000); }

int main() {
  char line[256];
  std::printf("pid %d\n", getpid());
  std::fflush(stdout);
  while (std::fgets(line, sizeof line, stdin)) {
    if (std::strcmp(line, "across\n") == 0) {
      try {
        live_across(throws);
        std::puts("no exception");
      } catch (int thrown) {
        std::printf("%d %d\n", thrown, live_count);
      }
    } else if (std::strcmp(line, "catch\n") == 0) {
      std::printf("%d\n", live_catch(throws));
    } else {
      std::puts("?");
    }
    std::fflush(stdout);
  }
}
