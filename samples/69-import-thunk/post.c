// Without dllimport the call goes through a thunk that the linker makes.
unsigned GetTickCount(void);
unsigned since(unsigned start) { unsigned now = GetTickCount();
  return now < start ? 0 : now - start; }
