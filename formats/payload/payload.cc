// A payload's bytes are what write_payload() makes of its value, and nothing
// else is one.
//
// Reading therefore is: find the parts, decode them, check the value, write it
// again and compare.  The last step is what makes the format strict without a
// check for each reserved field, flag, string table and gap, of which PE and
// ELF have hundreds; and since a written file holds a fingerprint of all its
// other bytes (PE: the time stamp, ELF: the build-id), every altered byte is
// found, whatever it means.  The price is writing it once more: reading takes
// 5 ms for 1,000 functions (284 KB) and 450 ms for 50,000 (14 MB) where writing
// takes 1 and 310 ms (two busy cores, 2026-11-25).
//
// That fingerprint finds accidents.  Whoever wants to can make another valid
// payload; trust comes from the package's signature.
#include "formats/payload/payload.h"

#include "formats/core/text.h"
#include "formats/payload/check.h"
#include "formats/payload/container.h"
#include "formats/payload/metadata.h"
#include "formats/payload/records.h"

#include <algorithm>
#include <string>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::array<std::string_view, file_part_count> part_names = {
    "code",    "constants", "data",    "unwind",
    "records", "metadata",  "headers", "alignment"};

Expected<WrittenFile> write_file_of(const Payload &payload) {
  HP_TRY(check_payload(payload));
  return payload.base.format == ObjectFormat::coff ? write_pe(payload)
                                                   : write_elf(payload);
}

// Puts together what the metadata and the table each know of the redirects.
Expected<void> join_redirects(Payload &payload, HotpatchTable &table) {
  if (table.functions.size() != payload.redirects.size())
    return fail(ErrorCode::malformed,
                std::to_string(table.functions.size()) +
                    " FUNCTION records, but the metadata has " +
                    std::to_string(payload.redirects.size()) + " redirects");
  for (std::size_t i = 0; i < payload.redirects.size(); ++i) {
    Redirect &redirect = payload.redirects[i];
    FunctionRecord &record = table.functions[i];
    redirect.base_entry = record.base_entry;
    redirect.patch_begin += record.base_entry;
    redirect.payload_entry = record.payload_entry;
    redirect.base_bytes = std::move(record.base_bytes);
  }
  return {};
}

// Each call target is a function.  Both lists are in order, so that aliases are
// visited once.
Expected<void> mark_call_targets(Payload &payload,
                                 const std::vector<Rva> &targets) {
  if (!std::ranges::is_sorted(payload.functions, {},
                              &PayloadFunction::payload_rva) ||
      std::ranges::adjacent_find(targets, std::ranges::greater_equal()) !=
          targets.end())
    return fail(ErrorCode::malformed,
                "functions or call targets are not in ascending order");
  for (const Rva target : targets) {
    auto found = std::ranges::equal_range(payload.functions, target, {},
                                          &PayloadFunction::payload_rva);
    if (found.empty())
      return fail(ErrorCode::malformed,
                  "no function at the call target " + hex(target));
    for (PayloadFunction &function : found)
      function.is_call_target = true;
  }
  return {};
}

Expected<Payload> assemble(ObjectFormat format, FoundParts parts) {
  HotpatchTable table = HP_TRY(decode_table(parts.table));
  Payload payload = HP_TRY(decode_metadata(parts.metadata));
  payload.base.format = format;
  payload.base.machine = machine_number(format);
  payload.base.time_date_stamp = table.base_time_date_stamp;
  payload.base.checksum = table.base_checksum;
  payload.sequence = table.sequence;
  payload.sections = std::move(parts.sections);
  payload.unwind = std::move(parts.unwind);
  payload.relative_sites = std::move(parts.relative_sites);
  payload.fixups = std::move(table.fixups);
  HP_TRY(join_redirects(payload, table));
  HP_TRY(mark_call_targets(payload, table.call_targets));
  return payload;
}

struct ReadFile {
  Payload payload;
  PartSizes parts;
};

Expected<ReadFile> read_file_of(BytesView bytes) {
  const std::string_view text = as_text(bytes);
  const bool is_pe = text.starts_with("MZ");
  if (!is_pe && !text.starts_with("\177ELF"))
    return fail(ErrorCode::malformed,
                "not a payload: begins neither like a PE nor an ELF file");
  FoundParts parts = HP_TRY(is_pe ? read_pe(bytes) : read_elf(bytes));
  Payload payload = HP_TRY(assemble(
      is_pe ? ObjectFormat::coff : ObjectFormat::elf, std::move(parts)));
  const WrittenFile again = HP_TRY(write_file_of(payload));
  if (!equal_bytes(bytes, again.bytes)) {
    const auto found = std::ranges::mismatch(bytes, again.bytes).in1;
    return fail(ErrorCode::malformed,
                "differs at " +
                    hex(static_cast<std::uint64_t>(found - bytes.begin())) +
                    " from what its content would be written as");
  }
  return ReadFile{std::move(payload), again.parts};
}

} // namespace

FilePart part_of(PayloadSectionKind kind) {
  switch (kind) {
  case PayloadSectionKind::code:
    return FilePart::code;
  case PayloadSectionKind::read_only:
    return FilePart::constants;
  case PayloadSectionKind::writable:
    return FilePart::data;
  case PayloadSectionKind::unwind:
    break;
  }
  return FilePart::unwind;
}

Expected<std::vector<std::byte>> write_payload(const Payload &payload) {
  return HP_TRY(write_file_of(payload)).bytes;
}

Expected<Payload> read_payload(BytesView bytes) {
  return HP_TRY(read_file_of(bytes)).payload;
}

Expected<std::vector<PayloadPart>> measure_payload(BytesView bytes) {
  const ReadFile file = HP_TRY(read_file_of(bytes));
  std::vector<PayloadPart> result;
  for (std::size_t i = 0; i < file_part_count; ++i)
    result.push_back({std::string(part_names[i]), file.parts[i]});
  return result;
}

} // namespace hotpatch
