// The whole comparison: two inputs in, one report out.
#ifndef HOTPATCH_HPDIFF_DIFF_H
#define HOTPATCH_HPDIFF_DIFF_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "hpdiff/line_rules.h"
#include "hpdiff/report.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace hotpatch {

struct DiffOptions {
  std::size_t threads = 1;        // has no influence on the result
  bool keep_identical = false;    // list what did not change, too
  bool want_instructions = false; // fill FunctionDiff::instructions
  std::vector<LineRule> line_rules = {};
  // Which objects to compare, by their bytes: pairs of which it wants neither
  // are left out.  Empty: all.
  std::function<bool(BytesView object)> wants_object = {};
  // Called now and then, from any thread, with the files done and in all.
  std::function<void(std::size_t done, std::size_t total)> progress = {};
};

// Compares two objects, archives, directory trees or @lists.
// io: an argument cannot be read; malformed: a list cannot.  What is wrong with
// single files is in the report (DiffReport::skipped), not an error.
Expected<DiffReport> diff_inputs(const std::string &pre,
                                 const std::string &post,
                                 const DiffOptions &options);

} // namespace hotpatch

#endif
