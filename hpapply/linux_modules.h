// In which order the loader of a process looks for symbols.  Only for .cc files
// of this folder.
#ifndef HOTPATCH_HPAPPLY_LINUX_MODULES_H
#define HOTPATCH_HPAPPLY_LINUX_MODULES_H

#include "formats/core/bytes.h"
#include "hpapply/module_bytes.h"
#include "hpapply/process.h"

#include <vector>

namespace hotpatch {

// The program, then what was loaded, in the order of the loader's list, which
// is that of the global scope; then all that is not in it, as they were.
// `auxiliary` is /proc/PID/auxv.  Without such a list (a static program, one
// that has not started) they stay as they were.
std::vector<LoadedModule> in_link_order(std::vector<LoadedModule> modules,
                                        const ReadMemory &read,
                                        BytesView auxiliary);

} // namespace hotpatch

#endif
