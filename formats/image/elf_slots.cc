// What an ELF image's loader writes: slots and relocation sites, from the
// relocations that the dynamic section names.  See elf_image_reader.cc.
//
// Executables that were linked statically have no dynamic section, but may have
// IRELATIVE relocations, which their start-up code finds by symbols and we by
// section headers.
//
// DT_RELR packs relative relocations: an even word is the address of one; bits
// 1 to 63 of an odd word stand for the 63 words behind the last one.  Their
// addends are in the file.  One word can make 63 slots, so each must lie behind
// the one before it and in the file's part of a segment: there are no more of
// them than the file has words.
//
// Source: System V gABI chapter 5; x86-64 psABI, table 4.9.
#include "formats/image/elf_constants.h"
#include "formats/image/elf_image_reader.h"

#include "formats/core/text.h"

namespace hotpatch {
namespace {

// Bytes of the field; 0: a type that images do not have.
std::uint8_t width_of(std::uint32_t type) {
  switch (type) {
  case elf::R_X86_64_8:
  case elf::R_X86_64_PC8:
    return 1;
  case elf::R_X86_64_16:
  case elf::R_X86_64_PC16:
    return 2;
  case elf::R_X86_64_PC32:
  case elf::R_X86_64_32:
  case elf::R_X86_64_32S:
  case elf::R_X86_64_TPOFF32:
  case elf::R_X86_64_SIZE32:
    return 4;
  case elf::R_X86_64_TLSDESC:
    return 16;
  case elf::R_X86_64_64:
  case elf::R_X86_64_GLOB_DAT:
  case elf::R_X86_64_JUMP_SLOT:
  case elf::R_X86_64_RELATIVE:
  case elf::R_X86_64_DTPMOD64:
  case elf::R_X86_64_DTPOFF64:
  case elf::R_X86_64_TPOFF64:
  case elf::R_X86_64_PC64:
  case elf::R_X86_64_SIZE64:
  case elf::R_X86_64_RELATIVE64:
  case elf::R_X86_64_IRELATIVE:
    return 8;
  default:
    return 0;
  }
}

} // namespace

Expected<void> ElfImageReader::read_relocations() {
  if (!segment_of(elf::PT_DYNAMIC))
    for (const ElfSectionHeader &header : headers_)
      if (header.type == elf::SHT_RELA && header.flags & elf::SHF_ALLOC)
        HP_TRY(read_relocation_table(
            HP_TRY(table_bytes({header.address, header.size}, "relocations"))));
  HP_TRY(read_relocation_table(
      HP_TRY(table_bytes(dynamic_.relocations, "DT_RELA"))));
  HP_TRY(read_relocation_table(
      HP_TRY(table_bytes(dynamic_.plt_relocations, "DT_JMPREL"))));
  return read_relative_table(
      HP_TRY(table_bytes(dynamic_.relative_relocations, "DT_RELR")));
}

Expected<void> ElfImageReader::read_relocation_table(BytesView table) {
  for (std::size_t at = 0; at + Layout::rela_size <= table.size();
       at += Layout::rela_size) {
    auto record = record_at<Layout::rela_size>(table, at / Layout::rela_size);
    if (Expected<void> added =
            add_relocation(Layout::relocation(record, false));
        !added)
      return std::unexpected(std::move(added).error().at(
          "dynamic relocation " + std::to_string(at / Layout::rela_size)));
  }
  return {};
}

Expected<void> ElfImageReader::read_relative_table(BytesView table) {
  std::uint64_t next = 0; // address behind the last one
  for (std::size_t at = 0; at + 8 <= table.size(); at += 8) {
    std::uint64_t word = read_int<std::uint64_t>(table, at).value_or(0);
    if (!(word & 1)) {
      if (word < next)
        return fail(ErrorCode::malformed,
                    "DT_RELR: " + hex(word) + " follows " + hex(next));
      HP_TRY(add_relative(word));
      next = word + 8;
      continue;
    }
    for (unsigned bit = 1; bit < 64; ++bit)
      if (word >> bit & 1)
        HP_TRY(add_relative(next + 8 * (bit - 1)));
    next += 63 * 8;
  }
  return {};
}

Expected<void> ElfImageReader::add_relative(std::uint64_t address) {
  std::optional<Rva> rva = to_rva(address);
  std::optional<std::uint64_t> target =
      rva ? read_int<std::uint64_t>(bytes_from(*rva), 0) : std::nullopt;
  if (!target)
    return fail(ErrorCode::malformed, "DT_RELR: the field at " + hex(address) +
                                          " is in no segment of the file");
  std::uint64_t place = *target - image_.preferred_base;
  add_slot({.rva = *rva,
            .kind = SlotKind::relative,
            .target = static_cast<std::int64_t>(place)});
  image_.relocation_sites.push_back({*rva, 8});
  return {};
}

Expected<void> ElfImageReader::add_relocation(const ElfRelocation &relocation) {
  if (relocation.type == elf::R_X86_64_NONE ||
      relocation.type == elf::R_X86_64_COPY)
    return {};
  std::optional<Rva> rva = to_rva(relocation.offset);
  std::uint8_t width = width_of(relocation.type);
  if (width == 0 || !rva || image_.identity.size_of_image - *rva < width)
    return fail(ErrorCode::malformed,
                "type " + std::to_string(relocation.type) + " at " +
                    hex(relocation.offset) +
                    ", expected one of a linked image, and inside of it");
  if (relocation.symbol != 0 && relocation.symbol >= dynamic_symbols_.size())
    return fail(ErrorCode::malformed,
                "symbol " + std::to_string(relocation.symbol) +
                    ", expected less than " +
                    std::to_string(dynamic_symbols_.size()));
  image_.relocation_sites.push_back({*rva, width});
  Slot slot{.rva = *rva, .target = relocation.addend};
  switch (relocation.type) {
  case elf::R_X86_64_RELATIVE:
  case elf::R_X86_64_IRELATIVE:
    slot.kind = relocation.type == elf::R_X86_64_RELATIVE ? SlotKind::relative
                                                          : SlotKind::indirect;
    slot.target = static_cast<std::int64_t>(
        static_cast<std::uint64_t>(relocation.addend) - image_.preferred_base);
    add_slot(slot);
    return {};
  case elf::R_X86_64_64:
  case elf::R_X86_64_GLOB_DAT:
  case elf::R_X86_64_JUMP_SLOT:
    add_symbol_slot(relocation, slot);
    return {};
  case elf::R_X86_64_DTPMOD64:
    slot.kind = SlotKind::tls_module;
    break;
  case elf::R_X86_64_DTPOFF64:
  case elf::R_X86_64_TPOFF64:
    slot.kind = SlotKind::tls_offset;
    break;
  case elf::R_X86_64_TLSDESC:
    slot.kind = SlotKind::tls_descriptor;
    break;
  default:
    return {}; // a field of code or data, but no slot
  }
  if (relocation.symbol != 0)
    slot.name = dynamic_symbols_[relocation.symbol].name;
  image_.slots.push_back(slot);
  return {};
}

void ElfImageReader::add_symbol_slot(const ElfRelocation &relocation,
                                     Slot slot) {
  // Without a symbol its value is zero.
  DynamicSymbol symbol;
  if (relocation.symbol != 0)
    symbol = dynamic_symbols_[relocation.symbol];
  slot.name = symbol.name;
  std::uint64_t place = symbol.raw.value +
                        static_cast<std::uint64_t>(relocation.addend) -
                        image_.preferred_base;
  if (symbol.raw.section == elf::SHN_UNDEF) {
    slot.kind = SlotKind::import;
  } else if (!symbol.name.empty()) {
    slot.kind = SlotKind::symbol;
    note_initializer(slot.rva, place);
  } else { // a section's symbol
    slot.kind = SlotKind::relative;
    slot.target = static_cast<std::int64_t>(place);
  }
  add_slot(slot);
}

void ElfImageReader::add_slot(const Slot &slot) {
  if (slot.kind == SlotKind::relative)
    note_initializer(slot.rva, static_cast<std::uint64_t>(slot.target));
  image_.slots.push_back(slot);
}

void ElfImageReader::note_initializer(Rva slot, std::uint64_t place) {
  for (const Table &array : {dynamic_.preinit_array, dynamic_.init_array}) {
    std::optional<Rva> begin = to_rva(array.address);
    if (begin && array.size != 0 && slot >= *begin &&
        slot - *begin < array.size && place < image_.identity.size_of_image)
      image_.initializers.push_back(static_cast<Rva>(place));
  }
}

} // namespace hotpatch
