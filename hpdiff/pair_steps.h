// Which instructions of a pair of functions stand in one row of a listing.
#ifndef HOTPATCH_HPDIFF_PAIR_STEPS_H
#define HOTPATCH_HPDIFF_PAIR_STEPS_H

#include "hpdiff/compare.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace hotpatch {

// Steps of both sides in one row; no_index where there is none.
struct StepRow {
  std::uint32_t pre = no_index, post = no_index;

  friend bool operator==(const StepRow &, const StepRow &) = default;
};

// How alike two instructions are that are not equal.
enum class Likeness : std::uint8_t {
  shape,    // but for numbers and references
  pattern,  // and but for registers
  mnemonic, // nothing else need agree
};

// Equal for steps that are as alike as that.
using StepKey = std::function<std::uint64_t(std::uint32_t step, Likeness)>;

// Every step of the two sides once, in order: those that the comparison has
// aligned, and between them those that are most alike.  The alignment of a
// difference that is not in structure is one to one.
std::vector<StepRow> pair_steps(const Difference &difference,
                                std::uint32_t pre_count,
                                std::uint32_t post_count,
                                const StepKey &pre_key,
                                const StepKey &post_key);

} // namespace hotpatch

#endif
