// The numbers of ELF64 that payloads consist of.  DO NOT CHANGE.
// Source: System V gABI 4.1, chapters 4 and 5; psABI x86-64; LSB 5.0.
#ifndef HOTPATCH_FORMATS_PAYLOAD_ELF_FORMAT_H
#define HOTPATCH_FORMATS_PAYLOAD_ELF_FORMAT_H

#include <cstddef>
#include <cstdint>

namespace hotpatch::elf {

inline constexpr std::uint16_t header_size = 64;
inline constexpr std::uint16_t program_header_size = 56;
inline constexpr std::uint16_t section_header_size = 64;

// Places of the file header's fields.
inline constexpr std::size_t section_headers_field = 40;
inline constexpr std::size_t program_count_field = 56;
inline constexpr std::size_t section_count_field = 60;

inline constexpr std::uint16_t type_dyn = 3;
inline constexpr std::uint16_t machine_x86_64 = 62;

// Program headers.
inline constexpr std::uint32_t load = 1;
inline constexpr std::uint32_t note = 4;
inline constexpr std::uint32_t gnu_eh_frame = 0x6474e550;
inline constexpr std::uint32_t gnu_stack = 0x6474e551;
inline constexpr std::uint32_t execute = 1;
inline constexpr std::uint32_t write = 2;
inline constexpr std::uint32_t read = 4;

// Section headers.
inline constexpr std::uint32_t progbits = 1;
inline constexpr std::uint32_t strtab = 3;
inline constexpr std::uint32_t rela = 4;
inline constexpr std::uint32_t note_section = 7;
inline constexpr std::uint64_t flag_write = 1;
inline constexpr std::uint64_t flag_alloc = 2;
inline constexpr std::uint64_t flag_execute = 4;

inline constexpr std::uint64_t rela_size = 24;
inline constexpr std::uint64_t relative = 8; // R_X86_64_RELATIVE

// The note of .note.gnu.build-id: name size, content size, type, "GNU\0".
inline constexpr std::uint32_t build_id_type = 3;
inline constexpr std::uint32_t build_id_size = 16;
inline constexpr std::uint32_t build_id_offset = 16; // within the section

// Contents begin at multiples of this in the file as in memory.  Pages would
// cost 4 KiB a section; whoever applies a payload copies it anyway.
inline constexpr std::uint64_t file_alignment = 16;

} // namespace hotpatch::elf

#endif
