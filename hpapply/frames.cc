// PE payloads' unwind data count from the payload's beginning, where their
// handlers are stubs of its own, so that is the table's base address.
// Of libgcc's functions those are used that take memory for their notes from
// the caller: the others allocate it, and a stopped thread may hold the
// allocator's lock.
// Source: GCC, libgcc/unwind-dw2-fde.h; Windows SDK, RtlAddFunctionTable.
#include "hpapply/frames.h"

#include "formats/core/byte_writer.h"
#include "hpapply/residence.h"

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

constexpr std::size_t runtime_function = 12; // RUNTIME_FUNCTION
constexpr std::size_t most_records = payload_page / runtime_function - 2;

// Between records of two bytes before and after all sections: Windows notes
// where a table's functions begin and end, and what it leaves in its memory
// when the table is gone shall lead to no code.
std::vector<std::byte> function_table(const Payload &payload) {
  ByteWriter table;
  const auto put = [&](const PayloadUnwind &record) {
    table.put(record.begin);
    table.put(record.end);
    table.put(record.info);
  };
  const Rva after = static_cast<Rva>(unwinder_page(payload, 0).begin);
  put({.begin = 0, .end = 1});
  for (const PayloadUnwind &record : payload.unwind)
    put(record);
  put({.begin = after, .end = after + 1});
  return std::move(table).take();
}

} // namespace

Expected<std::optional<FrameRegistry>> find_registry(Exports &exports,
                                                     ObjectFormat format) {
  const bool is_pe = format == ObjectFormat::coff;
  const std::optional<ExportPlace> add = HP_TRY(
      is_pe
          ? exports.find({.module = "ntdll.dll", .name = "RtlAddFunctionTable"})
          : exports.find("__register_frame_info"));
  const std::optional<ExportPlace> remove =
      HP_TRY(is_pe ? exports.find({.module = "ntdll.dll",
                                   .name = "RtlDeleteFunctionTable"})
                   : exports.find("__deregister_frame_info"));
  if (!add || !remove)
    return std::nullopt;
  return FrameRegistry{add->address, remove->address};
}

Expected<Address> frames_of(const Payload &payload, Address own) {
  if (payload.base.format == ObjectFormat::coff) {
    if (payload.unwind.size() > most_records)
      return refuse("unwind-data", "the payload has " +
                                       std::to_string(payload.unwind.size()) +
                                       " unwind records, expected at most " +
                                       std::to_string(most_records));
    return payload.unwind.empty() ? 0 : unwinder_page(payload, own).begin;
  }
  const auto frames =
      std::ranges::find(payload.sections, ".eh_frame", &PayloadSection::name);
  if (frames == payload.sections.end() || payload.unwind.empty())
    return 0;
  if (!is_terminated(*frames))
    return refuse("unwind-data", "the payload's .eh_frame has no end");
  return own + frames->rva;
}

Expected<void> add_frames(Process &process, const FrameRegistry &registry,
                          const Payload &payload, Address own) {
  const Address scratch = unwinder_page(payload, own).begin;
  if (payload.base.format == ObjectFormat::elf) {
    const Address frames = HP_TRY(frames_of(payload, own));
    return without_value(
        process.call(registry.add, std::array{frames, scratch}));
  }
  const std::vector<std::byte> table = function_table(payload);
  HP_TRY(process.write(scratch, table));
  const std::uint64_t done = HP_TRY(process.call(
      registry.add, std::array<std::uint64_t, 3>{
                        scratch, table.size() / runtime_function, own}));
  if ((done & 0xff) == 0) // BOOLEAN
    return fail(ErrorCode::io, "the process does not take the unwind records");
  return {};
}

Expected<void> remove_frames(Process &process, const FrameRegistry &registry,
                             Address frames) {
  return without_value(process.call(registry.remove, std::array{frames}));
}

} // namespace hotpatch
