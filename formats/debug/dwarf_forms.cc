// See dwarf_forms.h.
#include "formats/debug/dwarf_forms.h"

#include <llvm/BinaryFormat/Dwarf.h>

#include <algorithm>
#include <utility>

namespace hotpatch {
namespace {

namespace dwarf = llvm::dwarf;

constexpr std::uint16_t unknown = 0xffff;

std::uint16_t narrow(std::uint64_t value) {
  return value < unknown ? static_cast<std::uint16_t>(value) : unknown;
}

FormValue skip(Cursor &cursor, std::uint64_t size_bytes) {
  cursor.take(size_bytes);
  return {};
}

FormValue block(Cursor &cursor, std::uint64_t size_bytes) {
  return {.kind = FormClass::block,
          .value = 0,
          .text = as_text(cursor.take(size_bytes))};
}

std::uint64_t three_bytes(Cursor &cursor) {
  const std::uint64_t low = cursor.u16();
  return low | std::uint64_t{cursor.u8()} << 16;
}

// Forms of fixed or self-described size that yield a number; nothing for the
// others.
std::optional<FormValue> read_number(Cursor &cursor, const DwarfFormat &format,
                                     std::uint16_t form) {
  const auto value = [](FormClass kind, std::uint64_t number) {
    return FormValue{.kind = kind, .value = number, .text = {}};
  };
  switch (form) {
  case dwarf::DW_FORM_addr:
    return value(FormClass::address, cursor.unsigned_of(format.address_bytes));
  case dwarf::DW_FORM_data1:
    return value(FormClass::constant, cursor.u8());
  case dwarf::DW_FORM_data2:
    return value(FormClass::constant, cursor.u16());
  case dwarf::DW_FORM_data4:
    return value(FormClass::constant, cursor.u32());
  case dwarf::DW_FORM_data8:
    return value(FormClass::constant, cursor.u64());
  case dwarf::DW_FORM_udata:
    return value(FormClass::constant, cursor.uleb());
  case dwarf::DW_FORM_sdata:
    return value(FormClass::constant,
                 static_cast<std::uint64_t>(cursor.sleb()));
  case dwarf::DW_FORM_strp:
    return value(FormClass::text_offset,
                 cursor.unsigned_of(format.offset_bytes));
  case dwarf::DW_FORM_line_strp:
    return value(FormClass::line_text_offset,
                 cursor.unsigned_of(format.offset_bytes));
  case dwarf::DW_FORM_sec_offset:
    return value(FormClass::section_offset,
                 cursor.unsigned_of(format.offset_bytes));
  case dwarf::DW_FORM_strx:
  case dwarf::DW_FORM_GNU_str_index:
    return value(FormClass::text_index, cursor.uleb());
  case dwarf::DW_FORM_strx1:
    return value(FormClass::text_index, cursor.u8());
  case dwarf::DW_FORM_strx2:
    return value(FormClass::text_index, cursor.u16());
  case dwarf::DW_FORM_strx3:
    return value(FormClass::text_index, three_bytes(cursor));
  case dwarf::DW_FORM_strx4:
    return value(FormClass::text_index, cursor.u32());
  case dwarf::DW_FORM_addrx:
  case dwarf::DW_FORM_GNU_addr_index:
    return value(FormClass::address_index, cursor.uleb());
  case dwarf::DW_FORM_addrx1:
    return value(FormClass::address_index, cursor.u8());
  case dwarf::DW_FORM_addrx2:
    return value(FormClass::address_index, cursor.u16());
  case dwarf::DW_FORM_addrx3:
    return value(FormClass::address_index, three_bytes(cursor));
  case dwarf::DW_FORM_addrx4:
    return value(FormClass::address_index, cursor.u32());
  case dwarf::DW_FORM_rnglistx:
    return value(FormClass::range_list_index, cursor.uleb());
  case dwarf::DW_FORM_ref1:
    return value(FormClass::unit_reference, cursor.u8());
  case dwarf::DW_FORM_ref2:
    return value(FormClass::unit_reference, cursor.u16());
  case dwarf::DW_FORM_ref4:
    return value(FormClass::unit_reference, cursor.u32());
  case dwarf::DW_FORM_ref8:
    return value(FormClass::unit_reference, cursor.u64());
  case dwarf::DW_FORM_ref_udata:
    return value(FormClass::unit_reference, cursor.uleb());
  case dwarf::DW_FORM_ref_addr: // an address in DWARF 2, since then an offset
    return value(FormClass::info_reference,
                 cursor.unsigned_of(format.version == 2 ? format.address_bytes
                                                        : format.offset_bytes));
  default:
    return std::nullopt;
  }
}

} // namespace

FormValue read_form(Cursor &cursor, const DwarfFormat &format,
                    const AttributeSpec &spec) {
  std::uint16_t form = spec.form;
  if (form == dwarf::DW_FORM_indirect)
    form = narrow(cursor.uleb());
  if (const std::optional<FormValue> number = read_number(cursor, format, form))
    return *number;
  switch (form) {
  case dwarf::DW_FORM_string:
    return {.kind = FormClass::text, .value = 0, .text = cursor.text()};
  case dwarf::DW_FORM_implicit_const:
    return {.kind = FormClass::constant,
            .value = static_cast<std::uint64_t>(spec.implicit),
            .text = {}};
  case dwarf::DW_FORM_flag_present:
    return {.kind = FormClass::flag, .value = 1, .text = {}};
  case dwarf::DW_FORM_flag:
    return {.kind = FormClass::flag,
            .value = cursor.u8() != 0 ? 1U : 0U,
            .text = {}};
  case dwarf::DW_FORM_block1:
    return block(cursor, cursor.u8());
  case dwarf::DW_FORM_block2:
    return block(cursor, cursor.u16());
  case dwarf::DW_FORM_block4:
    return block(cursor, cursor.u32());
  case dwarf::DW_FORM_block:
  case dwarf::DW_FORM_exprloc:
    return block(cursor, cursor.uleb());
  case dwarf::DW_FORM_loclistx:
    cursor.uleb();
    return {};
  case dwarf::DW_FORM_data16:
    return skip(cursor, 16);
  case dwarf::DW_FORM_ref_sig8:
    return {
        .kind = FormClass::type_reference, .value = cursor.u64(), .text = {}};
  case dwarf::DW_FORM_ref_sup8:
    return skip(cursor, 8);
  case dwarf::DW_FORM_ref_sup4:
    return skip(cursor, 4);
  case dwarf::DW_FORM_strp_sup:
  case dwarf::DW_FORM_GNU_ref_alt:
  case dwarf::DW_FORM_GNU_strp_alt:
    return skip(cursor, format.offset_bytes);
  default:
    cursor.fail();
    return {};
  }
}

Expected<AbbreviationTable> AbbreviationTable::read(Cursor &cursor) {
  AbbreviationTable table;
  while (const std::uint64_t code = cursor.uleb()) {
    Abbreviation abbreviation;
    abbreviation.code = code;
    abbreviation.tag = narrow(cursor.uleb());
    abbreviation.has_children = cursor.u8() != 0;
    abbreviation.first_spec = static_cast<std::uint32_t>(table.specs_.size());
    while (!cursor.failed()) {
      AttributeSpec spec;
      spec.name = narrow(cursor.uleb());
      spec.form = narrow(cursor.uleb());
      if (spec.form == dwarf::DW_FORM_implicit_const)
        spec.implicit = cursor.sleb();
      if (spec.name == 0 && spec.form == 0)
        break;
      table.specs_.push_back(spec);
      ++abbreviation.spec_count;
    }
    table.abbreviations_.push_back(abbreviation);
  }
  if (cursor.failed())
    return fail(ErrorCode::malformed, "abbreviations are cut short");
  std::ranges::sort(table.abbreviations_, {}, &Abbreviation::code);
  return table;
}

const Abbreviation *AbbreviationTable::find(std::uint64_t code) const {
  // Compilers number them 1, 2, 3 ...
  if (code - 1 < abbreviations_.size() &&
      abbreviations_[static_cast<std::size_t>(code - 1)].code == code)
    return &abbreviations_[static_cast<std::size_t>(code - 1)];
  const auto found =
      std::ranges::lower_bound(abbreviations_, code, {}, &Abbreviation::code);
  return found == abbreviations_.end() || found->code != code ? nullptr
                                                              : &*found;
}

} // namespace hotpatch
