// Our own reader of .debug_info: entry by entry, for lines and for types.
//
// LLVM's DWARFUnit reads past the end of the section on hostile input: a block
// with a length near 2^64 moves its offset past the end unchecked, after which
// a ULEB128 is decoded from there (found by fuzzing within minutes, LLVM 19.1).
// Checking the input before it is given to LLVM takes a walk over all forms,
// and then most of a reader is written.  This one keeps no tree: entries are
// read in order; for lines, all but functions and inlined calls are skipped.
//
// For range lists see dwarf_ranges.cc; for how entries become chains,
// dwarf_lines.cc; for how they become types, dwarf_types.cc.
#include "formats/debug/dwarf_info.h"

#include "formats/debug/message.h"

#include <llvm/BinaryFormat/Dwarf.h>

#include <algorithm>
#include <utility>

namespace hotpatch {
namespace {

namespace dwarf = llvm::dwarf;

// From a concrete function or inlined call to its declaration: abstract
// origin, specification, rarely one more.
constexpr int most_origin_steps = 8;

std::optional<Attribute> attribute_of(std::uint16_t name) {
  switch (name) {
  case dwarf::DW_AT_name:
    return Attribute::name;
  case dwarf::DW_AT_linkage_name:
  case dwarf::DW_AT_MIPS_linkage_name:
    return Attribute::linkage_name;
  case dwarf::DW_AT_low_pc:
    return Attribute::low_pc;
  case dwarf::DW_AT_high_pc:
    return Attribute::high_pc;
  case dwarf::DW_AT_ranges:
    return Attribute::ranges;
  case dwarf::DW_AT_decl_line:
    return Attribute::declared_at;
  case dwarf::DW_AT_call_file:
    return Attribute::call_file;
  case dwarf::DW_AT_call_line:
    return Attribute::call_line;
  case dwarf::DW_AT_abstract_origin:
    return Attribute::origin;
  case dwarf::DW_AT_specification:
    return Attribute::specification;
  case dwarf::DW_AT_stmt_list:
    return Attribute::line_program;
  case dwarf::DW_AT_str_offsets_base:
    return Attribute::text_offsets_base;
  case dwarf::DW_AT_addr_base:
  case dwarf::DW_AT_GNU_addr_base:
    return Attribute::addresses_base;
  case dwarf::DW_AT_rnglists_base:
    return Attribute::range_lists_base;
  default:
    return std::nullopt;
  }
}

bool is_type_unit(std::uint8_t unit_type) {
  return unit_type == dwarf::DW_UT_type || unit_type == dwarf::DW_UT_split_type;
}

} // namespace

Expected<DwarfInfo> DwarfInfo::read(const LinkedDebug &debug) {
  DwarfInfo info(debug);
  std::uint64_t offset = 0;
  while (offset < debug.bytes_of(".debug_info").size()) {
    HP_TRY(info.add_unit(offset));
    offset = info.units_.back().end;
  }
  return info;
}

Expected<void> DwarfInfo::add_unit(std::uint64_t offset) {
  const BytesView section = debug_->bytes_of(".debug_info");
  Cursor cursor(section, debug_->order);
  cursor.take(offset);
  DwarfUnit unit;
  unit.begin = offset;
  std::uint64_t length = cursor.u32();
  if (length == dwarf::DW_LENGTH_DWARF64) {
    length = cursor.u64();
    unit.format.offset_bytes = 8;
  }
  if (cursor.failed() || length > cursor.remaining())
    return fail(ErrorCode::malformed,
                message("unit at {:#x} of .debug_info: {} bytes, {} are left",
                        {offset, length, cursor.remaining()}));
  unit.end = cursor.position() + length;
  unit.format.version = cursor.u16();
  if (unit.format.version < 2 || unit.format.version > 5)
    return fail(ErrorCode::unsupported,
                message("unit at {:#x}: DWARF version {}, expected 2 to 5",
                        {offset, unit.format.version}));
  std::uint64_t abbreviations = 0;
  if (unit.format.version < 5) {
    abbreviations = cursor.unsigned_of(unit.format.offset_bytes);
    unit.format.address_bytes = cursor.u8();
  } else {
    const std::uint8_t type = cursor.u8();
    unit.format.address_bytes = cursor.u8();
    abbreviations = cursor.unsigned_of(unit.format.offset_bytes);
    unit.is_type_unit = is_type_unit(type);
    if (unit.is_type_unit) {
      unit.type_signature = cursor.u64();
      unit.type_entry = cursor.unsigned_of(unit.format.offset_bytes);
    } else if (type == dwarf::DW_UT_skeleton ||
               type == dwarf::DW_UT_split_compile) {
      cursor.take(8);
    }
  }
  if (cursor.failed() || cursor.position() > unit.end)
    return fail(ErrorCode::malformed,
                message("unit at {:#x}: its header is cut short", {offset}));
  unit.first_entry = cursor.position();
  unit.abbreviations = HP_TRY(abbreviations_at(abbreviations));
  HP_TRY(read_first_entry(unit));
  units_.push_back(unit);
  return {};
}

// Units may share a table, but tables do not overlap.
Expected<const AbbreviationTable *>
DwarfInfo::abbreviations_at(std::uint64_t offset) {
  const auto known = tables_.find(offset);
  if (known != tables_.end())
    return &known->second;
  const BytesView section = debug_->bytes_of(".debug_abbrev");
  Cursor cursor(section, debug_->order);
  cursor.take(offset);
  AbbreviationTable table = HP_TRY(AbbreviationTable::read(cursor));
  abbreviation_bytes_ += cursor.position() - static_cast<std::size_t>(offset);
  if (abbreviation_bytes_ > section.size())
    return fail(ErrorCode::malformed, "tables of abbreviations overlap");
  return &tables_.emplace(offset, std::move(table)).first->second;
}

Expected<void> DwarfInfo::read_first_entry(DwarfUnit &unit) {
  Cursor cursor = entries_of(unit);
  if (cursor.at_end())
    return {};
  const DwarfEntry entry = HP_TRY(read_entry(unit, cursor, Keep::all));
  // DWARF 2 and 3 write offsets as plain constants.
  if (entry.has(Attribute::line_program))
    unit.line_program = entry[Attribute::line_program].value;
  // Where DWARF 5 leaves the base out, the table follows its header.
  const std::uint64_t header = unit.format.offset_bytes == 8 ? 16 : 8;
  const auto base = [&](Attribute attribute, std::uint64_t otherwise) {
    return entry.has(attribute) ? entry[attribute].value : otherwise;
  };
  unit.text_offsets_base = base(Attribute::text_offsets_base, header);
  unit.addresses_base = base(Attribute::addresses_base, header);
  unit.range_lists_base = base(Attribute::range_lists_base, header + 4);
  unit.low_pc = address_of(unit, entry[Attribute::low_pc]).value_or(0);
  return {};
}

Cursor DwarfInfo::entries_of(const DwarfUnit &unit) const {
  Cursor cursor(
      debug_->bytes_of(".debug_info").first(static_cast<std::size_t>(unit.end)),
      debug_->order);
  cursor.take(unit.first_entry);
  return cursor;
}

Expected<DwarfEntry> DwarfInfo::next_entry(const DwarfUnit &unit,
                                           Cursor &cursor) const {
  return read_entry(unit, cursor, Keep::functions);
}

// Calls on_value(entry, attribute, value) for each attribute.
template <typename Entry, typename OnValue>
Expected<Entry> DwarfInfo::walk_entry(const DwarfUnit &unit, Cursor &cursor,
                                      const OnValue &on_value) const {
  Entry entry;
  entry.offset = cursor.position();
  const std::uint64_t code = cursor.uleb();
  if (code == 0 && !cursor.failed())
    return entry;
  const Abbreviation *abbreviation = unit.abbreviations->find(code);
  if (abbreviation == nullptr)
    return fail(
        ErrorCode::malformed,
        message("entry at {:#x}: no abbreviation {}", {entry.offset, code}));
  entry.tag = abbreviation->tag;
  entry.has_children = abbreviation->has_children;
  for (const AttributeSpec &spec : unit.abbreviations->specs_of(*abbreviation))
    on_value(entry, spec.name, read_form(cursor, unit.format, spec));
  if (cursor.failed())
    return fail(ErrorCode::malformed,
                message("entry at {:#x}: cut short, or an unknown form",
                        {entry.offset}));
  return entry;
}

Expected<DwarfEntry> DwarfInfo::read_entry(const DwarfUnit &unit,
                                           Cursor &cursor, Keep keep) const {
  return walk_entry<DwarfEntry>(
      unit, cursor,
      [&](DwarfEntry &entry, std::uint16_t name, const FormValue &value) {
        const bool is_kept = keep == Keep::all ||
                             entry.tag == dwarf::DW_TAG_subprogram ||
                             entry.tag == dwarf::DW_TAG_inlined_subroutine;
        const std::optional<Attribute> attribute =
            is_kept ? attribute_of(name) : std::nullopt;
        if (attribute)
          entry.values[static_cast<std::size_t>(*attribute)] = value;
      });
}

Expected<WholeEntry> DwarfInfo::next_whole_entry(const DwarfUnit &unit,
                                                 Cursor &cursor) const {
  return walk_entry<WholeEntry>(
      unit, cursor,
      [](WholeEntry &entry, std::uint16_t name, const FormValue &value) {
        entry.values.emplace_back(name, value);
      });
}

std::optional<std::uint64_t>
DwarfInfo::address_of(const DwarfUnit &unit, const FormValue &value) const {
  if (value.kind == FormClass::address)
    return value.value;
  if (value.kind != FormClass::address_index)
    return std::nullopt;
  const BytesView section = debug_->bytes_of(".debug_addr");
  if (value.value > section.size())
    return std::nullopt;
  Cursor cursor(section, debug_->order);
  cursor.take(unit.addresses_base);
  cursor.take(value.value * unit.format.address_bytes);
  const std::uint64_t address = cursor.unsigned_of(unit.format.address_bytes);
  return cursor.failed() ? std::nullopt : std::optional(address);
}

std::string_view DwarfInfo::text_of(const DwarfUnit &unit,
                                    const FormValue &value) const {
  const BytesView texts = debug_->bytes_of(".debug_str");
  switch (value.kind) {
  case FormClass::text:
    return value.text;
  case FormClass::text_offset:
    return text_at(texts, value.value).value_or("");
  case FormClass::line_text_offset:
    return text_at(debug_->bytes_of(".debug_line_str"), value.value)
        .value_or("");
  case FormClass::text_index: {
    const BytesView section = debug_->bytes_of(".debug_str_offsets");
    if (value.value > section.size())
      return {};
    Cursor cursor(section, debug_->order);
    cursor.take(unit.text_offsets_base);
    cursor.take(value.value * unit.format.offset_bytes);
    const std::uint64_t offset = cursor.unsigned_of(unit.format.offset_bytes);
    return cursor.failed() ? "" : text_at(texts, offset).value_or("");
  }
  default:
    return {};
  }
}

Expected<FunctionName> DwarfInfo::name_of(const DwarfUnit &unit,
                                          const DwarfEntry &entry) const {
  FunctionName result;
  const DwarfUnit *at_unit = &unit;
  DwarfEntry at = entry;
  bool has_linkage_name = false;
  for (int step = 0; step < most_origin_steps; ++step) {
    const bool is_better = at.has(Attribute::linkage_name);
    if (!has_linkage_name && (is_better || result.name.empty()))
      result.name = text_of(
          *at_unit, at[is_better ? Attribute::linkage_name : Attribute::name]);
    has_linkage_name = has_linkage_name || is_better;
    if (const std::uint64_t line = at[Attribute::declared_at].value;
        result.declared_at == 0 && line <= 0xffffffff)
      result.declared_at = static_cast<std::uint32_t>(line);

    const FormValue reference = at.has(Attribute::origin)
                                    ? at[Attribute::origin]
                                    : at[Attribute::specification];
    std::uint64_t target = reference.value;
    if (reference.kind == FormClass::unit_reference)
      target += at_unit->begin;
    else if (reference.kind != FormClass::info_reference)
      break; // the end of the chain, or a type unit's entry
    const auto next =
        std::ranges::upper_bound(units_, target, {}, &DwarfUnit::begin);
    if (next == units_.begin() || target < std::prev(next)->first_entry ||
        target >= std::prev(next)->end)
      return fail(ErrorCode::malformed,
                  message("entry at {:#x} refers to {:#x}, which is in no unit",
                          {at.offset, target}));
    at_unit = &*std::prev(next);
    Cursor cursor = entries_of(*at_unit);
    cursor.take(target - at_unit->first_entry);
    at = HP_TRY(read_entry(*at_unit, cursor, Keep::all));
  }
  return result;
}

} // namespace hotpatch
