// The fix reads a variable that neither the image nor the given objects have.
extern __attribute__((visibility("hidden"))) int quota;
int take_quota(int wanted) { return wanted > quota ? quota : wanted; }
int give_back(int used) { return used * 2 + 1; }
