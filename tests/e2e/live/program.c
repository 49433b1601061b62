// Does what lines of its standard input say, each with one line of answer.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <ucontext.h>
#include <unistd.h>

#ifndef PR_SET_MDWE // Linux 6.3: prctl(2)
#define PR_SET_MDWE 65
#define PR_MDWE_REFUSE_EXEC_GAIN 1
#endif

int live_answer(int x);
int live_wait(int fd);
int live_call(int (*callback)(void));
int live_same(int x);

static int pipes[64][2];
static pthread_t waiting[64];
static int waiting_count;

static void *wait_for_byte(void *fd) {
  return (void *)(long)live_wait(*(int *)fd);
}

// Whether all of them are inside of read(2).
static int is_blocked(int count) {
  char path[64], text[64] = "";
  int blocked = 0;
  for (int tid = getpid() + 1; tid < getpid() + 4096; ++tid) {
    snprintf(path, sizeof path, "/proc/self/task/%d/syscall", tid);
    FILE *file = fopen(path, "r");
    if (!file)
      continue;
    if (fgets(text, sizeof text, file) && strncmp(text, "0 ", 2) == 0)
      ++blocked;
    fclose(file);
  }
  return blocked == count;
}

static void start_waiting(int count) {
  waiting_count = count;
  for (int i = 0; i < count; ++i) {
    if (pipe(pipes[i]) != 0)
      abort();
    pthread_create(&waiting[i], NULL, wait_for_byte, &pipes[i][0]);
  }
  while (!is_blocked(count))
    usleep(1000);
  puts("waiting");
}

static void end_waiting(void) {
  long sum = 0;
  for (int i = 0; i < waiting_count; ++i) {
    void *result;
    if (write(pipes[i][1], "0", 1) != 1)
      abort();
    pthread_join(waiting[i], &result);
    sum += (long)result;
  }
  printf("%ld\n", sum);
}

static ucontext_t main_context, coroutine_context;
static int coroutine_result;

static int leave(void) {
  swapcontext(&coroutine_context, &main_context);
  return 4;
}
static void run_coroutine(void) { coroutine_result = live_call(leave); }

static void start_coroutine(void) {
  enum { stack_bytes = 1 << 16 };
  getcontext(&coroutine_context);
  coroutine_context.uc_stack.ss_sp =
      mmap(NULL, stack_bytes, PROT_READ | PROT_WRITE,
           MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  coroutine_context.uc_stack.ss_size = stack_bytes;
  coroutine_context.uc_link = &main_context;
  makecontext(&coroutine_context, run_coroutine, 0);
  swapcontext(&main_context, &coroutine_context);
  puts("suspended");
}

static void end_coroutine(void) {
  swapcontext(&main_context, &coroutine_context);
  munmap(coroutine_context.uc_stack.ss_sp, coroutine_context.uc_stack.ss_size);
  printf("%d\n", coroutine_result);
}

// While a signal's handler runs over live_wait(), which it has interrupted.
static int handler_pipe[2], interrupted_pipe[2];
static pthread_t interrupted;
static volatile int is_in_handler;

static void handler(int number) {
  char byte;
  (void)number;
  is_in_handler = 1;
  if (read(handler_pipe[0], &byte, 1) != 1)
    abort();
}

static void *be_interrupted(void *unused) {
  (void)unused;
  return (void *)(long)live_wait(interrupted_pipe[0]);
}

static void start_handler(void) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
  if (pipe(handler_pipe) != 0 || pipe(interrupted_pipe) != 0)
    abort();
  sigaction(SIGUSR1, &action, NULL);
  pthread_create(&interrupted, NULL, be_interrupted, NULL);
  usleep(50000);
  pthread_kill(interrupted, SIGUSR1);
  while (!is_in_handler)
    usleep(1000);
  puts("interrupted");
}

static void end_handler(void) {
  void *result;
  if (write(handler_pipe[1], "0", 1) != 1 ||
      write(interrupted_pipe[1], "0", 1) != 1)
    abort();
  pthread_join(interrupted, &result);
  printf("%ld\n", (long)result);
}

// The library's file once more, as data.
static void map_library(void) {
  Dl_info info;
  if (!dladdr((void *)live_same, &info))
    abort();
  int fd = open(info.dli_fname, O_RDONLY);
  void *file = mmap(NULL, 0x1000, PROT_READ, MAP_SHARED, fd, 0);
  puts(file == MAP_FAILED ? "?" : "mapped");
}

static int count_frames(void) {
  void *frames[64];
  int count = backtrace(frames, 64);
  char **names = backtrace_symbols(frames, count);
  int found = 0;
  for (int i = 0; i < count; ++i)
    found |= strstr(names[i], "(main+") != NULL;
  free(names);
  return found;
}

// With arguments, their number (without the name) is the exit status.
int main(int argc, char **argv) {
  char line[256];
  int number;
  if (argc > 1)
    return argv[1][0] == '-' ? argc - 1 : 0;
  count_frames(); // loads the unwinder
  printf("pid %d\n", getpid());
  fflush(stdout);
  while (fgets(line, sizeof line, stdin)) {
    if (sscanf(line, "answer %d", &number) == 1)
      printf("%d\n", live_answer(number));
    else if (sscanf(line, "same %d", &number) == 1)
      printf("%d\n", live_same(number));
    else if (sscanf(line, "wait %d", &number) == 1)
      start_waiting(number);
    else if (strcmp(line, "release\n") == 0)
      end_waiting();
    else if (strcmp(line, "coroutine\n") == 0)
      start_coroutine();
    else if (strcmp(line, "resume\n") == 0)
      end_coroutine();
    else if (strcmp(line, "signal\n") == 0)
      start_handler();
    else if (strcmp(line, "return\n") == 0)
      end_handler();
    else if (strcmp(line, "map\n") == 0)
      map_library();
    else if (strcmp(line, "strict\n") == 0)
      // From now on only read, write and exit are allowed.
      puts(prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) == 0 ? "strict" : "?");
    else if (strcmp(line, "no new code\n") == 0)
      // From now on no memory becomes executable; Linux 6.3 and later.
      puts(prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0) == 0
               ? "refused"
               : "not known");
    else if (strcmp(line, "backtrace\n") == 0)
      printf("%d\n", live_call(count_frames));
    else
      puts("?");
    fflush(stdout);
  }
  return 0;
}
