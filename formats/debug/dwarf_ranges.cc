// The address ranges of entries: a pair of attributes, or a list in
// .debug_ranges (before DWARF 5) or .debug_rnglists.
#include "formats/debug/dwarf_info.h"

#include <llvm/BinaryFormat/Dwarf.h>

#include <utility>

namespace hotpatch {
namespace {

namespace dwarf = llvm::dwarf;

AddressRange range(std::uint64_t begin, std::uint64_t end) {
  return {.base = 0, .begin = begin, .end = end};
}

} // namespace

Expected<std::vector<AddressRange>>
DwarfInfo::ranges_of(const DwarfUnit &unit, const DwarfEntry &entry) const {
  const FormValue &list = entry[Attribute::ranges];
  if (list.kind != FormClass::none) {
    if (unit.format.version < 5)
      return read_range_pairs(unit, list.value);
    return read_range_list(unit, HP_TRY(range_list_offset(unit, list)));
  }
  std::vector<AddressRange> ranges;
  const FormValue &high = entry[Attribute::high_pc];
  const std::optional<std::uint64_t> begin =
      address_of(unit, entry[Attribute::low_pc]);
  if (!begin)
    return ranges;
  if (high.kind == FormClass::constant)
    ranges.push_back(range(*begin, *begin + high.value));
  else if (const std::optional<std::uint64_t> end = address_of(unit, high))
    ranges.push_back(range(*begin, *end));
  return ranges;
}

Expected<std::vector<AddressRange>>
DwarfInfo::read_range_pairs(const DwarfUnit &unit, std::uint64_t offset) const {
  Cursor cursor(debug_->bytes_of(".debug_ranges"), debug_->order);
  cursor.take(offset);
  const std::uint64_t base_selection =
      unit.format.address_bytes == 8 ? ~std::uint64_t{0} : 0xffffffff;
  std::uint64_t base = unit.low_pc;
  std::vector<AddressRange> ranges;
  while (true) {
    const std::uint64_t begin = cursor.unsigned_of(unit.format.address_bytes);
    const std::uint64_t end = cursor.unsigned_of(unit.format.address_bytes);
    if (cursor.failed())
      return fail(ErrorCode::malformed, ".debug_ranges: a list is cut short");
    if (begin == 0 && end == 0)
      return ranges;
    if (begin == base_selection)
      base = end;
    else
      ranges.push_back(range(base + begin, base + end));
  }
}

// Where the list is that a value of DW_AT_ranges stands for.
Expected<std::uint64_t>
DwarfInfo::range_list_offset(const DwarfUnit &unit,
                             const FormValue &value) const {
  if (value.kind != FormClass::range_list_index)
    return value.value;
  const BytesView section = debug_->bytes_of(".debug_rnglists");
  Cursor table(section, debug_->order);
  table.take(unit.range_lists_base);
  if (value.value > section.size())
    table.fail();
  table.take(value.value * unit.format.offset_bytes);
  const std::uint64_t offset = table.unsigned_of(unit.format.offset_bytes);
  if (table.failed())
    return fail(ErrorCode::malformed, ".debug_rnglists: no such list");
  return unit.range_lists_base + offset;
}

Expected<std::vector<AddressRange>>
DwarfInfo::read_range_list(const DwarfUnit &unit, std::uint64_t offset) const {
  Cursor cursor(debug_->bytes_of(".debug_rnglists"), debug_->order);
  cursor.take(offset);
  const auto indexed = [&] {
    const FormValue index{
        .kind = FormClass::address_index, .value = cursor.uleb(), .text = {}};
    return address_of(unit, index).value_or(0);
  };
  const auto address = [&] {
    return cursor.unsigned_of(unit.format.address_bytes);
  };
  std::uint64_t base = unit.low_pc;
  std::vector<AddressRange> ranges;
  while (true) {
    const std::uint8_t kind = cursor.u8();
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    switch (kind) {
    case dwarf::DW_RLE_end_of_list:
      break;
    case dwarf::DW_RLE_base_addressx:
      base = indexed();
      break;
    case dwarf::DW_RLE_startx_endx:
      begin = indexed();
      end = indexed();
      break;
    case dwarf::DW_RLE_startx_length:
      begin = indexed();
      end = begin + cursor.uleb();
      break;
    case dwarf::DW_RLE_offset_pair:
      begin = base + cursor.uleb();
      end = base + cursor.uleb();
      break;
    case dwarf::DW_RLE_base_address:
      base = address();
      break;
    case dwarf::DW_RLE_start_end:
      begin = address();
      end = address();
      break;
    case dwarf::DW_RLE_start_length:
      begin = address();
      end = begin + cursor.uleb();
      break;
    default:
      cursor.fail();
    }
    if (cursor.failed())
      return fail(ErrorCode::malformed,
                  ".debug_rnglists: a list is cut short, or has an unknown "
                  "entry");
    if (kind == dwarf::DW_RLE_end_of_list)
      return ranges;
    if (begin < end)
      ranges.push_back(range(begin, end));
  }
}

} // namespace hotpatch
