// Which instructions of two bodies are the same ones.
#ifndef HOTPATCH_HPCOMPILE_VALIDATE_CODE_MAP_H
#define HOTPATCH_HPCOMPILE_VALIDATE_CODE_MAP_H

#include "hpcompile/validate_code.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace hotpatch {

// Numbers of the instructions that are not no-ops, up to where a body of
// unknown extent ends in fill.
std::vector<std::uint32_t> significant(const CodeBody &body);

// The number among `numbers` of the instruction at `offset`, or of the next one
// that is no no-op; their count at the end of all.  Nothing if none begins at
// `offset`.
std::optional<std::size_t> rank_of(const CodeBody &body,
                                   const std::vector<std::uint32_t> &numbers,
                                   std::uint64_t offset);

// Places in two bodies that compare_code() found to have the same instructions.
class CodeMap {
public:
  // Both must outlive it.
  CodeMap(const CodeBody &base, const CodeBody &post);

  // Whether the same instruction is at both, or the end of all.
  [[nodiscard]] bool corresponds(Place base_place, Place post_place) const;
  // Where the instruction is in `base` that is at the place in `post` or, if
  // that is in the middle of one or a no-op, the next; or the end of all.
  [[nodiscard]] Place base_of(Place post_place) const;

private:
  const CodeBody &base_;
  const CodeBody &post_;
  std::vector<std::uint32_t> base_numbers_, post_numbers_; // without no-ops
};

} // namespace hotpatch

#endif
