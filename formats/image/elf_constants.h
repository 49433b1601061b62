// The numbers of ELF that images use.  Internal to this folder.  Source: System
// V gABI; x86-64 psABI; GNU extensions as in <elf.h>.
#ifndef HOTPATCH_FORMATS_IMAGE_ELF_CONSTANTS_H
#define HOTPATCH_FORMATS_IMAGE_ELF_CONSTANTS_H

#include <cstdint>

namespace hotpatch::elf {

enum : std::uint32_t {
  ET_REL = 1,
  ET_EXEC = 2,
  ET_DYN = 3,
  EM_X86_64 = 62,

  PT_LOAD = 1,
  PT_DYNAMIC = 2,
  PT_INTERP = 3,
  PT_NOTE = 4,
  PT_TLS = 7,
  PT_GNU_EH_FRAME = 0x6474e550,
  PF_X = 1,
  PF_W = 2,

  SHT_SYMTAB = 2,
  SHT_RELA = 4,
  SHT_NOTE = 7,
  SHT_NOBITS = 8,
  SHT_DYNSYM = 11,
  SHT_INIT_ARRAY = 14,
  SHT_PREINIT_ARRAY = 16,
  SHF_WRITE = 1,
  SHF_ALLOC = 2,
  SHF_EXECINSTR = 4,
  SHF_TLS = 0x400,

  SHN_UNDEF = 0,
  SHN_LORESERVE = 0xff00,
  SHN_XINDEX = 0xffff,

  STB_LOCAL = 0,
  STT_OBJECT = 1,
  STT_FUNC = 2,
  STT_SECTION = 3,
  STT_FILE = 4,
  STT_COMMON = 5,
  STT_TLS = 6,
  STT_GNU_IFUNC = 10,

  R_X86_64_NONE = 0,
  R_X86_64_64 = 1,
  R_X86_64_PC32 = 2,
  R_X86_64_COPY = 5,
  R_X86_64_GLOB_DAT = 6,
  R_X86_64_JUMP_SLOT = 7,
  R_X86_64_RELATIVE = 8,
  R_X86_64_32 = 10,
  R_X86_64_32S = 11,
  R_X86_64_16 = 12,
  R_X86_64_PC16 = 13,
  R_X86_64_8 = 14,
  R_X86_64_PC8 = 15,
  R_X86_64_DTPMOD64 = 16,
  R_X86_64_DTPOFF64 = 17,
  R_X86_64_TPOFF64 = 18,
  R_X86_64_TPOFF32 = 23,
  R_X86_64_PC64 = 24,
  R_X86_64_SIZE32 = 32,
  R_X86_64_SIZE64 = 33,
  R_X86_64_TLSDESC = 36,
  R_X86_64_IRELATIVE = 37,
  R_X86_64_RELATIVE64 = 38,

  NT_GNU_BUILD_ID = 3,
};

enum : std::uint64_t {
  DT_NULL = 0,
  DT_NEEDED = 1,
  DT_PLTRELSZ = 2,
  DT_HASH = 4,
  DT_STRTAB = 5,
  DT_SYMTAB = 6,
  DT_RELA = 7,
  DT_RELASZ = 8,
  DT_STRSZ = 10,
  DT_INIT = 12,
  DT_SONAME = 14,
  DT_JMPREL = 23,
  DT_INIT_ARRAY = 25,
  DT_INIT_ARRAYSZ = 27,
  DT_PREINIT_ARRAY = 32,
  DT_PREINIT_ARRAYSZ = 33,
  DT_RELRSZ = 35,
  DT_RELR = 36,
  DT_GNU_HASH = 0x6ffffef5,
  DT_VERSYM = 0x6ffffff0,
  DT_FLAGS_1 = 0x6ffffffb,
  DF_1_PIE = 0x08000000,
};

} // namespace hotpatch::elf

#endif
