// Sessions in the process have no field for what the fix wants to count.
struct session {
  int id;
  int failures;
  int open_files;
};
int open_file(struct session *session) {
  if (session->failures > 3)
    return -1;
  return ++session->open_files;
}
int session_id(const struct session *session) { return session->id; }
