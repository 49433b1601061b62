// N threads that call a function of the library all the time and look at what it
// returns.  A line "count" prints how many calls there were, how many returned
// the old answer, the new one, and another one; and the memory in use.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int live_answer(int x);

static atomic_long old_answers, new_answers, wrong_answers;

static void *work(void *unused) {
  (void)unused;
  for (int x = 0;; x = (x + 1) % 1000) {
    int answer = live_answer(x);
    if (answer == x * 3 + 1)
      atomic_fetch_add(&old_answers, 1);
    else if (answer == x * 3 + 2)
      atomic_fetch_add(&new_answers, 1);
    else
      atomic_fetch_add(&wrong_answers, 1);
    if (x % 64 == 0)
      usleep(100);
  }
  return NULL;
}

static long resident_pages(void) {
  long all = 0, resident = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (!file || fscanf(file, "%ld %ld", &all, &resident) != 2)
    abort();
  fclose(file);
  return resident;
}

int main(int argc, char **argv) {
  char line[64];
  int threads = argc > 1 ? atoi(argv[1]) : 4;
  for (int i = 0; i < threads; ++i) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, NULL) != 0)
      abort();
  }
  printf("pid %d\n", getpid());
  fflush(stdout);
  while (fgets(line, sizeof line, stdin)) {
    printf("%ld %ld %ld %ld\n", atomic_exchange(&old_answers, 0),
           atomic_exchange(&new_answers, 0),
           atomic_exchange(&wrong_answers, 0), resident_pages());
    fflush(stdout);
  }
  return 0;
}
