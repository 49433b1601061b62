// See rewrites.h.  What linkers do to the instructions around a field is in
// linker_forms.h; this file looks up and compares.
#include "hpcompile/rewrites.h"

#include "hpcompile/linker_forms.h"

#include <algorithm>

namespace hotpatch {
namespace {

std::span<const Relocation> from_offset(std::span<const Relocation> all,
                                        std::uint64_t offset) {
  auto first = std::ranges::lower_bound(all, offset, {}, &Relocation::offset);
  return {first, all.end()};
}

// The first byte of [begin, end) outside the fields of `relocations` that is
// not the same in `found`, which begins at `begin`.
std::optional<Mismatch>
first_mismatch(BytesView bytes, std::uint64_t begin, std::uint64_t end,
               BytesView found, std::span<const Relocation> relocations) {
  std::uint64_t from = begin;
  auto compare_to = [&](std::uint64_t to) -> std::optional<Mismatch> {
    if (to <= from || equal_bytes(bytes.subspan(from, to - from),
                                  found.subspan(from - begin, to - from)))
      return std::nullopt;
    while (bytes[from] == found[from - begin])
      ++from;
    return Mismatch{from, found[from - begin], bytes[from], false};
  };
  for (const Relocation &relocation : relocations) {
    if (relocation.offset >= end)
      break;
    if (auto mismatch = compare_to(std::max(begin, relocation.offset)))
      return mismatch;
    from = std::min(end, std::max(from, relocation.offset + relocation.width));
  }
  return compare_to(end);
}

// A window and what became of it in an image.
struct ReadWindow {
  Window window;
  std::optional<LinkerForm> rewritten; // nothing: as the object has it
  std::optional<Mismatch> mismatch;    // neither that nor a known form
};

std::optional<ReadWindow> read_window(const ObjectFile &object,
                                      const Section &section,
                                      const Relocation &relocation,
                                      const Image &image, Rva at) {
  std::optional<Window> window =
      window_of(object.machine, section.bytes, relocation);
  if (!window)
    return std::nullopt;
  const std::uint64_t size = window->end - window->begin;
  std::optional<BytesView> found =
      image.bytes_at(at + static_cast<Rva>(window->begin), size);
  if (!found)
    return std::nullopt;
  ReadWindow result{*window, std::nullopt, std::nullopt};
  result.mismatch = first_mismatch(
      section.bytes, window->begin, window->end, *found,
      from_offset(object.relocations_of(section), window->begin));
  if (!result.mismatch)
    return result;
  result.rewritten = linker_form_of(
      relocation.type, section.bytes.subspan(window->begin, size), *found);
  if (result.rewritten)
    result.mismatch.reset();
  return result;
}

std::optional<FieldReading> read_rewritten(const Relocation &relocation,
                                           const LinkerForm &form,
                                           const Image &image, Rva at) {
  if (form.access == Access::tls_direct)
    return FieldReading{form.access, 0};
  const std::int64_t place = static_cast<std::int64_t>(at) +
                             static_cast<std::int64_t>(relocation.offset) +
                             form.field;
  std::optional<BytesView> field = image.bytes_at(static_cast<Rva>(place), 4);
  std::optional<std::int64_t> value =
      field ? read_signed(*field, 0, 4) : std::nullopt;
  if (!value)
    return std::nullopt;
  if (form.access == Access::tls_offset)
    return FieldReading{form.access, *value};
  if (form.is_absolute)
    return FieldReading{
        form.access, *value - static_cast<std::int64_t>(image.preferred_base)};
  return FieldReading{form.access, place + 4 + *value};
}

// The place that an 8-byte pointer in data holds, less its addend.
std::optional<FieldReading> read_pointer(const Relocation &relocation,
                                         const Image &image, Rva place,
                                         std::int64_t value) {
  if (const Slot *slot = image.slot_at(place)) {
    if (slot->kind != SlotKind::relative)
      return std::nullopt; // bound by name when the image is loaded
    return FieldReading{Access::direct, slot->target - relocation.addend};
  }
  return FieldReading{Access::direct,
                      value - static_cast<std::int64_t>(image.preferred_base) -
                          relocation.addend};
}

} // namespace

std::optional<Mismatch> compare_placed(const ObjectFile &object,
                                       const Section &section,
                                       std::uint64_t begin, std::uint64_t end,
                                       const Image &image, Rva at) {
  if (begin >= end)
    return std::nullopt;
  std::optional<BytesView> found =
      image.bytes_at(at + static_cast<Rva>(begin), end - begin);
  if (!found || end > section.bytes.size())
    return Mismatch{.offset = begin, .is_missing = true};
  const std::span<const Relocation> relocations =
      from_offset(object.relocations_of(section), begin);
  std::uint64_t from = begin;
  for (std::size_t i = 0; i < relocations.size(); ++i) {
    const Relocation &relocation = relocations[i];
    if (relocation.offset >= end)
      break;
    if (relocation.offset < from)
      continue;
    std::optional<ReadWindow> read =
        read_window(object, section, relocation, image, at);
    // Plain bytes and fields before what the linker may have rewritten.
    const bool is_rewritten = read && read->rewritten.has_value();
    const std::uint64_t to =
        is_rewritten ? std::max(from, read->window.begin) : relocation.offset;
    if (auto mismatch =
            first_mismatch(section.bytes, from, to,
                           found->subspan(from - begin, to - from), {}))
      return mismatch;
    from =
        is_rewritten ? read->window.end : relocation.offset + relocation.width;
  }
  if (from >= end)
    return std::nullopt;
  return first_mismatch(section.bytes, from, end, found->subspan(from - begin),
                        {});
}

std::optional<FieldReading> read_field(const ObjectFile &object,
                                       const Section &section,
                                       const Relocation &relocation,
                                       const Image &image, Rva at) {
  const bool is_code = section.kind == SectionKind::code;
  if (relocation.width == 0 || (is_code && relocation.offset == 0))
    return std::nullopt;
  if (std::optional<ReadWindow> read =
          read_window(object, section, relocation, image, at)) {
    if (read->mismatch)
      return std::nullopt;
    if (read->rewritten)
      return read_rewritten(relocation, *read->rewritten, image, at);
  }
  const Rva place = at + static_cast<Rva>(relocation.offset);
  std::optional<BytesView> field = image.bytes_at(place, relocation.width);
  std::optional<std::int64_t> value =
      field ? read_signed(*field, 0, relocation.width) : std::nullopt;
  if (!value)
    return std::nullopt;
  const std::byte before =
      is_code ? section.bytes[relocation.offset - 1] : std::byte{0};
  const Access access = access_of(object.machine, relocation, before);
  const std::int64_t coff_distance =
      object.machine.format == ObjectFormat::elf
          ? 0
          : relocation.width + relocation.trailing;
  switch (relocation.form) {
  case RelocationForm::pc_relative:
    return FieldReading{access,
                        place + *value + coff_distance - relocation.addend};
  case RelocationForm::slot:
    if (access == Access::none)
      return std::nullopt;
    return FieldReading{access, place + *value - relocation.addend};
  case RelocationForm::absolute:
    if (relocation.width == 8)
      return read_pointer(relocation, image, place, *value);
    if (relocation.width != 4)
      return std::nullopt;
    return FieldReading{
        access, *value - static_cast<std::int64_t>(image.preferred_base) -
                    relocation.addend};
  case RelocationForm::image_relative:
    return FieldReading{access, *value - relocation.addend};
  case RelocationForm::section_relative:
    return FieldReading{access, *value - relocation.addend};
  case RelocationForm::section_index:
  case RelocationForm::opaque:
    return std::nullopt;
  }
  return std::nullopt;
}

} // namespace hotpatch
