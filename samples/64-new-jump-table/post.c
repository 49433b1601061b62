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
  case 2:
    return step_2(value + 4);
  case 3:
    return step_0(value + 9);
  case 4:
    return step_1(value + 16);
  case 5:
    return step_2(value + 8);
  case 6:
    return step_0(value + 2);
  case 7:
    return step_1(value + 15);
  case 8:
    return step_2(value + 13);
  case 9:
    return step_0(value + 13);
  case 10:
    return step_1(value + 15);
  case 11:
    return step_2(value + 2);
  }
  return -1;
}
