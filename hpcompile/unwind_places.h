// Where relocations of unwind and exception tables lead, and the fields they
// become in the payload.
//
// Internal to carrying unwind information.  Offsets in an object count from
// their section's start, offsets in a piece from the piece's.
#ifndef HOTPATCH_HPCOMPILE_UNWIND_PLACES_H
#define HOTPATCH_HPCOMPILE_UNWIND_PLACES_H

#include "hpcompile/carried_unwind.h"
#include "hpcompile/lsda.h"

#include <optional>
#include <vector>

namespace hotpatch {

struct SectionPlace {
  std::uint32_t section = no_index;
  std::uint64_t offset = 0;

  friend auto operator<=>(const SectionPlace &, const SectionPlace &) = default;
};

// The relocation whose field begins at the place, or null.
const Relocation *relocation_at(const ObjectFile &object,
                                const SectionPlace &place);

// The same relocation with an addend that counts from the symbol to what the
// field leads to, whatever its form: S + addend.
Relocation counted_from_symbol(const ObjectFile &object,
                               const Relocation &relocation);

// The place in the object that the relocation leads to; nothing if it leads out
// of the object or its addend is not known.
std::optional<SectionPlace> place_of(const ObjectFile &object,
                                     const Relocation &relocation);

// The place of a byte as an offset in the function, through its extents.
std::optional<std::uint64_t> offset_in(const Function &function,
                                       const SectionPlace &place);
// The place behind a byte of the function, as that byte's offset plus one: not
// the offset of the next extent's first byte.
std::optional<std::uint64_t> end_offset_in(const Function &function,
                                           const SectionPlace &place);

// A field that holds the place of a byte of the function, and one that holds
// the place behind the byte before `offset`.
UnwindPiece::Field begin_field(std::uint32_t at, UnwindPiece::FieldForm form,
                               std::uint32_t function, std::uint64_t offset);
UnwindPiece::Field end_field(std::uint32_t at, UnwindPiece::FieldForm form,
                             std::uint32_t function, std::uint64_t offset);

// What an encoded pointer (DW_EH_PE_*) leads to.
enum class PointerUse : std::uint8_t {
  nearby,   // the payload's own code or tables
  anywhere, // a personality function or type information, maybe in a library
};

// How an encoded pointer is carried.
struct CarriedPointer {
  std::uint8_t encoding = 0; // in the payload
  std::uint8_t size = 0;     // in bytes, the same on both sides
  UnwindPiece::FieldForm form = UnwindPiece::FieldForm::rel32;
  bool was_absolute = false; // the object's relocation is not pc-relative
  bool was_indirect = false; // the object's relocation leads to a slot
  bool is_indirect = false;  // the payload's field does
};

// pcrel sdata4 and absolute 8-byte pointers, direct or indirect, stay as they
// are.  Absolute 4-byte ones, which fit only programs at fixed addresses,
// become pcrel sdata4, indirect where they may lead anywhere.  unsupported: any
// other encoding.
Expected<CarriedPointer> carried_pointer(std::uint8_t encoding, PointerUse use);

// The field for an encoded pointer that the relocation fills in.
// unsupported: a relocation of another form than the encoding's, or an indirect
// one that leads to no slot of the object that a relocation fills in.
Expected<UnwindPiece::Field> pointer_field(const Side &side,
                                           const CarriedPointer &pointer,
                                           const Relocation &relocation,
                                           std::uint32_t at);

// The fields of an LSDA's type table, for a piece that holds the LSDA from `at`
// on; `place` is where it begins in the object.
Expected<std::vector<UnwindPiece::Field>> type_fields(const Side &side,
                                                      const Lsda &lsda,
                                                      const SectionPlace &place,
                                                      std::uint32_t at);

// unsupported: a relocation of the record for which the piece, which holds the
// record's bytes from its begin on, has no field; the message names it.
Expected<void> check_fields(const ObjectFile &object, const Extent &record,
                            const UnwindPiece &piece);

} // namespace hotpatch

#endif
