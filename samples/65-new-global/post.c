// The fix counts failures in a new variable, and hands them out by a new one.
int last_failure = -1;
static int failures[8];
int log_in(int user, int key) {
  if (failures[user & 7] > 3)
    return -2;
  if (key != user * 7 + 1) {
    ++failures[user & 7];
    last_failure = user;
    return -1;
  }
  return user;
}
