// See unwind_places.h.
//
// A pointer to a personality function or to type information is indirect in
// code that may lie anywhere: it leads to eight bytes that hold the address,
// DW.ref.NAME or an unnamed constant (.LDFCM0).  These slots are data of the
// object, but nobody writes to them, so a payload makes its own: what counts is
// the symbol that the slot's relocation names.
#include "hpcompile/unwind_places.h"

#include "formats/core/text.h"

#include <algorithm>

namespace hotpatch {
namespace {

using FieldForm = UnwindPiece::FieldForm;

constexpr std::uint8_t absolute_pointer = 0x00, udata4 = 0x03, udata8 = 0x04,
                       sdata4 = 0x0b, sdata8 = 0x0c, pcrel = 0x10,
                       indirect = 0x80;

std::uint64_t plus(std::uint64_t a, std::int64_t b) {
  return a + static_cast<std::uint64_t>(b);
}

// Whether the relocation computes what a pointer of this encoding holds.
bool fits(const CarriedPointer &pointer, const Relocation &relocation) {
  return relocation.width == pointer.size && relocation.addend_known &&
         relocation.form == (pointer.was_absolute
                                 ? RelocationForm::absolute
                                 : RelocationForm::pc_relative);
}

} // namespace

const Relocation *relocation_at(const ObjectFile &object,
                                const SectionPlace &place) {
  std::span<const Relocation> all =
      object.relocations_of(object.sections[place.section]);
  auto found =
      std::ranges::lower_bound(all, place.offset, {}, &Relocation::offset);
  return found != all.end() && found->offset == place.offset ? &*found
                                                             : nullptr;
}

Relocation counted_from_symbol(const ObjectFile &object,
                               const Relocation &relocation) {
  Relocation counted = relocation;
  // COFF counts from the field's end: S + A - (P + 4 + trailing).
  if (object.machine.format == ObjectFormat::coff &&
      relocation.form == RelocationForm::pc_relative)
    counted.addend = static_cast<std::int64_t>(
        plus(static_cast<std::uint64_t>(relocation.addend),
             -std::int64_t{relocation.width} - relocation.trailing));
  return counted;
}

std::optional<SectionPlace> place_of(const ObjectFile &object,
                                     const Relocation &relocation) {
  if (relocation.symbol == no_index || !relocation.addend_known)
    return std::nullopt;
  const Symbol &symbol = object.symbols[relocation.symbol];
  if (symbol.placement != Placement::in_section)
    return std::nullopt;
  std::int64_t addend = counted_from_symbol(object, relocation).addend;
  SectionPlace place{symbol.section, plus(symbol.value, addend)};
  // The end is a place too.
  if (place.offset > object.sections[symbol.section].size)
    return std::nullopt;
  return place;
}

std::optional<std::uint64_t> offset_in(const Function &function,
                                       const SectionPlace &place) {
  std::uint64_t base = 0;
  for (const Extent &extent : function.extents) {
    if (extent.section == place.section && place.offset >= extent.begin &&
        place.offset < extent.end)
      return base + (place.offset - extent.begin);
    base += extent.size();
  }
  return std::nullopt;
}

std::optional<std::uint64_t> end_offset_in(const Function &function,
                                           const SectionPlace &place) {
  if (place.offset == 0)
    return std::nullopt;
  std::optional<std::uint64_t> last =
      offset_in(function, {place.section, place.offset - 1});
  return last ? std::optional(*last + 1) : std::nullopt;
}

UnwindPiece::Field begin_field(std::uint32_t at, FieldForm form,
                               std::uint32_t function, std::uint64_t offset) {
  UnwindPiece::Field field;
  field.at = at;
  field.form = form;
  field.target = {Target::Kind::code, function,
                  static_cast<std::int64_t>(offset)};
  return field;
}

UnwindPiece::Field end_field(std::uint32_t at, FieldForm form,
                             std::uint32_t function, std::uint64_t offset) {
  UnwindPiece::Field field = begin_field(at, form, function, offset - 1);
  field.addend = 1;
  return field;
}

Expected<CarriedPointer> carried_pointer(std::uint8_t encoding,
                                         PointerUse use) {
  CarriedPointer pointer;
  pointer.encoding = encoding;
  pointer.was_indirect = (encoding & indirect) != 0;
  pointer.is_indirect = pointer.was_indirect;
  pointer.was_absolute = (encoding & pcrel) == 0;
  switch (encoding & ~indirect) {
  case pcrel | sdata4:
    pointer.size = 4;
    return pointer;
  case absolute_pointer:
  case udata8:
  case sdata8:
    pointer.size = 8;
    pointer.form = FieldForm::absolute;
    return pointer;
  case udata4:
  case sdata4:
    pointer.size = 4;
    pointer.is_indirect |= use == PointerUse::anywhere;
    pointer.encoding = static_cast<std::uint8_t>(
        pcrel | sdata4 | (pointer.is_indirect ? indirect : 0));
    return pointer;
  default:
    return fail(ErrorCode::unsupported,
                "pointers are encoded as " + hex(encoding) +
                    ", expected pcrel sdata4 or absolute ones");
  }
}

Expected<UnwindPiece::Field> pointer_field(const Side &side,
                                           const CarriedPointer &pointer,
                                           const Relocation &relocation,
                                           std::uint32_t at) {
  const ObjectFile &object = side.object();
  if (!fits(pointer, relocation))
    return fail(ErrorCode::unsupported,
                "relocation at " + hex(relocation.offset) + " is " +
                    relocation_name(object.machine, relocation.type) +
                    ", which is not what pointers encoded as " +
                    hex(pointer.encoding) + " need");
  const Relocation *leads = &relocation;
  if (pointer.was_indirect) {
    std::optional<SectionPlace> slot = place_of(object, relocation);
    leads = slot ? relocation_at(object, *slot) : nullptr;
    if (!leads || leads->form != RelocationForm::absolute || leads->width != 8)
      return fail(ErrorCode::unsupported,
                  "the indirect pointer at " + hex(relocation.offset) +
                      " does not lead to an address in the object");
  }
  UnwindPiece::Field field;
  field.at = at;
  field.form = pointer.form;
  field.target = side.resolve(counted_from_symbol(object, *leads));
  field.is_slot = pointer.is_indirect;
  return field;
}

Expected<std::vector<UnwindPiece::Field>> type_fields(const Side &side,
                                                      const Lsda &lsda,
                                                      const SectionPlace &place,
                                                      std::uint32_t at) {
  std::vector<UnwindPiece::Field> fields;
  if (lsda.type_size == 0)
    return fields;
  CarriedPointer pointer =
      HP_TRY(carried_pointer(lsda.type_encoding, PointerUse::anywhere));
  // What has no relocation is zero and means "any type".
  for (std::uint64_t entry = lsda.types_begin; entry < lsda.types_end;
       entry += lsda.type_size)
    if (const Relocation *relocation =
            relocation_at(side.object(), {place.section, place.offset + entry}))
      fields.push_back(HP_TRY(pointer_field(
          side, pointer, *relocation, at + static_cast<std::uint32_t>(entry))));
  return fields;
}

Expected<void> check_fields(const ObjectFile &object, const Extent &record,
                            const UnwindPiece &piece) {
  std::span<const Relocation> all =
      object.relocations_of(object.sections[record.section]);
  auto begin =
      std::ranges::lower_bound(all, record.begin, {}, &Relocation::offset);
  for (auto it = begin; it != all.end() && it->offset < record.end; ++it) {
    bool repeated = it != begin && std::prev(it)->offset == it->offset;
    std::uint64_t at = it->offset - record.begin;
    auto field =
        std::ranges::lower_bound(piece.fields, at, {}, &UnwindPiece::Field::at);
    if (repeated || field == piece.fields.end() || field->at != at)
      return fail(ErrorCode::unsupported,
                  "relocation at " + hex(it->offset) + " (" +
                      relocation_name(object.machine, it->type) +
                      ") is in no field that is known");
  }
  return {};
}

} // namespace hotpatch
