// The symbols that are given are those of the post image.
int admit(int users, int limit) {
  if (users > limit)
    return -1;
  return users * 2 + limit;
}
int dismiss(int users) { return users > 0 ? users - 1 : 0; }
