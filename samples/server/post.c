/* "ECHO LENGTH TEXT" gets LENGTH bytes of TEXT back, and no more than it has. */
#include <stdio.h>
#include <string.h>

static struct {
  char text[32];
  char session_key[32];
} session = {"", "key=7c1f-e2a9-secret"};

static unsigned long requests;

int reply(const char *request, char *out, int size) {
  int length = 0;
  ++requests;
  if (sscanf(request, "ECHO %d %31s", &length, session.text) != 2 ||
      length < 0 || length > (int)strlen(session.text) || length > size)
    return snprintf(out, (size_t)size, "ERROR request %lu", requests);
  for (int i = 0; i < length; ++i)
    out[i] = session.text[i] ? session.text[i] : '.';
  return length;
}
