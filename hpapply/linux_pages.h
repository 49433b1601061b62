// Which pages of a process are in use.  Only for .cc files of this folder.
#ifndef HOTPATCH_HPAPPLY_LINUX_PAGES_H
#define HOTPATCH_HPAPPLY_LINUX_PAGES_H

#include "hpapply/process.h"

#include <optional>
#include <vector>

namespace hotpatch {

// The parts of `range` that are in memory or were swapped out, by an open
// /proc/PID/pagemap, in time that follows their number and not the range's
// size. Nothing: the kernel is older than 6.7. Source: Linux,
// Documentation/admin-guide/mm/pagemap.rst (PAGEMAP_SCAN).
std::optional<std::vector<MemoryRange>> scan_page_map(int file,
                                                      MemoryRange range);

// The same from the words that the file has for each page.  What cannot be read
// counts as used.
std::vector<MemoryRange> read_page_map(int file, MemoryRange range);

} // namespace hotpatch

#endif
