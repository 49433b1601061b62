int check_size(int size);
int check_both(int a, int b) { return check_size(a) + 3 * check_size(b); }
