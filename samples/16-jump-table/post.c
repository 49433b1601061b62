// Two entries of a jump table were exchanged: events 4 and 5.  The instructions
// are the same.
int on_open(int), on_read(int), on_write(int), on_close(int);
int dispatch(int event, int value) {
  switch (event) {
  case 0:
  case 3:
    return on_open(value);
  case 1:
  case 5:
    return on_read(value) + 1;
  case 2:
  case 4:
    return on_write(value) ^ 2;
  case 6:
  case 7:
    return on_close(value) * 3;
  }
  return -1;
}
