// Of libgcc's functions those are used that take memory for their notes from
// the caller: the others allocate it, and a stopped thread may hold the
// allocator's lock.
// Source: GCC, libgcc/unwind-dw2-fde.h.
#include "hpapply/frames.h"

#include <algorithm>
#include <array>

namespace hotpatch {
namespace {

// A length of 0 ends the list: the payload's own, or the rest of its last page.
bool is_terminated(const PayloadSection &section) {
  constexpr std::size_t length = 4;
  if (section.bytes.size() < length)
    return false;
  const bool has_room =
      payload_page - section.bytes.size() % payload_page >= length &&
      section.bytes.size() % payload_page != 0;
  return has_room || read_int<std::uint32_t>(
                         section.bytes, section.bytes.size() - length) == 0U;
}

} // namespace

Expected<std::optional<FrameRegistry>> find_registry(Exports &exports) {
  const std::optional<ExportPlace> add =
      HP_TRY(exports.find("__register_frame_info"));
  const std::optional<ExportPlace> remove =
      HP_TRY(exports.find("__deregister_frame_info"));
  if (!add || !remove)
    return std::nullopt;
  return FrameRegistry{add->address, remove->address};
}

Expected<Address> frames_of(const Payload &payload, Address own) {
  const auto frames =
      std::ranges::find(payload.sections, ".eh_frame", &PayloadSection::name);
  if (frames == payload.sections.end() || payload.unwind.empty())
    return 0;
  if (!is_terminated(*frames))
    return refuse("unwind-data", "the payload's .eh_frame has no end");
  return own + frames->rva;
}

Expected<void> add_frames(Process &process, const FrameRegistry &registry,
                          Address frames, Address scratch) {
  return without_value(process.call(registry.add, std::array{frames, scratch}));
}

Expected<void> remove_frames(Process &process, const FrameRegistry &registry,
                             Address frames) {
  return without_value(process.call(registry.remove, std::array{frames}));
}

} // namespace hotpatch
