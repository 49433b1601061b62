// What the full and the short form of a function's code (code_view.h,
// outline.h) agree on: which instructions are steps, and their tokens.
#ifndef HOTPATCH_HPDIFF_STEPS_H
#define HOTPATCH_HPDIFF_STEPS_H

#include "hpdiff/side.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace hotpatch {

enum class Field : std::uint8_t { displacement, immediate };

// Whether the field is a place in the function itself: a direct branch, or an
// address relative to the next instruction, without a reference.
inline bool is_label(const Instruction &i, Field field) {
  if (field == Field::displacement)
    return i.is_rip_relative && i.displacement_size > 0;
  return i.immediate_size > 0 &&
         (is_direct_transfer(i) ||
          (i.is_rip_relative && i.displacement_size == 0));
}

// The value of a field as encoded.
inline std::int64_t value_of(const Instruction &i, Field field) {
  return field == Field::displacement ? i.displacement : i.immediate;
}

// The place (function offset) that a label leads to.
inline std::int64_t label_of(const Instruction &i, Field field) {
  // x86 counts from the next instruction, A64 (whose field is the whole word)
  // from this one.
  bool word = i.immediate_size == i.length;
  return (word ? i.offset : i.end()) + value_of(i, field);
}

// Tells steps from no-operations and fill.  Breakpoints behind the last other
// instruction are fill, unless a branch leads there.
class StepChoice {
public:
  // Of all of a function's bytes, which must outlive it.
  explicit StepChoice(BytesView code) : code_(code) {}

  // Whether the next instruction is a step, unless it is fill at the end.
  bool add(const Instruction &i, bool has_reference) {
    if (is_direct_transfer(i))
      note_place(label_of(i, Field::immediate));
    if (i.is_no_op && !has_reference)
      return false;
    const std::size_t step = count_++;
    if (!is_breakpoint(i))
      last_ = count_;
    else if (step == std::max<std::size_t>(last_, 1))
      fill_at_ = i.offset;
    return true;
  }

  // Whether the step added last is one whatever follows.
  [[nodiscard]] bool is_settled() const {
    return count_ == std::max<std::size_t>(last_, 1);
  }
  // How many of those chosen are steps, the first ones; all have been added.
  [[nodiscard]] std::size_t count() const {
    const std::size_t last = std::max(last_, std::min<std::size_t>(count_, 1));
    return furthest_ < fill_at_ ? last : count_;
  }

private:
  void note_place(std::int64_t place) {
    if (place >= furthest_ && place < std::ssize(code_))
      furthest_ = place;
  }
  [[nodiscard]] bool is_breakpoint(const Instruction &i) const {
    return i.flow == Flow::stop && i.length == 1 &&
           code_[i.offset] == std::byte{0xcc};
  }

  BytesView code_;
  std::size_t count_ = 0, last_ = 0; // last_: behind the last but breakpoints
  std::int64_t fill_at_ = 0;         // offset of the step with index last_
  std::int64_t furthest_ = -1;       // that a branch within the code leads to
};

// A cheap, well mixing combination (the finaliser of SplitMix64).
inline std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash ^= value + 0x9e3779b97f4a7c15 + (hash << 6) + (hash >> 2);
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9;
  return hash ^ (hash >> 27);
}

// Of the instruction's shape alone.
inline std::uint64_t shape_token(const Instruction &i) {
  return i.shape_hash + i.is_rip_relative;
}

// The token of an instruction without references.
inline std::uint64_t plain_token(const Instruction &i) {
  if (is_label(i, Field::displacement) || is_label(i, Field::immediate))
    return shape_token(i);
  // Either factor spreads small numbers over all bits.
  return mix(shape_token(i),
             static_cast<std::uint64_t>(i.displacement) * 0xff51afd7ed558ccd +
                 static_cast<std::uint64_t>(i.immediate) * 0xc4ceb9fe1a85ec53);
}

// The token of one with references: shape_token(), then each reference added,
// `at` being its offset in the function.
std::uint64_t add_reference(std::uint64_t token, const Side &side,
                            const Instruction &instruction, std::uint64_t at,
                            const Target &target);

} // namespace hotpatch

#endif
