// See unwind.h.
#include "formats/object/unwind.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace hotpatch {
namespace {

// The place that the relocation at `offset` of a section leads to, if it leads
// into code.
std::optional<std::pair<std::uint32_t, std::uint64_t>>
code_place(const ObjectFile &object, const Section &section,
           std::uint64_t offset) {
  std::span<const Relocation> all = object.relocations_of(section);
  auto found = std::ranges::lower_bound(all, offset, {}, &Relocation::offset);
  if (found == all.end() || found->offset != offset ||
      found->symbol == no_index)
    return std::nullopt;
  const Symbol &symbol = object.symbols[found->symbol];
  if (symbol.placement != Placement::in_section ||
      object.sections[symbol.section].kind != SectionKind::code)
    return std::nullopt;
  return std::pair(symbol.section,
                   symbol.value + static_cast<std::uint64_t>(found->addend));
}

// The length of the range of a table entry whose second word is the range's end
// (x64 .pdata), else 0.
std::uint64_t table_range(const ObjectFile &object, const Section &table,
                          std::uint64_t at,
                          std::pair<std::uint32_t, std::uint64_t> begin) {
  if (object.machine.isa != Isa::x86_64)
    return 0;
  auto end = code_place(object, table, at + 4);
  return end && end->first == begin.first && end->second > begin.second
             ? end->second - begin.second
             : 0;
}

// Tables of fixed-size entries whose first word is the code's place.
void read_table(const ObjectFile &object, std::uint32_t section,
                std::uint64_t entry_size, std::uint64_t skip,
                std::vector<UnwindEntry> &out) {
  const Section &table = object.sections[section];
  for (std::uint64_t at = 0; at + entry_size <= table.bytes.size();
       at += entry_size)
    if (auto place = code_place(object, table, at))
      out.push_back({place->first,
                     place->second,
                     table_range(object, table, at, *place),
                     {{section, at + skip, at + entry_size}}});
}

class EhFrame {
public:
  EhFrame(const ObjectFile &object, std::uint32_t section)
      : object_(object), section_(section),
        bytes_(object.sections[section].bytes) {}

  void read(std::vector<UnwindEntry> &out) const {
    for (std::uint64_t at = 0; at < bytes_.size();) {
      std::optional<Record> record = record_at(at);
      if (!record)
        return;
      if (record->id != 0)
        if (std::optional<UnwindEntry> entry = read_fde(*record))
          out.push_back(*std::move(entry));
      at = record->end;
    }
  }

private:
  struct Record {
    std::uint64_t begin = 0, id_at = 0, end = 0;
    std::uint32_t id = 0; // 0: a CIE; else the distance back to the CIE
  };

  template <typename T> std::optional<T> read(std::uint64_t at) const {
    return read_int<T>(bytes_, at, object_.machine.order);
  }

  std::optional<Record> record_at(std::uint64_t at) const {
    std::optional<std::uint32_t> length = read<std::uint32_t>(at);
    // A zero length ends the section; 64-bit lengths do not occur in objects.
    if (!length || *length < 4 || *length == 0xffffffff)
      return std::nullopt;
    Record record{at, at + 4, at + 4 + *length, 0};
    if (record.end > bytes_.size())
      return std::nullopt;
    // Within the record, whose end was checked.
    record.id = read<std::uint32_t>(record.id_at).value_or(0);
    return record;
  }

  // Bytes of the FDE's two code addresses, by the CIE's "R" augmentation.
  std::optional<std::uint64_t> address_size(const Record &cie) const {
    std::uint64_t absolute = object_.machine.address_bits / 8U;
    std::optional<std::string_view> augmentation = text_at(cie.id_at + 5);
    if (!augmentation || !augmentation->starts_with('z'))
      return absolute;
    std::uint64_t at = cie.id_at + 5 + augmentation->size() + 1;
    for (int leb = 0; leb < 4; ++leb) // alignments, register, length
      at = skip_leb(at);
    for (char letter : augmentation->substr(1)) {
      std::optional<std::uint8_t> encoding = read<std::uint8_t>(at);
      if (!encoding)
        return std::nullopt;
      std::uint64_t size = encoded_size(*encoding, absolute);
      if (letter == 'R')
        return size;
      if (letter == 'P')
        at += 1 + size;
      else if (letter == 'L')
        ++at;
    }
    return absolute;
  }

  static std::uint64_t encoded_size(std::uint8_t encoding,
                                    std::uint64_t absolute) {
    switch (encoding & 7) {
    case 2:
      return 2;
    case 3:
      return 4;
    case 4:
      return 8;
    default:
      return absolute;
    }
  }

  // The length of an FDE's code range.
  [[nodiscard]] std::uint64_t range_at(std::uint64_t at,
                                       std::uint64_t size) const {
    return size == 8 ? read<std::uint64_t>(at).value_or(0)
                     : read<std::uint32_t>(at).value_or(0);
  }

  // Where the last relocated field in [begin, end) ends; `begin` if there is
  // none.
  [[nodiscard]] std::uint64_t last_field_end(std::uint64_t begin,
                                             std::uint64_t end) const {
    std::span<const Relocation> all =
        object_.relocations_of(object_.sections[section_]);
    auto after = std::ranges::lower_bound(all, end, {}, &Relocation::offset);
    if (after == all.begin() || std::prev(after)->offset < begin)
      return begin;
    constexpr std::uint64_t widest = 8;
    const Relocation &last = *std::prev(after);
    return std::min(end, last.offset + (last.width ? last.width : widest));
  }

  std::optional<std::string_view> text_at(std::uint64_t at) const {
    if (at >= bytes_.size())
      return std::nullopt;
    std::string_view rest = as_text(bytes_).substr(at);
    std::size_t end = rest.find('\0');
    return end == rest.npos ? std::nullopt : std::optional(rest.substr(0, end));
  }

  std::uint64_t skip_leb(std::uint64_t at) const {
    while (at < bytes_.size() &&
           (std::to_integer<unsigned>(bytes_[at]) & 0x80) != 0)
      ++at;
    return at + 1;
  }

  std::optional<UnwindEntry> read_fde(const Record &fde) const {
    if (fde.id > fde.id_at)
      return std::nullopt;
    std::optional<Record> cie = record_at(fde.id_at - fde.id);
    if (!cie || cie->id != 0)
      return std::nullopt;
    std::optional<std::uint64_t> size = address_size(*cie);
    auto place = code_place(object_, object_.sections[section_], fde.id_at + 4);
    if (!size || !place || fde.id_at + 4 + 2 * *size > fde.end)
      return std::nullopt;
    std::uint64_t begin = fde.id_at + 4 + 2 * *size;
    // Zeros at the end are no-operations, but not those of a field to fill in.
    std::uint64_t end = fde.end;
    std::uint64_t filled = last_field_end(begin, fde.end);
    while (end > filled && bytes_[end - 1] == std::byte{0})
      --end;
    return UnwindEntry{
        place->first,
        place->second,
        range_at(fde.id_at + 4 + *size, *size),
        {{section_, cie->id_at, cie->end}, {section_, begin, end}}};
  }

  const ObjectFile &object_;
  std::uint32_t section_;
  BytesView bytes_;
};

} // namespace

std::vector<Extent> read_unwound_ranges(const ObjectFile &object) {
  std::vector<Extent> ranges;
  if (object.machine.format != ObjectFormat::coff ||
      object.machine.isa != Isa::x86_64)
    return ranges;
  constexpr std::uint64_t word = 4, entry_size = 3 * word;
  for (const Section &section : object.sections) {
    if (section.kind != SectionKind::unwind ||
        !section.name.starts_with(".pdata"))
      continue;
    for (std::uint64_t at = 0; at + entry_size <= section.bytes.size();
         at += entry_size) {
      auto begin = code_place(object, section, at);
      auto end = code_place(object, section, at + word);
      if (begin && end && begin->first == end->first &&
          begin->second < end->second)
        ranges.push_back({begin->first, begin->second, end->second});
    }
  }
  std::ranges::sort(ranges);
  return ranges;
}

std::vector<UnwindEntry> read_unwind(const ObjectFile &object) {
  std::vector<UnwindEntry> entries;
  constexpr std::uint64_t word = 4;
  for (std::uint32_t s = 0; s < object.sections.size(); ++s) {
    const Section &section = object.sections[s];
    if (section.kind != SectionKind::unwind)
      continue;
    if (section.name.starts_with(".eh_frame"))
      EhFrame(object, s).read(entries);
    else if (section.name.starts_with(".pdata"))
      // x64: begin, end, unwind information; ARM64: begin, unwind data.
      object.machine.isa == Isa::x86_64
          ? read_table(object, s, 3 * word, 2 * word, entries)
          : read_table(object, s, 2 * word, word, entries);
    else if (section.name.starts_with(".ARM.exidx"))
      read_table(object, s, 2 * word, word, entries);
  }
  std::ranges::stable_sort(entries, {}, [](const UnwindEntry &entry) {
    return std::pair(entry.section, entry.offset);
  });
  return entries;
}

} // namespace hotpatch
