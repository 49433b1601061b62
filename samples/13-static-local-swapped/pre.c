// Two functions changed places, and with them gcc's numbers of their static
// variables: the same name now means the other function's variable.
int next_id(void) {
  static int counter = 7;
  return counter += 3;
}
int next_port(void) {
  static int counter = 4096;
  return ++counter;
}
