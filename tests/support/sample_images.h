// One small image of each format that has all that read_image() reads.
#ifndef HOTPATCH_TESTS_SUPPORT_SAMPLE_IMAGES_H
#define HOTPATCH_TESTS_SUPPORT_SAMPLE_IMAGES_H

#include "tests/support/image_builder.h"

namespace hotpatch {

// Sections .text at 0x1000, .rdata at 0x2000, .data at 0x3000.  Where things
// are in .rdata (RVAs).
namespace sample_pe_at {
inline constexpr std::uint32_t imports = 0x2000, lookup = 0x2040,
                               import_name = 0x2060, module = 0x2070,
                               iat = 0x2080, delay = 0x20a0, delay_iat = 0x20f0,
                               exports = 0x2120, export_functions = 0x2150,
                               export_names = 0x2160, export_indices = 0x2170,
                               debug = 0x21a0, rsds = 0x21c0, unwind = 0x21e0,
                               unwind_info = 0x2210, chained_info = 0x2220,
                               load_config = 0x2240, tls = 0x2340,
                               callbacks = 0x2370, tls_template = 0x2380,
                               relocations = 0x2390, pseudo = 0x23a0;
} // namespace sample_pe_at

PeSpec sample_pe();
// The same with a symbol table as GNU ld writes it.
PeSpec sample_pe_with_symbols();

// Loads at 0x400000 (tables), 0x401000 (code), 0x402000 (writable); addresses
// count from there as RVAs 0, 0x1000 and 0x2000.  Where things are (RVAs).
namespace sample_elf_at {
inline constexpr std::uint32_t dynsym = 0, dynstr = 0x80, hash = 0xa0,
                               rela_dyn = 0xc0, rela_plt = 0x180, relr = 0x1a0,
                               eh_frame_hdr = 0x1c0, eh_frame = 0x1e0,
                               note = 0x240, gnu_hash = 0x270, versions = 0x2a0,
                               plt = 0x1040, dynamic = 0x2000, got = 0x2180,
                               init_array = 0x21f0, plt_slot = 0x2200,
                               packed = 0x2210, tdata = 0x2220;
inline constexpr std::uint64_t base = 0x400000;
} // namespace sample_elf_at

ElfImageSpec sample_elf();
// The same without section headers.
ElfImageSpec sample_elf_without_sections();

// Writes `patch` into what `spec` has at `rva`.
void put(PeSpec &spec, std::uint32_t rva, const std::string &patch);
void put(ElfImageSpec &spec, std::uint32_t rva, const std::string &patch);

} // namespace hotpatch

#endif
