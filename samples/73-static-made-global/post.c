// A static variable becomes global: it is still the one that the process has.
int failures = 5;
int record(int weight) {
  if (weight > 100)
    return -1;
  failures += weight;
  return failures;
}
