/* Linked to the library: prints its arguments and what parse(61) gives, which is
   its exit status too. */
#include <stdio.h>

int parse(int value);

int main(int argc, char **argv) {
  for (int i = 1; i < argc; ++i)
    printf("%s\n", argv[i]);
  const int answer = parse(61);
  printf("%d\n", answer);
  return answer;
}
