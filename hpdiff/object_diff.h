// Compares two objects.
#ifndef HOTPATCH_HPDIFF_OBJECT_DIFF_H
#define HOTPATCH_HPDIFF_OBJECT_DIFF_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "hpdiff/line_rules.h"
#include "hpdiff/read_side.h"
#include "hpdiff/report.h"

#include <array>
#include <vector>

namespace hotpatch {

struct ObjectOptions {
  bool keep_identical = false;      // list what did not change, too
  bool want_instructions = false;   // fill FunctionDiff::instructions
  std::vector<LineRule> line_rules; // sorted by callee
};

struct ObjectDiff {
  std::vector<FunctionDiff> functions; // `object` is left empty
  std::vector<DataDiff> data;          // likewise
  std::array<std::uint64_t, function_class_count> function_counts = {};
  std::array<std::uint64_t, function_class_count> pre_bytes = {};
  std::array<std::uint64_t, function_class_count> post_bytes = {};
  std::array<std::uint64_t, data_class_count> data_counts = {};
};

// Compares the objects that the bytes hold.  The bytes may be equal, which is
// the same result sooner.
// Errors as read_object(), with "pre" or "post" as their place; mismatch: the
// objects are for different machines.
Expected<ObjectDiff> diff_objects(BytesView pre, BytesView post,
                                  const ObjectOptions &options,
                                  Decoders &decoders);

// Everything in an object that has no counterpart.  cls: added or removed.
Expected<ObjectDiff> lone_object(BytesView bytes, FunctionClass cls,
                                 Decoders &decoders);

// Compares one function of each object, taking it as the same function that
// was moved.  Names as in FunctionSide::name.  Nothing if either is not there.
Expected<std::optional<FunctionDiff>>
diff_moved(BytesView pre, std::string_view pre_name, BytesView post,
           std::string_view post_name, const ObjectOptions &options,
           Decoders &decoders);

} // namespace hotpatch

#endif
