/* Hooks: functions of a fix that run when it is put in force or taken back.
 *
 * Define any of them, once, in an object of the post build; hpcompile takes
 * those it finds into the payload, where they are called by the applier.  The
 * base image needs to know nothing of them.  They are for what redirecting
 * functions cannot do: to set right data that the old code left behind, to
 * initialise what the fix brings along, or to say no.
 *
 *   hotpatch_pre_apply      the payload is in memory and its references are in
 *                           place; the base image still runs its own functions
 *   hotpatch_post_apply     the redirects are written; nobody ran them yet
 *   hotpatch_pre_rollback   the redirects are still there
 *   hotpatch_post_rollback  the base bytes are back; the payload is still in
 *                           memory
 *
 * When and where.  Each is called at most once per apply or rollback, in one
 * thread of the process, with the stack of that thread: which one, cannot be
 * relied upon.  All other threads are stopped wherever they happen to be, from
 * before the pre hook until after the post hook, so that no other code of the
 * process runs in between, and none sees a state between the two hooks.
 *
 * They may read and write the variables of the image and of the payload, and
 * call functions that do the same.
 *
 * They must not wait for anybody: a stopped thread may hold any lock, also
 * those inside malloc, stdio, the loader and C++ static initialisation.  So: no
 * memory from the heap, no locks, no input or output through buffers, no
 * loading of libraries, no new threads, no thread-local variables of the fix.
 * They must not throw, longjmp or end the thread, and should be quick: the
 * whole process stands still.
 *
 * Return values.  A pre hook returns 0 to go on.  Any other value refuses:
 * nothing of the base image is changed (or, for a rollback, changed back), the
 * post hook is not called, and the applier reports the value and exits with 1.
 * A pre hook that refuses must leave no traces.  A post hook cannot refuse.
 *
 * If applying fails after hotpatch_pre_apply went well, hotpatch_post_rollback
 * is called, without hotpatch_pre_rollback before it; what it undoes must thus
 * be harmless when hotpatch_post_apply has not run.
 */
#ifndef HOTPATCH_H
#define HOTPATCH_H

#ifdef __cplusplus
extern "C" {
#endif

int hotpatch_pre_apply(void);
void hotpatch_post_apply(void);
int hotpatch_pre_rollback(void);
void hotpatch_post_rollback(void);

#ifdef __cplusplus
}
#endif

#endif
