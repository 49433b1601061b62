// See sample_images.h.
#include "tests/support/sample_images.h"

#include "tests/support/byte_string.h"

namespace hotpatch {
namespace {

using namespace std::string_literals;

std::string words(std::initializer_list<std::uint32_t> values) {
  std::string bytes;
  for (std::uint32_t value : values)
    bytes += number(value, 4);
  return bytes;
}

std::string long_words(std::initializer_list<std::uint64_t> values) {
  std::string bytes;
  for (std::uint64_t value : values)
    bytes += number(value, 8);
  return bytes;
}

// `jmp qword ptr [rip + slot]` at `rva`.
std::string jump(std::uint32_t rva, std::uint32_t slot) {
  return "\xff\x25" + number(slot - rva - 6, 4);
}

} // namespace

void put(PeSpec &spec, std::uint32_t rva, const std::string &patch) {
  for (PeSectionSpec &section : spec.sections)
    if (rva >= section.rva && rva - section.rva < section.bytes.size())
      section.bytes = patched(section.bytes, rva - section.rva, patch);
}

void put(ElfImageSpec &spec, std::uint32_t rva, const std::string &patch) {
  std::uint64_t address = sample_elf_at::base + rva;
  for (ElfLoadSpec &load : spec.loads)
    if (address >= load.address && address - load.address < load.bytes.size())
      load.bytes = patched(load.bytes, address - load.address, patch);
}

static void put_imports_and_exports(PeSpec &spec) {
  namespace at = sample_pe_at;
  put(spec, at::imports, words({at::lookup, 0, 0, at::module, at::iat}));
  std::string names = long_words({at::import_name, (1ULL << 63) + 7, 0});
  put(spec, at::lookup, names);
  put(spec, at::import_name, "\0\0puts\0"s);
  put(spec, at::module, "libc.dll\0"s);
  put(spec, at::iat, names);
  put(spec, at::delay,
      words({1, 0x2110, 0x3010, at::delay_iat, 0x20e0, 0, 0, 0}));
  put(spec, 0x20e0, long_words({0x2100, 0}));
  put(spec, at::delay_iat, long_words({spec.base + 0x1040}));
  put(spec, 0x2100, "\0\0late\0"s);
  put(spec, 0x2110, "late.dll\0"s);

  put(spec, at::exports,
      words({0, 0, 0, 0, 5, 3, 2, at::export_functions, at::export_names,
             at::export_indices}));
  put(spec, at::export_functions, words({0x1000, 0x3000, 0x2188}));
  put(spec, at::export_names, words({0x2178, 0x2180}));
  put(spec, at::export_indices, number(0, 2) + number(2, 2));
  put(spec, 0x2178, "alpha\0"s);
  put(spec, 0x2180, "beta\0"s);
  put(spec, 0x2188, "OTHER.f\0"s);
}

PeSpec sample_pe() {
  namespace at = sample_pe_at;
  PeSpec spec{.entry = 0x1000, .size_of_image = 0x4000, .dll_flags = 0x4000};
  spec.sections = {{.name = ".text",
                    .rva = 0x1000,
                    .flags = 0x60000020,
                    .bytes = std::string(0x100, '\xcc')},
                   {.name = ".rdata",
                    .rva = 0x2000,
                    .flags = 0x40000040,
                    .bytes = std::string(0x400, '\0')},
                   {.name = ".data",
                    .rva = 0x3000,
                    .flags = 0xc0000040,
                    .bytes = std::string(0x20, '\0'),
                    .memory_size = 0x800}};
  spec.directories[0] = {at::exports, 0x80};
  spec.directories[1] = {at::imports, 0x28};
  spec.directories[3] = {at::unwind, 36};
  spec.directories[5] = {at::relocations, 12};
  spec.directories[6] = {at::debug, 28};
  spec.directories[9] = {at::tls, 40};
  spec.directories[10] = {at::load_config, 0x100};
  spec.directories[13] = {at::delay, 64};
  put(spec, 0x1000, "\xc3");
  put(spec, 0x1040, jump(0x1040, at::iat) + "\x90\x90");

  put_imports_and_exports(spec);
  put(spec, at::debug,
      words({0, 0, 0, 2, 30, at::rsds,
             static_cast<std::uint32_t>(spec.offset_of(at::rsds))}));
  put(spec, at::rsds, "RSDS0123456789abcdef" + number(3, 4) + "a.pdb\0"s);
  put(spec, at::unwind,
      words({0x1000, 0x1020, at::unwind_info, 0x1020, 0x1030, at::chained_info,
             0x1030, 0x1040, at::unwind + 12 + 1}));
  put(spec, at::unwind_info, "\x01\0\0\0"s);
  put(spec, at::chained_info, // one unwind code, filled up to two
      "\x21\0\x01\0\0\0\0\0"s + words({0x1000, 0x1020, at::unwind_info}));
  put(spec, at::load_config, number(0x100, 4));
  put(spec, at::load_config + 0x90, number(0x500, 4));
  put(spec, at::tls,
      long_words({spec.base + at::tls_template,
                  spec.base + at::tls_template + 8, spec.base + 0x3008,
                  spec.base + at::callbacks}) +
          number(16, 4));
  put(spec, at::callbacks, long_words({spec.base + 0x1010, 0}));
  put(spec, at::relocations,
      words({0x3000, 12}) + number(0xa010, 2) + number(0, 2));
  put(spec, at::pseudo, words({0, 0, 1, at::iat, 0x1008, 32}));
  return spec;
}

PeSpec sample_pe_with_symbols() {
  PeSpec spec = sample_pe();
  auto aux = [](const std::string &text) {
    return text + std::string(18 - text.size(), '\0');
  };
  spec.symbols = coff_symbol(".file", 6, 0xfffe, 0, 103, 1) + aux("one.c") +
                 coff_symbol("local", 0x10, 1, 0x20, 3) +
                 coff_symbol("alpha", 0, 1, 0x20, 2) +
                 coff_symbol(".text", 0, 1, 0, 3, 1) + aux(number(0x30, 4)) +
                 // Number 6: the next object.
                 coff_symbol(".file", 15, 0xfffe, 0, 103, 1) + aux("two.c") +
                 coff_symbol(".text", 0x30, 1, 0, 3, 1) + aux(number(0x10, 4)) +
                 coff_symbol("label", 0x38, 1, 0, 6) +
                 // An object without a name.
                 coff_symbol(".text", 0x40, 1, 0, 3, 1) + aux(number(8, 4)) +
                 coff_symbol("nobody", 0x44, 1, 0x20, 3) +
                 // Number 14: a place outside of its section; then the globals.
                 coff_symbol("end", 0x100, 1, 0, 2) +
                 coff_symbol(std::string(4, '\0') + number(4, 4), 8, 3, 0, 2);
  spec.strings = "a_long_global\0"s;
  return spec;
}

static std::string dynamic_entries() {
  namespace at = sample_elf_at;
  constexpr std::uint64_t base = at::base;
  std::string entries;
  for (auto [tag, value] :
       std::initializer_list<std::pair<std::uint64_t, std::uint64_t>>{
           {1, 10},
           {14, 10},
           {5, base + at::dynstr},
           {10, 18},
           {6, base + at::dynsym},
           {4, base + at::hash},
           {0x6ffffef5, base + at::gnu_hash},
           {0x6ffffff0, base + at::versions},
           {7, base + at::rela_dyn},
           {8, 8 * 24},
           {23, base + at::rela_plt},
           {2, 24},
           {36, base + at::relr},
           {35, 16},
           {25, base + at::init_array},
           {27, 16},
           {12, base + 0x1020}})
    entries += elf_dynamic(tag, value);
  return entries;
}

ElfImageSpec sample_elf_without_sections() {
  namespace at = sample_elf_at;
  constexpr std::uint64_t base = at::base;
  ElfImageSpec spec{.entry = base + 0x1000};
  spec.loads = {
      {.address = base, .flags = 4, .bytes = std::string(0x300, '\0')},
      {.address = base + 0x1000,
       .flags = 5,
       .bytes = std::string(0x80, '\xcc')},
      {.address = base + 0x2000,
       .flags = 6,
       .bytes = std::string(0x230, '\0'),
       .memory_size = 0x400}};
  spec.segments = {
      {.type = 2, .address = base + at::dynamic, .size = 0x170},
      {.type = 4, .address = base + at::note, .size = 0x24, .alignment = 4},
      {.type = 7,
       .address = base + at::tdata,
       .size = 8,
       .alignment = 32,
       .memory_size = 0x18},
      {.type = 0x6474e550, .address = base + at::eh_frame_hdr, .size = 8}};
  put(spec, at::dynsym,
      std::string(24, '\0') + elf_symbol(1, 0x12, 0, 0, 0) +
          elf_symbol(6, 0x12, 12, base + 0x1000, 0x10) +
          elf_symbol(8, 0x16, 13, 8, 4) +
          elf_symbol(6, 0x12, 12, base + 0x1010, 0x10));
  put(spec, at::dynstr, "\0puts\0f\0t\0libc.so\0"s);
  put(spec, at::hash, words({1, 5, 4, 0}));
  put(spec, at::rela_dyn,
      elf_rela(base + at::got, 0, 8, base + 0x1008) +
          elf_rela(base + at::got + 8, 2, 6, 0) +
          elf_rela(base + at::got + 16, 3, 18, 4) +
          elf_rela(base + at::got + 24, 0, 37, base + 0x1018) +
          elf_rela(base + at::got + 32, 0, 16, 0) +
          elf_rela(base + at::got + 48, 3, 36, 0) +
          elf_rela(base + at::init_array, 2, 1, 4) +
          elf_rela(base + 0x2300, 1, 5, 0));
  put(spec, at::rela_plt, elf_rela(base + at::plt_slot, 1, 7, 0));
  put(spec, at::relr, long_words({base + at::packed, 3}));
  put(spec, at::packed, long_words({base + 0x1028, base + 0x1030}));
  put(spec, at::eh_frame_hdr,
      "\x01\x1b\x03\x3b" + number(at::eh_frame - at::eh_frame_hdr - 4, 4));
  std::string cie = words({16, 0}) + "\x01zR\0\x01\x78\x10\x01\x1b\0\0\0"s;
  std::uint32_t fde = at::eh_frame + 20;
  put(spec, at::eh_frame,
      cie + words({16, 24, 0x1000 - (fde + 8), 0x10, 0}) +
          words({16, 44, 0x1010 - (fde + 28), 0, 0}) + words({0}));
  put(spec, at::note, words({4, 20, 3}) + "GNU\0"s + "0123456789abcdefghij");
  put(spec, at::gnu_hash,
      words({1, 2, 1, 0}) + number(0, 8) + words({2, 0, 0, 1}));
  put(spec, at::versions,
      number(0, 2) + number(2, 2) + number(1, 2) + number(1, 2) +
          number(0x8002, 2));
  put(spec, at::plt,
      jump(at::plt, at::plt_slot) + "\x68" + number(0, 4) + "\xe9" +
          number(0, 4));
  put(spec, at::dynamic, dynamic_entries());
  return spec;
}

ElfImageSpec sample_elf() {
  namespace at = sample_elf_at;
  constexpr std::uint64_t base = at::base, alloc = 2, write = 1, exec = 4;
  ElfImageSpec spec = sample_elf_without_sections();
  std::string symbols = std::string(24, '\0') + elf_symbol(1, 4, 0xfff1, 0, 0) +
                        elf_symbol(7, 2, 4, base + 0x1010, 8) +
                        elf_symbol(13, 1, 5, base + 0x2210, 8) +
                        elf_symbol(0, 4, 0xfff1, 0, 0) +
                        elf_symbol(16, 0, 4, base + 0x1030, 0) +
                        elf_symbol(21, 0x12, 4, base + 0x1000, 0x10) +
                        elf_symbol(23, 0x10, 5, base + 0x4000, 0);
  spec.sections = {
      {.name = ".dynsym",
       .type = 11,
       .flags = alloc,
       .address = base,
       .size = 0x78,
       .link = 0,
       .entry_size = 24},
      {.name = ".eh_frame",
       .flags = alloc,
       .address = base + at::eh_frame,
       .size = 0x40},
      {.name = ".note",
       .type = 7,
       .flags = alloc,
       .address = base + at::note,
       .size = 0x24},
      {.name = ".text",
       .flags = alloc | exec,
       .address = base + 0x1000,
       .size = 0x40},
      {.name = ".plt",
       .flags = alloc | exec,
       .address = base + at::plt,
       .size = 0x40},
      {.name = ".data",
       .flags = alloc | write,
       .address = base + 0x2000,
       .size = 0x220},
      {.name = ".tdata",
       .flags = alloc | write | 0x400,
       .address = base + at::tdata,
       .size = 8},
      {.name = ".tbss",
       .type = 8,
       .flags = alloc | write | 0x400,
       .address = base + at::tdata + 8,
       .size = 16},
      {.name = ".bss",
       .type = 8,
       .flags = alloc | write,
       .address = base + 0x2230,
       .size = 0x1d0},
      {.name = ".symtab",
       .type = 2,
       .bytes = symbols,
       .link = 11,
       .entry_size = 24},
      {.name = ".strtab",
       .type = 3,
       .bytes = "\0one.c\0local\0d_\0asm_\0f\0_end\0"s},
      {.name = ".gnu_debuglink", .bytes = "x.debug\0"s + number(0xabcd, 4)}};
  return spec;
}

} // namespace hotpatch
