// The four layouts of ELF's records (two widths, two byte orders), decoded to
// one.  Source: System V gABI chapter 4.
#ifndef HOTPATCH_FORMATS_CORE_ELF_LAYOUT_H
#define HOTPATCH_FORMATS_CORE_ELF_LAYOUT_H

#include "formats/core/machine.h"
#include "formats/core/record.h"

#include <bit>
#include <cstdint>

namespace hotpatch {

struct ElfFileHeader {
  std::uint16_t type = 0;
  std::uint16_t machine = 0;
  std::uint64_t entry = 0;
  std::uint64_t segment_offset = 0;
  std::uint64_t section_offset = 0;
  std::uint16_t segment_entry_size = 0;
  std::uint16_t segment_count = 0;
  std::uint16_t section_entry_size = 0;
  std::uint16_t section_count = 0;
  std::uint16_t name_section = 0;
};

// A program header, which only linked images have.
struct ElfSegment {
  std::uint32_t type = 0;
  std::uint32_t flags = 0;
  std::uint64_t offset = 0;
  std::uint64_t address = 0;
  std::uint64_t file_size = 0;
  std::uint64_t size = 0; // in memory
  std::uint64_t alignment = 0;
};

struct ElfSectionHeader {
  std::uint32_t name = 0;
  std::uint32_t type = 0;
  std::uint64_t flags = 0;
  std::uint64_t address = 0;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint32_t link = 0;
  std::uint32_t info = 0;
  std::uint64_t alignment = 0;
  std::uint64_t entry_size = 0;
};

struct ElfSymbol {
  std::uint32_t name = 0;
  std::uint8_t info = 0;
  std::uint16_t section = 0;
  std::uint64_t value = 0;
  std::uint64_t size = 0;
};

struct ElfRelocation {
  std::uint64_t offset = 0;
  std::int64_t addend = 0; // 0 in a SHT_REL section
  std::uint32_t symbol = 0;
  std::uint32_t type = 0;
};

template <std::endian Order> struct Elf32 {
  static constexpr std::size_t file_header_size = 52;
  static constexpr std::size_t section_size = 40;
  static constexpr std::size_t symbol_size = 16;
  static constexpr std::size_t rel_size = 8;
  static constexpr std::size_t rela_size = 12;

  template <std::size_t Offset, std::size_t Size>
  static std::uint32_t u32(Record<Size> r) {
    return field<std::uint32_t, Offset, Order>(r);
  }
  template <std::size_t Offset, std::size_t Size>
  static std::uint16_t u16(Record<Size> r) {
    return field<std::uint16_t, Offset, Order>(r);
  }

  static ElfFileHeader file_header(Record<file_header_size> r) {
    return {.type = u16<16>(r),
            .machine = u16<18>(r),
            .entry = u32<24>(r),
            .segment_offset = u32<28>(r),
            .section_offset = u32<32>(r),
            .segment_entry_size = u16<42>(r),
            .segment_count = u16<44>(r),
            .section_entry_size = u16<46>(r),
            .section_count = u16<48>(r),
            .name_section = u16<50>(r)};
  }
  static ElfSectionHeader section(Record<section_size> r) {
    return {.name = u32<0>(r),
            .type = u32<4>(r),
            .flags = u32<8>(r),
            .address = u32<12>(r),
            .offset = u32<16>(r),
            .size = u32<20>(r),
            .link = u32<24>(r),
            .info = u32<28>(r),
            .alignment = u32<32>(r),
            .entry_size = u32<36>(r)};
  }
  static ElfSymbol symbol(Record<symbol_size> r) {
    return {.name = u32<0>(r),
            .info = field<std::uint8_t, 12>(r),
            .section = u16<14>(r),
            .value = u32<4>(r),
            .size = u32<8>(r)};
  }
  // SHT_REL and SHT_RELA.  No 32-bit machine mixes r_info up.
  template <std::size_t Size>
  static ElfRelocation relocation(Record<Size> r, bool /*is_mips64el*/) {
    std::uint32_t info = u32<4>(r);
    ElfRelocation result{
        .offset = u32<0>(r), .symbol = info >> 8, .type = info & 0xff};
    if constexpr (Size == rela_size)
      result.addend = static_cast<std::int32_t>(u32<8>(r));
    return result;
  }
};

template <std::endian Order> struct Elf64 {
  static constexpr std::size_t file_header_size = 64;
  static constexpr std::size_t segment_size = 56;
  static constexpr std::size_t section_size = 64;
  static constexpr std::size_t symbol_size = 24;
  static constexpr std::size_t rel_size = 16;
  static constexpr std::size_t rela_size = 24;

  template <std::size_t Offset, std::size_t Size>
  static std::uint64_t u64(Record<Size> r) {
    return field<std::uint64_t, Offset, Order>(r);
  }
  template <std::size_t Offset, std::size_t Size>
  static std::uint32_t u32(Record<Size> r) {
    return field<std::uint32_t, Offset, Order>(r);
  }
  template <std::size_t Offset, std::size_t Size>
  static std::uint16_t u16(Record<Size> r) {
    return field<std::uint16_t, Offset, Order>(r);
  }

  static ElfFileHeader file_header(Record<file_header_size> r) {
    return {.type = u16<16>(r),
            .machine = u16<18>(r),
            .entry = u64<24>(r),
            .segment_offset = u64<32>(r),
            .section_offset = u64<40>(r),
            .segment_entry_size = u16<54>(r),
            .segment_count = u16<56>(r),
            .section_entry_size = u16<58>(r),
            .section_count = u16<60>(r),
            .name_section = u16<62>(r)};
  }
  static ElfSegment segment(Record<segment_size> r) {
    return {.type = u32<0>(r),
            .flags = u32<4>(r),
            .offset = u64<8>(r),
            .address = u64<16>(r),
            .file_size = u64<32>(r),
            .size = u64<40>(r),
            .alignment = u64<48>(r)};
  }
  static ElfSectionHeader section(Record<section_size> r) {
    return {.name = u32<0>(r),
            .type = u32<4>(r),
            .flags = u64<8>(r),
            .address = u64<16>(r),
            .offset = u64<24>(r),
            .size = u64<32>(r),
            .link = u32<40>(r),
            .info = u32<44>(r),
            .alignment = u64<48>(r),
            .entry_size = u64<56>(r)};
  }
  static ElfSymbol symbol(Record<symbol_size> r) {
    return {.name = u32<0>(r),
            .info = field<std::uint8_t, 4>(r),
            .section = u16<6>(r),
            .value = u64<8>(r),
            .size = u64<16>(r)};
  }
  // MIPS64 keeps three types and a special symbol in the bytes of the type, in
  // the same order on both byte orders; elsewhere r_info is one integer.
  template <std::size_t Size>
  static ElfRelocation relocation(Record<Size> r, bool is_mips64el) {
    ElfRelocation result{.offset = u64<0>(r)};
    if (is_mips64el) {
      result.symbol = u32<8>(r);
      result.type = field<std::uint32_t, 12, std::endian::big>(r);
    } else {
      std::uint64_t info = u64<8>(r);
      result.symbol = static_cast<std::uint32_t>(info >> 32);
      result.type = static_cast<std::uint32_t>(info);
    }
    if constexpr (Size == rela_size)
      result.addend = static_cast<std::int64_t>(u64<16>(r));
    return result;
  }
};

// Calls body with a value of the layout's type.
template <typename Body> auto with_layout(const Machine &machine, Body body) {
  if (machine.address_bits == 64)
    return machine.order == std::endian::little
               ? body(Elf64<std::endian::little>())
               : body(Elf64<std::endian::big>());
  return machine.order == std::endian::little
             ? body(Elf32<std::endian::little>())
             : body(Elf32<std::endian::big>());
}

} // namespace hotpatch

#endif
