// The fix reads a variable that neither the image nor the given objects have.
int take_quota(int wanted) { return wanted > 64 ? 64 : wanted; }
int give_back(int used) { return used * 2 + 1; }
