// See literal.h.  ELF says which sections hold strings or constants and how
// large an entry is.  COFF does not, but puts each literal that may be shared
// into a COMDAT section of its own, named after its content (??_C@, __real@).
#include "hpcompile/literal.h"

#include "formats/object/names.h"

#include <algorithm>
#include <bit>

namespace hotpatch {
namespace {

// The text up to and with its terminator, a zero of `width` bytes.
std::optional<std::uint64_t> text_end(BytesView bytes, std::uint64_t begin,
                                      std::uint32_t width) {
  for (std::uint64_t at = begin; at + width <= bytes.size(); at += width) {
    bool is_zero = true;
    for (std::uint32_t i = 0; i < width; ++i)
      is_zero = is_zero && bytes[at + i] == std::byte{0};
    if (is_zero)
      return at + width;
  }
  return std::nullopt;
}

bool is_literal_section(const ObjectFile &object, const Section &section) {
  return section.comdat_symbol != no_index &&
         is_shared_content_name(object.symbols[section.comdat_symbol].name);
}

} // namespace

std::uint64_t alignment_at(const Section &section, std::uint64_t offset) {
  const std::uint64_t alignment = std::max<std::uint64_t>(section.alignment, 1);
  return offset == 0 ? alignment
                     : std::min(alignment,
                                std::uint64_t{1} << std::countr_zero(offset));
}

std::optional<BytesView> literal_at(const Side &side, std::uint32_t section,
                                    std::uint64_t offset) {
  const ObjectFile &object = side.object();
  const Section &where = object.sections[section];
  if (where.relocation_count > 0 || offset >= where.bytes.size())
    return std::nullopt;
  if (is_literal_section(object, where))
    return where.bytes.subspan(offset);
  if (!where.is_mergeable || where.entry_size == 0)
    return std::nullopt;
  if (!where.is_strings)
    return offset % where.entry_size == 0
               ? slice(where.bytes, offset, where.entry_size)
               : std::nullopt;
  std::optional<std::uint64_t> end =
      text_end(where.bytes, offset, where.entry_size);
  return end ? slice(where.bytes, offset, *end - offset) : std::nullopt;
}

std::optional<BytesView> read_at(const Side &side, std::uint32_t section,
                                 std::uint64_t offset, std::uint32_t width) {
  constexpr std::uint64_t widest_field = 8;
  const std::uint64_t begin =
      offset - std::min(offset, std::uint64_t{widest_field - 1});
  std::optional<BytesView> bytes =
      slice(side.object().sections[section].bytes, offset, width);
  const bool is_known =
      bytes && width > 0 &&
      side.relocations_in({section, begin, offset + width}).empty();
  return is_known ? bytes : std::nullopt;
}

} // namespace hotpatch
