// One loop over independent items on several threads.
#ifndef HOTPATCH_FORMATS_CORE_PARALLEL_H
#define HOTPATCH_FORMATS_CORE_PARALLEL_H

#include <cstddef>
#include <functional>

namespace hotpatch {

// Calls body(i, worker) once for each i in [0, count), on up to `threads`
// threads; `worker` in [0, threads) lets a body keep scratch memory per thread.
// Returns when all are done.  The order of calls is not defined: bodies write
// only to their own item's place, which makes results independent of `threads`.
void parallel_for(std::size_t count, std::size_t threads,
                  const std::function<void(std::size_t, std::size_t)> &body);

} // namespace hotpatch

#endif
