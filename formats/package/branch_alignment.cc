// See branch_alignment.h.
//
// An instruction that a fix inserts makes every branch across it longer by the
// same few bytes.  With the base's distances in the code, it is again a copy of
// the base's code with insertions, which a compressor finds; the differences go
// into a list of small numbers.  On 120 payloads of real fixes that takes 5 %
// off what is stored.
//
// Codes are aligned by what occurs once on either side: pieces of six bytes,
// with the fields zeroed, of which the longest chain that rises on both sides
// is kept and each grown as far as the bytes agree (patience diff).  A proper
// sequence alignment found no more branches on those payloads.
#include "formats/package/branch_alignment.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>

namespace hotpatch {
namespace {

constexpr std::size_t field_size = 4;
constexpr std::size_t anchor_size = 6;

// A stretch that is the same on both sides but for fields.
struct Block {
  std::size_t code = 0, base = 0, size = 0;
};

std::vector<std::byte> without_fields(BytesView code,
                                      std::span<const CodeField> fields) {
  std::vector<std::byte> bytes(code.begin(), code.end());
  for (const CodeField &field : fields)
    std::fill_n(bytes.begin() + field.at, field_size, std::byte{0});
  return bytes;
}

struct Anchor {
  std::uint64_t bytes = 0; // of anchor_size
  std::size_t at = 0;
};

// What occurs once, by bytes.
std::vector<Anchor> find_anchors(const std::vector<std::byte> &code) {
  std::vector<Anchor> all;
  for (std::size_t at = 0; at + anchor_size <= code.size(); ++at) {
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < anchor_size; ++i)
      bytes = bytes << 8 | std::to_integer<std::uint64_t>(code[at + i]);
    all.push_back({bytes, at});
  }
  std::ranges::stable_sort(all, {}, &Anchor::bytes);
  std::vector<Anchor> unique;
  for (std::size_t i = 0; i < all.size(); ++i)
    if ((i == 0 || all[i - 1].bytes != all[i].bytes) &&
        (i + 1 == all.size() || all[i + 1].bytes != all[i].bytes))
      unique.push_back(all[i]);
  return unique;
}

// Pairs of equal anchors, by place in the code.
std::vector<Block> pair_anchors(const std::vector<std::byte> &code,
                                const std::vector<std::byte> &base) {
  const std::vector<Anchor> ours = find_anchors(code);
  const std::vector<Anchor> theirs = find_anchors(base);
  std::vector<Block> pairs;
  auto other = theirs.begin();
  for (const Anchor &anchor : ours) {
    while (other != theirs.end() && other->bytes < anchor.bytes)
      ++other;
    if (other != theirs.end() && other->bytes == anchor.bytes)
      pairs.push_back({anchor.at, other->at, anchor_size});
  }
  std::ranges::sort(pairs, {}, &Block::code);
  return pairs;
}

// The longest chain of them that rises in the base too.
std::vector<Block> longest_chain(const std::vector<Block> &pairs) {
  constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
  // The pair that ends the best chain of each length, and each pair's
  // predecessor.
  std::vector<std::size_t> ends, before(pairs.size(), none);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    auto end = std::ranges::lower_bound(
        ends, pairs[i].base, {}, [&](std::size_t p) { return pairs[p].base; });
    if (end != ends.begin())
      before[i] = *std::prev(end);
    if (end == ends.end())
      ends.push_back(i);
    else
      *end = i;
  }
  std::vector<Block> chain;
  for (std::size_t i = ends.empty() ? none : ends.back(); i != none;
       i = before[i])
    chain.push_back(pairs[i]);
  std::ranges::reverse(chain);
  return chain;
}

std::vector<Block> find_blocks(const std::vector<std::byte> &code,
                               const std::vector<std::byte> &base) {
  std::vector<Block> blocks;
  std::size_t code_end = 0, base_end = 0; // of the last block
  for (const Block &anchor : longest_chain(pair_anchors(code, base))) {
    if (anchor.code < code_end || anchor.base < base_end)
      continue;
    Block block = anchor;
    while (block.code > code_end && block.base > base_end &&
           code[block.code - 1] == base[block.base - 1])
      block = {block.code - 1, block.base - 1, block.size + 1};
    while (block.code + block.size < code.size() &&
           block.base + block.size < base.size() &&
           code[block.code + block.size] == base[block.base + block.size])
      ++block.size;
    code_end = block.code + block.size;
    base_end = block.base + block.size;
    blocks.push_back(block);
  }
  return blocks;
}

std::int64_t distance_at(BytesView code, std::size_t at) {
  return read_signed(code, at, field_size).value_or(0);
}

} // namespace

std::vector<std::int32_t> align_branches(BytesView code,
                                         std::span<const CodeField> fields,
                                         BytesView base_code) {
  const std::vector<CodeField> base_fields = find_code_fields(base_code);
  const std::vector<Block> blocks = find_blocks(
      without_fields(code, fields), without_fields(base_code, base_fields));
  std::vector<std::int32_t> longer(fields.size(), 0);
  auto block = blocks.begin();
  auto other = base_fields.begin();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    // The opcode, at least its last byte, is in the block.
    const std::size_t opcode = fields[i].at - 1;
    while (block != blocks.end() && block->code + block->size <= opcode)
      ++block;
    if (block == blocks.end())
      break;
    if (fields[i].kind != CodeFieldKind::branch || opcode < block->code)
      continue;
    const std::size_t at = fields[i].at - block->code + block->base;
    while (other != base_fields.end() && other->at < at)
      ++other;
    if (other == base_fields.end() || other->at != at ||
        other->kind != CodeFieldKind::branch)
      continue;
    const std::int64_t difference =
        distance_at(code, fields[i].at) - distance_at(base_code, at);
    // What 32 bits do not hold is no branch of the same function.
    if (difference == static_cast<std::int32_t>(difference))
      longer[i] = static_cast<std::int32_t>(difference);
  }
  return longer;
}

} // namespace hotpatch
