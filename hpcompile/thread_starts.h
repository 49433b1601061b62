// Which functions of the base image run at the bottom of a thread's stack.
#ifndef HOTPATCH_HPCOMPILE_THREAD_STARTS_H
#define HOTPATCH_HPCOMPILE_THREAD_STARTS_H

#include "formats/image/image.h"
#include "hpcompile/redirect.h"

#include <vector>

namespace hotpatch {

// Entries of functions whose address is passed to CreateThread,
// _beginthread(ex), pthread_create or thrd_create, imported or the image's own:
// ascending, without duplicates.  Only where the address is formed within the
// function that makes the call; not std::thread, whose starts are virtual.
// `occupied` as for choose_redirects().
std::vector<Rva> find_thread_starts(const Image &base,
                                    const std::vector<OccupiedRange> &occupied);

} // namespace hotpatch

#endif
