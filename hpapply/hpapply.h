/* libhpapply: a program puts a hotpatch package in force in itself.
 *
 * For services that update themselves: the package comes with whatever the
 * service fetches anyway, and no other program with the right to trace it is
 * needed.  What is done, and what is refused, is what hpapply(1) does.
 *
 *   struct hpapply_options options = {.size = sizeof options};
 *   const char *trust[] = {"/etc/shop/vendor.pub"};
 *   options.trust = trust;
 *   options.trust_count = 1;
 *   struct hpapply_result result;
 *   if (hpapply_self_apply("fix.hpk", &options, &result) != HPAPPLY_DONE)
 *     syslog(LOG_WARNING, "%s", result.message);
 *   hpapply_result_free(&result);
 *
 * How.  Linux: the calling process forks a child, which stops and changes
 * its parent and ends; the caller waits meanwhile.  So all threads of the
 * process stand still for some milliseconds, the caller's too.  A seccomp
 * filter must allow fork, and ptrace by the child; where Yama restricts
 * tracing, the child is made an exception for itself (PR_SET_PTRACER), which
 * ends any other that the process has made.  A handler of SIGCHLD sees the
 * child; one that waits for all children does no harm.  Windows: the child is
 * hpapply.exe, which must lie beside the program; no other is looked for.  Link
 * libhpapply.a with -lstdc++.
 *
 * The functions may be called from any thread, by one at a time.  They must not
 * be called from a function that the package replaces: its caller would be in
 * it, and the answer is HPAPPLY_REFUSED.
 */
#ifndef HPAPPLY_H
#define HPAPPLY_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The exit statuses of hpapply(1). */
enum {
  HPAPPLY_DONE = 0,    /* in force, or already; rolled back; status: in force */
  HPAPPLY_REFUSED = 1, /* the process is as it was; status: not in force */
  HPAPPLY_TROUBLE = 2, /* a file, the system */
  HPAPPLY_FAILED = 3   /* failed midway, and taken back */
};

enum {
  /* Look only at the stacks of threads: there are no coroutines. */
  HPAPPLY_THREADS_ONLY = 1
};

/* All zero but `size` and `trust` is a good choice. */
struct hpapply_options {
  size_t size;              /* sizeof(struct hpapply_options) */
  const char *const *trust; /* public keys, or directories of them */
  size_t trust_count;
  unsigned threshold;     /* so many must have signed; 0 is 1 */
  const char *product;    /* the only one that is accepted; NULL: any */
  const char *channel;    /* likewise */
  unsigned last_sequence; /* older packages are refused; 0: none is */
  unsigned timeout;       /* seconds to try while the code is busy; 0 is 10 */
  unsigned flags;         /* HPAPPLY_THREADS_ONLY */
};

/* Texts are UTF-8 and never NULL; hpapply_result_free() frees them. */
struct hpapply_result {
  char *json;    /* as of hpapply --json, or empty (HPAPPLY_TROUBLE) */
  char *message; /* what was refused or went wrong, or empty */
};

/* Each returns one of HPAPPLY_DONE to HPAPPLY_FAILED, and fills `result`. */
int hpapply_self_apply(const char *package,
                       const struct hpapply_options *options,
                       struct hpapply_result *result);
/* Of the packages with this sequence number; 0: of all. */
int hpapply_self_rollback(unsigned sequence,
                          const struct hpapply_options *options,
                          struct hpapply_result *result);
int hpapply_self_status(struct hpapply_result *result);

void hpapply_result_free(struct hpapply_result *result);

#ifdef __cplusplus
}
#endif

#endif
