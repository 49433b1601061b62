// The fix adds cases: a comparison becomes a jump table of its own.
int step_0(int value);
int step_1(int value);
int step_2(int value);
int dispatch(int kind, int value) {
  switch (kind) {
  case 0:
    return step_0(value + 0);
  case 1:
    return step_1(value + 1);
  }
  return -1;
}
