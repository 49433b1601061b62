// The fix throws a C++ exception in MSVC's way, which only a loaded module can.
int parse(int length) { return length; }
