/* Loads the library and calls it as it is told, line by line: parse N; wait
   (until the next line); crowd N (of threads that wait in it), fiber (that does,
   off every thread's stack), both until the next line; load N (threads that call
   all the time, and print how many answers were neither the old one nor the new
   at the next line); trace (the modules that a walk of the stack goes through); hook and
   unhook (a byte of a function); deny (all others the process); end. */
#include <aclapi.h>
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

/* The modules of the callers, up to main. */
static int trace(void) {
  void *frames[32];
  const char *last = "";
  const USHORT count = CaptureStackBackTrace(0, 32, frames, NULL);
  for (int i = 0, programs = 0; i < count && programs < 2; ++i) {
    HMODULE module = NULL;
    GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS |
                           GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                       frames[i], &module);
    const char *name = module == GetModuleHandleA(NULL) ? "program"
                       : module                         ? "library"
                                                        : "elsewhere";
    programs += strcmp(name, "program") == 0 && strcmp(name, last) != 0;
    if (strcmp(name, last) != 0)
      printf("%s ", name);
    last = name;
  }
  return 0;
}

static int write_code(void *at, unsigned char byte) {
  DWORD protection;
  VirtualProtect(at, 1, PAGE_EXECUTE_READWRITE, &protection);
  *(unsigned char *)at = byte;
  VirtualProtect(at, 1, protection, &protection);
  return 0;
}

/* Nobody may open the process from now on. */
static int deny(void) {
  ACL nobody;
  return InitializeAcl(&nobody, sizeof nobody, ACL_REVISION)
             ? (int)SetSecurityInfo(GetCurrentProcess(), SE_KERNEL_OBJECT,
                                    DACL_SECURITY_INFORMATION, NULL, NULL,
                                    &nobody, NULL)
             : -1;
}

static int (*wait_in)(int (*)(void));
static HANDLE release;

static int wait_for_release(void) {
  return (int)WaitForSingleObject(release, INFINITE);
}

static DWORD WINAPI wait_in_thread(LPVOID unused) {
  (void)unused;
  return (DWORD)wait_in(wait_for_release);
}

static int crowd(int count) {
  HANDLE threads[MAXIMUM_WAIT_OBJECTS];
  release = CreateEventA(NULL, TRUE, FALSE, NULL);
  for (int i = 0; i < count; ++i)
    threads[i] = CreateThread(NULL, 0, wait_in_thread, NULL, 0, NULL);
  const int told = next_line();
  SetEvent(release);
  WaitForMultipleObjects((DWORD)count, threads, TRUE, INFINITE);
  return told ? -1 : count;
}

static LPVOID main_fiber;

static int leave_fiber(void) {
  SwitchToFiber(main_fiber);
  return 0;
}

static VOID CALLBACK wait_in_fiber(LPVOID result) {
  *(int *)result = wait_in(leave_fiber);
  SwitchToFiber(main_fiber);
}

static int fiber(void) {
  int result = -1;
  main_fiber = ConvertThreadToFiber(NULL);
  LPVOID other = CreateFiber(0, wait_in_fiber, &result);
  SwitchToFiber(other);
  if (next_line() == 0)
    SwitchToFiber(other);
  DeleteFiber(other);
  ConvertFiberToThread();
  return result;
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
  wait_in = (int (*)(int (*)(void)))(void *)GetProcAddress(library, "wait_in");
  const unsigned char first_byte = *(unsigned char *)(void *)wait_in;
  printf("%lu\n", GetCurrentProcessId());
  fflush(stdout);
  char line[64];
  while (fgets(line, sizeof line, stdin)) {
    if (strncmp(line, "parse", 5) == 0)
      printf("%d\n", parse(atoi(line + 5)));
    else if (strncmp(line, "wait", 4) == 0)
      printf("%d\n", wait_in(next_line));
    else if (strncmp(line, "crowd", 5) == 0)
      printf("%d\n", crowd(atoi(line + 5)));
    else if (strncmp(line, "fiber", 5) == 0)
      printf("%d\n", fiber());
    else if (strncmp(line, "trace", 5) == 0)
      printf("%d\n", wait_in(trace));
    else if (strncmp(line, "hook", 4) == 0)
      printf("%d\n", write_code((void *)wait_in, 0xcc));
    else if (strncmp(line, "unhook", 6) == 0)
      printf("%d\n", write_code((void *)wait_in, first_byte));
    else if (strncmp(line, "deny", 4) == 0)
      printf("%d\n", deny());
    else if (strncmp(line, "load", 4) == 0)
      printf("%ld\n", load(atoi(line + 4)));
    else
      return 0;
    fflush(stdout);
  }
  return 0;
}
