// See carried_unwind.h.
//
// A function of the payload is somewhere else than its post object would have
// put it, but what its unwind information says is relative to the code: it can
// be moved as it is, once every field that holds a place is known and is filled
// in anew.  So the tables are read to find those fields, and whatever holds a
// relocation that is not understood is refused: an exception that meets a wrong
// table ends the process.
//
// What belongs to the function is decided by the code that a record is about,
// not by its place in the file: pieces elsewhere (.cold, funclets) have records
// of their own.  For what a record holds see carried_unwind_elf.cc and
// carried_unwind_pe.cc.
#include "hpcompile/carried_unwind.h"

#include "formats/core/text.h"
#include "hpcompile/carried_unwind_forms.h"

#include <algorithm>

namespace hotpatch {
namespace {

std::string text_of(const Extent &code) {
  return "[" + hex(code.begin) + ", " + hex(code.end) + ")";
}

// The records about one extent of a function, which begins at offset `base` in
// it.
Expected<std::vector<PlacedRecord>>
records_in(const std::vector<UnwindRecord> &records, const Extent &extent,
           std::uint64_t base) {
  std::vector<PlacedRecord> placed;
  auto first = std::ranges::lower_bound(
      records, std::pair(extent.section, extent.begin), {},
      [](const UnwindRecord &record) {
        return std::pair(record.code.section, record.code.begin);
      });
  // Records do not overlap, so only the one before can reach into the extent.
  if (first != records.begin()) {
    const Extent &before = std::prev(first)->code;
    if (before.section == extent.section && before.end > extent.begin)
      return fail(ErrorCode::unsupported,
                  "the unwind range " + text_of(before) +
                      " begins before the function, at " + hex(extent.begin));
  }
  for (auto it = first;
       it != records.end() && it->code.section == extent.section &&
       it->code.begin < extent.end;
       ++it) {
    if (it->code.end > extent.end)
      return fail(ErrorCode::unsupported,
                  "the unwind range " + text_of(it->code) +
                      " goes on behind the function, which ends at " +
                      hex(extent.end));
    placed.push_back({*it, base + (it->code.begin - extent.begin)});
  }
  return placed;
}

} // namespace

UnwindCarrier::UnwindCarrier(const Side &post)
    : side_(post), records_(post.object().machine.format == ObjectFormat::coff
                                ? read_pdata(post.object())
                                : read_eh_frame(post.object())) {}

Expected<CarriedUnwind> UnwindCarrier::carry(std::uint32_t function) const {
  const Machine &machine = side_.object().machine;
  if (machine.isa != Isa::x86_64 || machine.order != std::endian::little)
    return fail(ErrorCode::unsupported,
                "unwind information is for another machine, expected x86-64");
  if (!records_)
    return std::unexpected(records_.error());
  std::vector<PlacedRecord> placed;
  std::uint64_t base = 0;
  for (const Extent &extent : side_.contents().functions[function].extents) {
    for (const PlacedRecord &record :
         HP_TRY(records_in(*records_, extent, base)))
      placed.push_back(record);
    base += extent.size();
  }
  return machine.format == ObjectFormat::coff
             ? carry_pe(side_, function, placed)
             : carry_elf(side_, function, placed);
}

} // namespace hotpatch
