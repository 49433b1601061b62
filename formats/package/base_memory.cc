// See base_memory.h.
//
// Code alone would do as well as code and constants for most payloads; but the
// base's own strings, jump tables and unwind records are what a payload's are
// made from, and without them packages are 10 % larger.
//
// Zeroing what a loader changes is simpler for whoever reads a running module
// than putting it back: it needs only the places, which every image lists.
#include "formats/package/base_memory.h"

#include "formats/core/digest.h"

#include <algorithm>

namespace hotpatch {
namespace {

// Zeroes [rva, rva + size) as far as it lies in one of the parts.
void clear(std::vector<BaseMemory::Part> &parts, Rva rva, std::uint64_t size) {
  auto after = std::ranges::upper_bound(parts, rva, {}, &BaseMemory::Part::rva);
  if (after == parts.begin())
    return;
  BaseMemory::Part &part = *std::prev(after);
  const std::uint64_t begin = rva - part.rva;
  const std::uint64_t end =
      std::min<std::uint64_t>(begin + size, part.bytes.size());
  for (std::uint64_t at = begin; at < end; ++at)
    part.bytes[at] = std::byte{0};
}

} // namespace

BaseMemory base_memory(const Image &image) {
  BaseMemory memory;
  for (const ConstantPart &part : image.constant_parts)
    memory.parts.push_back({.rva = part.rva,
                            .bytes = {part.bytes.begin(), part.bytes.end()},
                            .is_code = part.is_code});
  for (const RelocationSite &site : image.relocation_sites)
    clear(memory.parts, site.rva, site.width);
  for (const Slot &slot : image.slots)
    clear(memory.parts, slot.rva,
          slot.kind == SlotKind::tls_descriptor ? 16 : 8);
  return memory;
}

std::optional<BytesView> BaseMemory::bytes_at(Rva rva,
                                              std::uint64_t size) const {
  auto after = std::ranges::upper_bound(parts, rva, {}, &Part::rva);
  if (after == parts.begin())
    return std::nullopt;
  const Part &part = *std::prev(after);
  return slice(part.bytes, rva - part.rva, size);
}

std::uint64_t BaseMemory::check() const {
  std::uint64_t hash = 0;
  for (const Part &part : parts)
    hash = hash_bytes(part.bytes, hash + part.rva);
  return hash;
}

} // namespace hotpatch
