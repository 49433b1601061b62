/* debugger PID: debugs a process until it is killed itself. */
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

int main(int argc, char **argv) {
  DEBUG_EVENT event;
  if (argc < 2 || !DebugActiveProcess((DWORD)atoi(argv[1])) ||
      !DebugSetProcessKillOnExit(FALSE))
    return 1;
  printf("ready\n");
  fflush(stdout);
  while (WaitForDebugEvent(&event, INFINITE))
    ContinueDebugEvent(event.dwProcessId, event.dwThreadId, DBG_CONTINUE);
  return 0;
}
