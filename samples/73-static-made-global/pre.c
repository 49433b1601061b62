// A static variable becomes global: it is still the one that the process has.
static int failures = 5;
int record(int weight) {
  failures += weight;
  return failures;
}
