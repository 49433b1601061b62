// See unwind_records.h.
#include "hpcompile/unwind_records.h"

#include "formats/core/text.h"
#include "hpcompile/unwind_places.h"

#include <algorithm>

namespace hotpatch {
namespace {

std::unexpected<Error> broken(const ObjectFile &object,
                              const SectionPlace &place,
                              const std::string &what) {
  return fail(ErrorCode::malformed,
              "section " + std::string(object.sections[place.section].name) +
                  ": record at " + hex(place.offset) + " " + what);
}

// The place in code that the field leads to; nothing if it has no relocation or
// leads elsewhere: a record about code that was taken out of the object.
std::optional<SectionPlace> code_place(const ObjectFile &object,
                                       const SectionPlace &field) {
  const Relocation *relocation = relocation_at(object, field);
  std::optional<SectionPlace> place =
      relocation ? place_of(object, *relocation) : std::nullopt;
  if (!place || object.sections[place->section].kind != SectionKind::code)
    return std::nullopt;
  return place;
}

Expected<std::vector<UnwindRecord>> sorted(const ObjectFile &object,
                                           std::vector<UnwindRecord> records) {
  std::ranges::sort(records);
  for (std::size_t i = 1; i < records.size(); ++i) {
    const Extent &before = records[i - 1].code, &code = records[i].code;
    if (before.section == code.section && before.end > code.begin)
      return broken(object,
                    {records[i].record.section, records[i].record.begin},
                    "is about code from " + hex(code.begin) +
                        " on, which another one is about too");
  }
  return records;
}

// One section; adds nothing for records about code that is not there.
Expected<std::vector<UnwindRecord>> read_frames(const ObjectFile &object,
                                                std::uint32_t section) {
  std::vector<UnwindRecord> records;
  BytesView bytes = object.sections[section].bytes;
  for (std::uint64_t at = 0; at < bytes.size();) {
    std::optional<std::uint32_t> length = read_int<std::uint32_t>(bytes, at);
    if (length == 0xffffffff)
      return fail(ErrorCode::unsupported,
                  "section " + std::string(object.sections[section].name) +
                      ": record at " + hex(at) + " has a 64-bit length");
    if (!length || *length > bytes.size() - at - 4)
      return broken(object, {section, at}, "is cut off");
    std::uint64_t end = at + 4 + *length;
    // A zero length is an end mark, which may stand between joined sections.
    if (*length != 0 && *length < 4)
      return broken(object, {section, at}, "is shorter than its header");
    if (*length != 0 &&
        read_int<std::uint32_t>(bytes, at + 4).value_or(0) != 0) {
      // The size of the range follows its begin, in as many bytes as the
      // begin's relocation has.
      const Relocation *begin = relocation_at(object, {section, at + 8});
      std::optional<SectionPlace> place = code_place(object, {section, at + 8});
      if (begin && place) {
        std::optional<std::int64_t> size =
            read_signed(bytes.first(static_cast<std::size_t>(end)),
                        at + 8 + begin->width, begin->width);
        std::uint64_t room =
            object.sections[place->section].size - place->offset;
        if (!size || *size < 0 || static_cast<std::uint64_t>(*size) > room)
          return broken(object, {section, at},
                        "is about code that is not in its section");
        if (*size > 0)
          records.push_back(
              {{place->section, place->offset,
                place->offset + static_cast<std::uint64_t>(*size)},
               {section, at, end}});
      }
    }
    at = end;
  }
  return records;
}

} // namespace

Expected<std::vector<UnwindRecord>> read_eh_frame(const ObjectFile &object) {
  std::vector<UnwindRecord> records;
  if (object.machine.isa != Isa::x86_64)
    return records;
  for (std::uint32_t s = 0; s < object.sections.size(); ++s)
    if (object.sections[s].kind == SectionKind::unwind &&
        object.sections[s].name.starts_with(".eh_frame"))
      for (const UnwindRecord &record : HP_TRY(read_frames(object, s)))
        records.push_back(record);
  return sorted(object, std::move(records));
}

Expected<std::vector<UnwindRecord>> read_pdata(const ObjectFile &object) {
  std::vector<UnwindRecord> records;
  if (object.machine.isa != Isa::x86_64)
    return records;
  constexpr std::uint64_t word = 4, entry_size = 3 * word;
  for (std::uint32_t s = 0; s < object.sections.size(); ++s) {
    const Section &section = object.sections[s];
    if (section.kind != SectionKind::unwind ||
        !section.name.starts_with(".pdata"))
      continue;
    for (std::uint64_t at = 0; at < section.bytes.size(); at += entry_size) {
      if (section.bytes.size() - at < entry_size)
        return broken(object, {s, at}, "is cut off");
      std::optional<SectionPlace> begin = code_place(object, {s, at});
      std::optional<SectionPlace> end = code_place(object, {s, at + word});
      if (!begin)
        continue;
      if (!end || end->section != begin->section ||
          end->offset <= begin->offset)
        return broken(object, {s, at}, "has no end behind its begin");
      records.push_back({{begin->section, begin->offset, end->offset},
                         {s, at, at + entry_size}});
    }
  }
  return sorted(object, std::move(records));
}

} // namespace hotpatch
