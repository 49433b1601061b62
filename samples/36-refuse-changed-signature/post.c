// The fix gives the check another parameter.  other.c, which did not change,
// goes on calling it with one.
int check_size(int size, int limit) { return size > limit ? -1 : size * 2; }
