// Two names of one function: a redirect of one is a redirect of both.
int parse_number(const char *text) {
  int value = 0;
  while (*text >= '0' && *text <= '9' && value < 100000000)
    value = value * 10 + *text++ - '0';
  return value;
}
int parse_integer(const char *text) __attribute__((alias("parse_number")));
