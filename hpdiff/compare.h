// Compares one function of each side.
#ifndef HOTPATCH_HPDIFF_COMPARE_H
#define HOTPATCH_HPDIFF_COMPARE_H

#include "hpdiff/align.h"
#include "hpdiff/code_view.h"
#include "hpdiff/equality.h"
#include "hpdiff/outline.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace hotpatch {

// A field that differs between two otherwise equal instructions.
struct FieldDifference {
  enum class What : std::uint8_t {
    value,     // another number
    label,     // another place in the function
    reference, // another symbol
    literal,   // unnamed data with other content
  };
  std::uint32_t step = 0; // the same index on both sides
  Field field = Field::immediate;
  What what = What::value;

  friend bool operator==(const FieldDifference &,
                         const FieldDifference &) = default;
};

struct Difference {
  enum class Kind : std::uint8_t {
    none,      // proven to mean the same
    fields,    // same instructions in the same order; see `fields`
    structure, // other instructions; see `aligned`
    unproven,  // no difference in the code, but `doubt`: counts as changed
  };
  Kind kind = Kind::none;
  std::string_view doubt;     // why it is unproven
  bool is_as_written = false; // none: also the files' bytes and symbols agree
  bool is_moved = false; // instructions are at other places in the function
  std::vector<FieldDifference> fields;
  StepPairs aligned;
  // Filled if kind is fields (and left in place for some that proved equal).
  CodeView pre, post;
  // Filled unless the bytes decided, which leaves the code undecoded.
  Outline pre_outline, post_outline;
  // Places that correspond, for what refers into the code; of kind structure
  // only the entries do.
  Labels labels;
};

// pre and post are functions that the equality's correspondence has matched.
Difference compare(const Side &pre_side, const Side &post_side,
                   Equality &equality, Aligner &aligner, std::uint32_t pre,
                   std::uint32_t post);

} // namespace hotpatch

#endif
