/* "FIND POINTER" looks for a JSON pointer (RFC 6901) in the list 0 to 39, by
 * cJSON.
 */
#include <stdio.h>
#include <string.h>

typedef struct cJSON cJSON;
cJSON *cJSON_Parse(const char *text);
char *cJSON_PrintUnformatted(const cJSON *item);
cJSON *cJSONUtils_GetPointer(cJSON *object, const char *pointer);

static cJSON *list(void) {
  static cJSON *parsed;
  char text[256] = "[";
  for (int i = 0; !parsed && i < 40; ++i)
    sprintf(text + strlen(text), "%s%d", i ? "," : "", i);
  if (!parsed)
    parsed = cJSON_Parse(strcat(text, "]"));
  return parsed;
}

int reply(const char *request, char *out, int size) {
  char pointer[64] = "";
  sscanf(request, "FIND %63s", pointer);
  cJSON *found = cJSONUtils_GetPointer(list(), pointer);
  return snprintf(out, (size_t)size, "%s",
                  found ? cJSON_PrintUnformatted(found) : "not found");
}
