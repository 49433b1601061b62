// See content.h.  Literals, tables and the data of COFF have no sizes; how far
// they reach is read from what they hold and from where else references lead.
#include "hpdiff/content.h"

#include "formats/core/bytes.h"

#include <algorithm>
#include <bit>

namespace hotpatch {
namespace {

// What compilers align strings to, in bytes.
constexpr std::uint64_t max_string_alignment = 8;
// The greatest alignment that compilers give to data for its size.
constexpr std::uint64_t max_data_alignment = 32;

// Whether the extent begins with the distance to a place in code.
bool is_jump_table(const Side &side, const Extent &extent) {
  std::span<const Relocation> entries = side.relocations_in(extent);
  return !entries.empty() && entries.front().offset == extent.begin &&
         entries.front().form == RelocationForm::pc_relative &&
         data_target(side, extent.section, extent.begin, entries.front())
                 .kind == Target::Kind::code;
}

// Whether the extent, which follows something else, is a string of its own
// rather than the next element of an array of texts, which would be padded.
bool is_separate_string(const Side &side, const Extent &extent) {
  std::optional<BytesView> before =
      slice(side.object().sections[extent.section].bytes,
            extent.begin - max_string_alignment, max_string_alignment);
  bool is_padded = before && is_zero(*before);
  return !is_padded && delimits_itself(side, extent);
}

// What the end of the extent may have been aligned to: a section to its own
// alignment, what follows in it to any that its place has.
std::uint64_t alignment_before(const Side &side, const Extent &extent) {
  const Section &section = side.object().sections[extent.section];
  std::uint64_t natural = extent.end & (~extent.end + 1);
  return std::min(natural, extent.end == section.size ? section.alignment
                                                      : max_data_alignment);
}

} // namespace

bool is_zero(BytesView bytes) {
  return std::ranges::all_of(bytes,
                             [](std::byte b) { return b == std::byte{0}; });
}

BytesView bytes_of(const Side &side, const Extent &extent) {
  return slice(side.object().sections[extent.section].bytes, extent.begin,
               extent.size())
      .value_or(BytesView());
}

bool is_fill_of(const Side &side, const Extent &extent) {
  return extent.begin == extent.end ||
         (extent.size() < alignment_before(side, extent) &&
          is_zero(bytes_of(side, extent)) &&
          side.relocations_in(extent).empty());
}

bool ends_unfilled(const Side &side, const Extent &extent) {
  const Section &section = side.object().sections[extent.section];
  return extent.end == section.size && section.size % section.alignment != 0;
}

bool delimits_itself(const Side &side, const Extent &extent) {
  const Section &section = side.object().sections[extent.section];
  BytesView bytes = bytes_of(side, extent);
  std::span<const Relocation> entries = side.relocations_in(extent);
  if (!entries.empty()) {
    const Relocation &last = entries.back();
    std::uint64_t end = last.offset + last.width;
    return end <= extent.end &&
           entries.size() * last.width == end - extent.begin &&
           is_fill_of(side, {extent.section, end, extent.end}) &&
           side.relocations_in({extent.section, extent.end, extent.end + 1})
               .empty();
  }
  // What begins in the middle of a text may be the end of what lies before.
  std::optional<std::uint8_t> before =
      read_int<std::uint8_t>(section.bytes, extent.begin - 1);
  bool is_start = extent.begin == 0 || before == std::uint8_t{0};
  auto end = std::ranges::find(bytes, std::byte{0});
  BytesView text(bytes.begin(), end);
  return is_start && !text.empty() && text.size() < bytes.size() &&
         std::ranges::all_of(
             text,
             [](std::byte b) {
               return b >= std::byte{0x20} ||
                      (b >= std::byte{7} && b < std::byte{14});
             }) &&
         is_zero(BytesView(end, bytes.end()));
}

std::uint64_t string_end(const Section &section, std::uint64_t offset) {
  std::uint64_t step = std::max<std::uint64_t>(section.entry_size, 1);
  std::uint64_t size = section.bytes.size();
  for (std::uint64_t at = offset; at < size && step <= size - at; at += step)
    if (is_zero(section.bytes.subspan(at, step)))
      return at + step;
  return size;
}

Target data_target(const Side &side, std::uint32_t section, std::uint64_t start,
                   const Relocation &relocation) {
  const ObjectFile &object = side.object();
  if (relocation.form != RelocationForm::pc_relative ||
      relocation.symbol == no_index)
    return side.target_of(section, relocation);
  const Symbol &symbol = object.symbols[relocation.symbol];
  std::uint64_t addend =
      static_cast<std::uint64_t>(relocation.addend) +
      static_cast<std::uint64_t>(data_bias(side, relocation));
  bool is_table = symbol.placement == Placement::in_section &&
                  (symbol.kind == SymbolKind::section ||
                   is_content_symbol(object, symbol)) &&
                  object.sections[section].kind != SectionKind::unwind;
  if (is_table)
    addend -= relocation.offset - start;
  return side.resolve(relocation.symbol, static_cast<std::int64_t>(addend));
}

bool leads_to_code(const Side &side, const Target &target) {
  if (target.kind != Target::Kind::content || target.offset + target.delta < 0)
    return false;
  std::uint64_t begin =
      static_cast<std::uint64_t>(target.offset + target.delta);
  std::span<const Relocation> entry =
      side.relocations_in({target.index, begin, begin + 1});
  return !entry.empty() &&
         data_target(side, target.index, begin, entry.front()).kind ==
             Target::Kind::code;
}

std::uint64_t end_of_datum(const Side &side, const Atoms &atoms,
                           const Extent &datum) {
  std::uint64_t end = atoms.end_of(datum.section, datum.begin);
  while (end < datum.end) {
    std::uint64_t next = atoms.end_of(datum.section, end);
    Extent rest{datum.section, end, std::min(datum.end, next)};
    if (next <= end || is_jump_table(side, rest) ||
        is_separate_string(side, rest))
      return end;
    end = next;
  }
  return datum.end;
}

std::optional<Target> start_from_field(const Side &side,
                                       const Relocation &relocation) {
  if (relocation.form != RelocationForm::pc_relative ||
      relocation.symbol == no_index)
    return std::nullopt;
  Target target = side.resolve(
      relocation.symbol,
      static_cast<std::int64_t>(
          static_cast<std::uint64_t>(relocation.addend) +
          static_cast<std::uint64_t>(data_bias(side, relocation))));
  bool is_start = target.offset == 0 && (target.kind == Target::Kind::code ||
                                         target.kind == Target::Kind::datum);
  return is_start ? std::optional(target) : std::nullopt;
}

} // namespace hotpatch
