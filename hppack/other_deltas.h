// Differences of whole images as other programs make them, for comparison.
#ifndef HOTPATCH_HPPACK_OTHER_DELTAS_H
#define HOTPATCH_HPPACK_OTHER_DELTAS_H

#include "formats/core/error.h"
#include "hppack/size_report.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

// Runs a command of which an argument "{}" is its output, and tells how many
// bytes that had; nothing if it cannot be run (formats/core/program.h).
using OutputSizeOf = std::function<Expected<std::optional<std::uint64_t>>(
    const std::vector<std::string> &command)>;

// What bsdiff and HDiffPatch (hdiffz -m-1 -SD -c-lzma2-9) make of two files,
// those of them that are installed.  bsdiff takes a minute and 170 MB of memory
// for 10 MB of images.
// Errors of `output_size_of`.
Expected<std::vector<ImageDelta>>
other_deltas(const std::string &base_path, const std::string &full_path,
             const OutputSizeOf &output_size_of);

} // namespace hotpatch

#endif
