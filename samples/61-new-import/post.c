// The fix calls a function of a module that the image imports from, but which
// the image itself never called.
#ifdef _WIN32
__declspec(dllimport) unsigned GetTickCount(void);
__declspec(dllimport) unsigned GetCurrentProcessId(void);
#define ONE GetTickCount
#define TWO GetCurrentProcessId
#else
int getpid(void);
int getppid(void);
#define ONE getpid
#define TWO getppid
#endif
unsigned make_key(unsigned seed) { return (unsigned)ONE() * 31 + (seed ^ (unsigned)TWO()); }
