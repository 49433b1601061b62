// The fix gives the check another parameter.  other.c, which did not change,
// goes on calling it with one.
int check_size(int size) { return size > 100 ? -1 : size * 2; }
