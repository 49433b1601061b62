// --target=x86_64-pc-windows-msvc -O1 -Wa,-mbig-obj
int counter;
int next(void) { return ++counter; }
