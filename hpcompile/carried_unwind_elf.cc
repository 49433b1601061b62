// ELF: FDEs of .eh_frame, their CIEs, and LSDAs of .gcc_except_table.
//
//   CIE  length, 0, version, augmentation, alignments, register,
//        [ size, { R: encoding, P: encoding and pointer, L: encoding } ], code
//   FDE  length, distance to the CIE, begin, size, [ size, L: pointer ], code
//
// What follows (the unwind code) is about offsets in the function and stays as
// it is.  Pointers are relative to themselves in all code that may be loaded
// anywhere.  Programs at fixed addresses use 4-byte absolute ones; these get an
// encoding of the same size that a payload can have, so that no record grows.
#include "formats/core/cursor.h"
#include "formats/core/text.h"
#include "hpcompile/carried_unwind_forms.h"
#include "hpcompile/unwind_places.h"

#include <algorithm>
#include <bit>
#include <optional>

namespace hotpatch {
namespace {

constexpr std::uint8_t omitted = 0xff;

std::unexpected<Error> broken(const std::string &what) {
  return fail(ErrorCode::malformed, ".eh_frame: " + what);
}

std::vector<std::byte> copy_of(BytesView bytes) {
  return {bytes.begin(), bytes.end()};
}

// A CIE as far as its FDEs need it.
struct Cie {
  UnwindPiece piece;
  bool has_augmentation_data = false;   // FDEs have a size before their pointer
  CarriedPointer code;                  // of an FDE's begin
  std::optional<CarriedPointer> tables; // of an FDE's LSDA
};

class ElfCarrier {
public:
  ElfCarrier(const Side &side, std::uint32_t function)
      : side_(side), object_(side.object()), function_(function) {}

  Expected<CarriedUnwind> carry(const std::vector<PlacedRecord> &records);

private:
  [[nodiscard]] BytesView bytes_of(const Extent &extent) const {
    return slice(object_.sections[extent.section].bytes, extent.begin,
                 extent.size())
        .value_or(BytesView());
  }
  [[nodiscard]] Expected<Extent> cie_of(const Extent &fde) const;
  [[nodiscard]] Expected<Cie> read_cie(const Extent &extent) const;
  Expected<void> read_augmentation(const Extent &extent, Cursor cursor,
                                   std::string_view letters, Cie &cie) const;
  Expected<void> add_fde(const PlacedRecord &record);
  Expected<std::optional<UnwindPiece>>
  table_of(const Cie &cie, const PlacedRecord &record, UnwindPiece &fde);
  Expected<UnwindPiece> read_table(const SectionPlace &place,
                                   const PlacedRecord &record) const;
  std::uint32_t index_of(UnwindPiece cie);

  const Side &side_;
  const ObjectFile &object_;
  std::uint32_t function_;
  CarriedUnwind result_;
  std::vector<UnwindPiece> tables_; // behind the FDEs
};

Expected<Extent> ElfCarrier::cie_of(const Extent &fde) const {
  BytesView all = object_.sections[fde.section].bytes;
  std::uint64_t field = fde.begin + 4;
  std::uint32_t distance = read_int<std::uint32_t>(all, field).value_or(0);
  if (relocation_at(object_, {fde.section, field}))
    return fail(ErrorCode::unsupported,
                ".eh_frame: the distance to a CIE is relocated");
  if (distance > field)
    return broken("FDE at " + hex(fde.begin) + " names no CIE");
  std::uint64_t begin = field - distance;
  std::optional<std::uint32_t> length = read_int<std::uint32_t>(all, begin);
  std::optional<std::uint32_t> id = read_int<std::uint32_t>(all, begin + 4);
  if (!length || !id || *id != 0 || *length < 4 ||
      *length > all.size() - begin - 4)
    return broken("FDE at " + hex(fde.begin) + " names no CIE");
  return Extent{fde.section, begin, begin + 4 + *length};
}

// `cursor` stands at the augmentation data.
Expected<void> ElfCarrier::read_augmentation(const Extent &extent,
                                             Cursor cursor,
                                             std::string_view letters,
                                             Cie &cie) const {
  auto set_encoding = [&](std::uint64_t at, std::uint8_t encoding) {
    cie.piece.bytes[at] = std::byte{encoding};
  };
  for (char letter : letters) {
    if (letter == 'S')
      continue;
    if (letter != 'R' && letter != 'P' && letter != 'L')
      return fail(ErrorCode::unsupported,
                  std::string(".eh_frame: augmentation \"") + letter +
                      "\" of a CIE, expected z, R, P, L or S");
    std::uint64_t at = cursor.position();
    std::uint8_t encoding = cursor.u8();
    if (cursor.failed())
      break;
    if (encoding == omitted && letter != 'R')
      continue;
    PointerUse use = letter == 'P' ? PointerUse::anywhere : PointerUse::nearby;
    CarriedPointer pointer = HP_TRY(carried_pointer(encoding, use));
    set_encoding(at, pointer.encoding);
    if (letter == 'L')
      cie.tables = pointer;
    if (letter == 'R')
      cie.code = pointer;
    if (letter != 'P')
      continue;
    std::uint64_t field = cursor.position();
    cursor.take(pointer.size);
    const Relocation *relocation =
        relocation_at(object_, {extent.section, extent.begin + field});
    if (cursor.failed() || !relocation)
      return broken("CIE at " + hex(extent.begin) +
                    " has no address of a personality function");
    cie.piece.fields.push_back(HP_TRY(pointer_field(
        side_, pointer, *relocation, static_cast<std::uint32_t>(field))));
  }
  if (cursor.failed())
    return broken("CIE at " + hex(extent.begin) + " is cut off");
  return {};
}

Expected<Cie> ElfCarrier::read_cie(const Extent &extent) const {
  Cie cie;
  cie.piece.bytes = copy_of(bytes_of(extent));
  Cursor cursor(bytes_of(extent));
  cursor.take(8); // length and identifier
  std::uint8_t version = cursor.u8();
  std::string_view augmentation = cursor.text();
  cursor.uleb(); // code alignment
  cursor.sleb(); // data alignment
  if (version == 1)
    cursor.u8(); // return address register
  else
    cursor.uleb();
  if (!cursor.failed() && version != 1 && version != 3)
    return fail(ErrorCode::unsupported, ".eh_frame: CIE of version " +
                                            std::to_string(version) +
                                            ", expected 1 or 3");
  cie.code = HP_TRY(carried_pointer(0, PointerUse::nearby));
  if (!augmentation.empty() && !augmentation.starts_with('z'))
    return fail(ErrorCode::unsupported, ".eh_frame: augmentation \"" +
                                            std::string(augmentation) +
                                            "\" of a CIE, expected z...");
  if (!augmentation.empty()) {
    cie.has_augmentation_data = true;
    cursor.uleb(); // size of the data
    HP_TRY(read_augmentation(extent, cursor, augmentation.substr(1), cie));
  }
  if (cursor.failed())
    return broken("CIE at " + hex(extent.begin) + " is cut off");
  if (cie.code.is_indirect || (cie.tables && cie.tables->is_indirect))
    return fail(ErrorCode::unsupported,
                ".eh_frame: a CIE makes pointers to code or tables indirect");
  HP_TRY(check_fields(object_, extent, cie.piece));
  return cie;
}

Expected<UnwindPiece> ElfCarrier::read_table(const SectionPlace &place,
                                             const PlacedRecord &record) const {
  const Section &section = object_.sections[place.section];
  if (section.kind != SectionKind::unwind ||
      place.offset >= section.bytes.size())
    return fail(ErrorCode::unsupported,
                "section " + std::string(section.name) +
                    ": an FDE's exception table is at " + hex(place.offset) +
                    ", where none can be");
  Lsda lsda = HP_TRY(
      read_lsda(section.bytes.subspan(static_cast<std::size_t>(place.offset)),
                record.unwind.code.size()));
  Extent extent{place.section, place.offset, place.offset + lsda.size};
  UnwindPiece piece;
  piece.bytes = copy_of(bytes_of(extent));
  // Types are aligned in the section, so the whole keeps its place modulo the
  // section's alignment, as far as the offset has it.
  std::uint64_t aligned =
      place.offset | std::min(section.alignment, std::uint64_t{16});
  piece.alignment = std::uint32_t{1} << std::countr_zero(aligned);
  piece.fields = HP_TRY(type_fields(side_, lsda, place, 0));
  if (lsda.type_size != 0)
    piece.bytes[lsda.type_encoding_at] = std::byte{
        HP_TRY(carried_pointer(lsda.type_encoding, PointerUse::anywhere))
            .encoding};
  HP_TRY(check_fields(object_, extent, piece));
  return piece;
}

// The exception table of an FDE, if it has one, and the FDE's field for it.
Expected<std::optional<UnwindPiece>>
ElfCarrier::table_of(const Cie &cie, const PlacedRecord &record,
                     UnwindPiece &fde) {
  if (!cie.has_augmentation_data)
    return std::nullopt;
  const Extent &extent = record.unwind.record;
  Cursor cursor(bytes_of(extent));
  cursor.take(8 + 2 * std::uint64_t{cie.code.size});
  std::uint64_t size = cursor.uleb();
  if (cursor.failed() || size > cursor.remaining() ||
      (cie.tables && size < cie.tables->size))
    return broken("FDE at " + hex(extent.begin) + " is cut off");
  if (!cie.tables)
    return std::nullopt;
  std::uint64_t at = cursor.position();
  const Relocation *relocation =
      relocation_at(object_, {extent.section, extent.begin + at});
  // Zero means that there is none.
  if (!relocation)
    return std::nullopt;
  std::optional<SectionPlace> place = place_of(object_, *relocation);
  if (!place)
    return fail(ErrorCode::unsupported,
                ".eh_frame: FDE at " + hex(extent.begin) +
                    " has its exception table outside of the object");
  UnwindPiece::Field field = HP_TRY(pointer_field(
      side_, *cie.tables, *relocation, static_cast<std::uint32_t>(at)));
  field.target = {};
  field.piece = 0; // its number is known once all FDEs are
  fde.fields.push_back(field);
  return HP_TRY(read_table(*place, record));
}

std::uint32_t ElfCarrier::index_of(UnwindPiece cie) {
  auto found = std::ranges::find(result_.cies, cie);
  if (found == result_.cies.end())
    found = result_.cies.insert(result_.cies.end(), std::move(cie));
  return static_cast<std::uint32_t>(found - result_.cies.begin());
}

Expected<void> ElfCarrier::add_fde(const PlacedRecord &record) {
  const Extent &extent = record.unwind.record;
  Cie cie = HP_TRY(read_cie(HP_TRY(cie_of(extent))));
  UnwindPiece fde;
  fde.bytes = copy_of(bytes_of(extent));
  const Relocation *begin =
      relocation_at(object_, {extent.section, extent.begin + 8});
  if (!begin || fde.bytes.size() < 8 + 2 * std::size_t{cie.code.size})
    return broken("FDE at " + hex(extent.begin) + " is cut off");
  // Only to see that the relocation is of the right form and width.
  HP_TRY(pointer_field(side_, cie.code, *begin, 8));
  fde.fields.push_back(begin_field(8, cie.code.form, function_, record.begin));
  std::fill_n(fde.bytes.begin() + 4, 4, std::byte{0});
  std::optional<UnwindPiece> table = HP_TRY(table_of(cie, record, fde));
  HP_TRY(check_fields(object_, extent, fde));
  std::uint32_t piece = static_cast<std::uint32_t>(result_.pieces.size());
  result_.ranges.push_back({record.begin, record.end(), piece});
  result_.cie_of_piece.push_back(index_of(std::move(cie.piece)));
  if (table) {
    fde.fields.back().piece = static_cast<std::uint32_t>(tables_.size());
    tables_.push_back(*std::move(table));
    result_.has_handler = true;
  }
  result_.pieces.push_back(std::move(fde));
  return {};
}

Expected<CarriedUnwind>
ElfCarrier::carry(const std::vector<PlacedRecord> &records) {
  for (const PlacedRecord &record : records)
    HP_TRY(add_fde(record));
  std::uint32_t fdes = static_cast<std::uint32_t>(result_.pieces.size());
  for (UnwindPiece &fde : result_.pieces)
    for (UnwindPiece::Field &field : fde.fields)
      if (field.piece != no_index)
        field.piece += fdes;
  for (UnwindPiece &table : tables_) {
    result_.pieces.push_back(std::move(table));
    result_.cie_of_piece.push_back(no_index);
  }
  return std::move(result_);
}

} // namespace

Expected<CarriedUnwind> carry_elf(const Side &side, std::uint32_t function,
                                  const std::vector<PlacedRecord> &records) {
  return ElfCarrier(side, function).carry(records);
}

} // namespace hotpatch
