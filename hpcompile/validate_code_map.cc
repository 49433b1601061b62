// See validate_code_map.h.  Instructions are counted without no-ops, and equal
// numbers are the same instruction: that is how compare_code() has compared
// them.
#include "hpcompile/validate_code_map.h"

#include <algorithm>

namespace hotpatch {
namespace {

bool is_fill(const CodeBody &body, const Instruction &instruction) {
  const BytesView bytes =
      body.bytes.subspan(instruction.offset, instruction.length);
  return instruction.is_no_op ||
         (bytes.size() == 1 && bytes[0] == std::byte{0xCC}) ||
         std::ranges::all_of(bytes,
                             [](std::byte b) { return b == std::byte{0}; });
}

} // namespace

std::vector<std::uint32_t> significant(const CodeBody &body) {
  std::size_t end = body.instructions.size();
  while (!body.range.is_exact && end > 0 &&
         is_fill(body, body.instructions[end - 1]))
    --end;
  std::vector<std::uint32_t> numbers;
  numbers.reserve(end);
  for (std::uint32_t i = 0; i < end; ++i)
    if (!body.instructions[i].is_no_op)
      numbers.push_back(i);
  return numbers;
}

std::optional<std::size_t> rank_of(const CodeBody &body,
                                   const std::vector<std::uint32_t> &numbers,
                                   std::uint64_t offset) {
  if (offset == body.bytes.size())
    return numbers.size();
  auto found = std::ranges::lower_bound(body.instructions, offset, {},
                                        &Instruction::offset);
  if (found == body.instructions.end() || found->offset != offset)
    return std::nullopt;
  const auto number =
      static_cast<std::uint32_t>(found - body.instructions.begin());
  return static_cast<std::size_t>(std::ranges::lower_bound(numbers, number) -
                                  numbers.begin());
}

CodeMap::CodeMap(const CodeBody &base, const CodeBody &post)
    : base_(base), post_(post), base_numbers_(significant(base)),
      post_numbers_(significant(post)) {}

bool CodeMap::corresponds(Place base_place, Place post_place) const {
  const std::optional<std::size_t> base_rank =
      rank_of(base_, base_numbers_, base_place - base_.range.begin);
  const std::optional<std::size_t> post_rank =
      rank_of(post_, post_numbers_, post_place - post_.range.begin);
  return base_rank && base_rank == post_rank;
}

Place CodeMap::base_of(Place post_place) const {
  const auto next = std::ranges::lower_bound(
      post_numbers_, post_place - post_.range.begin, {},
      [&](std::uint32_t number) { return post_.instructions[number].offset; });
  const auto rank = static_cast<std::size_t>(next - post_numbers_.begin());
  if (next != post_numbers_.end() && rank < base_numbers_.size())
    return base_.range.begin + base_.instructions[base_numbers_[rank]].offset;
  const std::size_t count =
      std::min(post_numbers_.size(), base_numbers_.size());
  if (count == 0)
    return base_.range.begin;
  return base_.range.begin + base_.instructions[base_numbers_[count - 1]].end();
}

} // namespace hotpatch
