// The fix raises a limit that the running process has already read, and may
// have changed since.
int max_connections = 4;
static int connections;
void set_limit(int limit) { max_connections = limit; }
int connect_one(void) {
  if (connections > max_connections)
    return -1;
  return ++connections;
}
