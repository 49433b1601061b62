// All objects of one build (pre or post), read and kept.
#ifndef HOTPATCH_HPCOMPILE_BUILD_H
#define HOTPATCH_HPCOMPILE_BUILD_H

#include "formats/core/error.h"
#include "hpdiff/inputs.h"
#include "hpdiff/read_side.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

struct BuildObject {
  std::string label; // as in the diff report
  BytesView bytes;
  Side side;
};

struct Build {
  std::vector<OpenInput> files;       // what the objects' views point into
  std::unique_ptr<Decoders> decoders; // what the sides decode with
  std::deque<BuildObject> objects;    // in the order of the inputs
  // FunctionSide::object_number of a report to an index into objects; no_index
  // for inputs that are no readable objects.
  std::vector<std::uint32_t> by_number;

  [[nodiscard]] const BuildObject *numbered(std::uint32_t number) const;
};

// Reads the objects that an argument of hpdiff stands for, in the order in
// which diff_inputs() numbers them.  What cannot be read is left out: the
// report of the comparison has said so.
// io, malformed: the argument itself cannot be read.
Expected<Build> read_build(const std::string &argument);

} // namespace hotpatch

#endif
