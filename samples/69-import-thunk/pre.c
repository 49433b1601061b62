// Without dllimport the call goes through a thunk that the linker makes.
unsigned GetTickCount(void);
unsigned since(unsigned start) { return GetTickCount() - start; }
