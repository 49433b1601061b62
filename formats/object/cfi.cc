// See cfi.h.  An FDE moves through its code by distances and not by addresses
// that the linker would fill in, so that the same bytes mean other instructions
// once some of the code has another length.  Here the distances become places.
#include "formats/object/cfi.h"

#include "formats/core/call_frames.h"
#include "formats/core/cursor.h"

#include <algorithm>

namespace hotpatch {
namespace {

// What of a CIE the instructions of its FDEs depend on.
struct Cie {
  bool has_augmentation_data = false;
  std::uint64_t code_alignment = 1;
};

std::optional<Cie> read_cie(BytesView bytes, std::uint64_t id_at,
                            std::endian order) {
  Cursor cursor(bytes.subspan(std::min<std::uint64_t>(id_at, bytes.size())),
                order);
  cursor.u32(); // the id
  const std::uint8_t version = cursor.u8();
  const std::string_view augmentation = cursor.text();
  Cie cie;
  cie.has_augmentation_data = augmentation.starts_with('z');
  cie.code_alignment = cursor.uleb();
  const bool is_known = (version == 1 || version == 3) &&
                        (augmentation.empty() || cie.has_augmentation_data);
  return is_known && !cursor.failed() ? std::optional(cie) : std::nullopt;
}

bool has_relocation(const ObjectFile &object, const Section &section,
                    std::uint64_t begin, std::uint64_t end) {
  std::span<const Relocation> all = object.relocations_of(section);
  auto found = std::ranges::lower_bound(all, begin, {}, &Relocation::offset);
  return found != all.end() && found->offset < end;
}

} // namespace

std::optional<CfiProgram> read_cfi(const ObjectFile &object,
                                   const UnwindEntry &entry) {
  if (entry.parts.size() != 2)
    return std::nullopt;
  const Extent &fde = entry.parts[1];
  const Section &section = object.sections[fde.section];
  std::optional<Cie> cie =
      read_cie(section.bytes, entry.parts[0].begin, object.machine.order);
  if (!cie || fde.begin > section.bytes.size())
    return std::nullopt;
  Cursor cursor(section.bytes.subspan(fde.begin), object.machine.order);
  CfiProgram program{{fde.section, fde.begin, fde.begin}, {}};
  // All that remains of an FDE that is nothing but zeros is its end.
  if (cie->has_augmentation_data && fde.begin < fde.end) {
    cursor.take(cursor.uleb());
    program.augmentation.end = fde.begin + cursor.position();
  }
  const std::uint64_t begin = program.augmentation.end;
  if (cursor.failed() || has_relocation(object, section, begin, fde.end))
    return std::nullopt;
  const std::optional<std::vector<CallFrameStep>> steps = read_call_frame_steps(
      section.bytes, begin, fde.end, cie->code_alignment, object.machine.order);
  if (!steps)
    return std::nullopt;
  for (const CallFrameStep &step : *steps)
    program.steps.push_back({step.place, {fde.section, step.begin, step.end}});
  return program;
}

} // namespace hotpatch
