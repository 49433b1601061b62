// The numbers of PE32+ that payloads consist of.  DO NOT CHANGE.
// Source: PE/COFF specification; load configuration and debug type 20 as in
// winnt.h of SDK 10.0.26100.
#ifndef HOTPATCH_FORMATS_PAYLOAD_PE_FORMAT_H
#define HOTPATCH_FORMATS_PAYLOAD_PE_FORMAT_H

#include <cstddef>
#include <cstdint>

namespace hotpatch::pe {

inline constexpr std::uint64_t image_base = 0x180000000;
inline constexpr std::uint32_t file_alignment = 0x200;

// The DOS header, the signature, the file header and the optional header.
inline constexpr std::uint32_t dos_header_size = 0x40;
inline constexpr std::size_t file_header = dos_header_size + 4;
inline constexpr std::size_t optional_header = file_header + 20;
inline constexpr std::uint16_t optional_header_size = 240;
inline constexpr std::size_t section_headers =
    optional_header + optional_header_size;
inline constexpr std::size_t section_header_size = 40;

// Fields that are read or filled in last.
inline constexpr std::size_t section_count = file_header + 2;
inline constexpr std::size_t time_date_stamp = file_header + 4;
inline constexpr std::size_t uninitialized_size = optional_header + 12;
inline constexpr std::size_t checksum = optional_header + 64;

inline constexpr std::uint16_t machine_amd64 = 0x8664;
inline constexpr std::uint16_t file_flags = 0x2022; // EXECUTABLE_IMAGE,
                                                    // LARGE_ADDRESS_AWARE, DLL
inline constexpr std::uint16_t dll_flags = 0x0160;  // HIGH_ENTROPY_VA,
                                                    // DYNAMIC_BASE, NX_COMPAT

// Section flags.
inline constexpr std::uint32_t code_flags = 0x60000020;  // read, execute
inline constexpr std::uint32_t const_flags = 0x40000040; // read
inline constexpr std::uint32_t data_flags = 0xc0000040;  // read, write
inline constexpr std::uint32_t reloc_flags = 0x42000040; // read, discardable

// Data directories.
inline constexpr std::size_t directory_count = 16;
inline constexpr std::size_t exception_directory = 3;
inline constexpr std::size_t relocation_directory = 5;
inline constexpr std::size_t debug_directory = 6;
inline constexpr std::size_t load_config_directory = 10;

// .hpinfo: the load configuration, two debug directory entries, the flags that
// the second one points to, and the hotpatch table.
inline constexpr std::uint32_t load_config_size = 0x140;
inline constexpr std::uint32_t hotpatch_table_offset = 0xf0; // HotPatchTable-
                                                             // Offset's place
inline constexpr std::uint32_t debug_entries = load_config_size;
inline constexpr std::uint32_t debug_entries_size = 2 * 28;
inline constexpr std::uint32_t extended_flags =
    debug_entries + debug_entries_size;
inline constexpr std::uint32_t hotpatch_table = extended_flags + 8;
inline constexpr std::uint32_t debug_type_repro = 16;
inline constexpr std::uint32_t debug_type_extended_flags = 20;
inline constexpr std::uint32_t hotpatch_compatible = 0x80;

inline constexpr std::size_t unwind_entry_size = 12; // RUNTIME_FUNCTION
inline constexpr std::uint16_t relocation_dir64 = 10u << 12;

} // namespace hotpatch::pe

#endif
