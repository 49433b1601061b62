// Compiled without -g: whether a type changed its layout cannot be said.
struct request {
  int kind;
  int size;
};
int accept_request(const struct request *request) {
  if (request->size < 0 || request->size > 4096)
    return -1;
  return request->kind * 16 + request->size;
}
