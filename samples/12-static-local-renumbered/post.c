// A new function has a static variable of a common name; gcc numbers those of
// the other functions anew.  Their functions are the same.
int next_ticket(void) {
  static int counter = 20;
  return counter *= 5;
}
int next_id(void) {
  static int counter = 7;
  return counter += 3;
}
int next_port(void) {
  static int counter = 4096;
  return ++counter;
}
