// Relocation types' names.  ELF's are LLVM's; COFF's LLVM gives only for an
// open COFFObjectFile, so they are listed here.
// Source: PE/COFF specification 5.2.1.
#include "formats/object/object_file.h"

#include <array>
#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Object/ELF.h>
#include <span>

namespace hotpatch {
namespace {

constexpr std::array<std::string_view, 0x11> amd64_names = {
    "ABSOLUTE", "ADDR64",  "ADDR32",  "ADDR32NB", "REL32",   "REL32_1",
    "REL32_2",  "REL32_3", "REL32_4", "REL32_5",  "SECTION", "SECREL",
    "SECREL7",  "TOKEN",   "SREL32",  "PAIR",     "SSPAN32"};

constexpr std::array<std::string_view, 0x15> i386_names = {
    "ABSOLUTE", "DIR16", "REL16", "",        "",       "",      "DIR32",
    "DIR32NB",  "",      "SEG12", "SECTION", "SECREL", "TOKEN", "SECREL7",
    "",         "",      "",      "",        "",       "",      "REL32"};

constexpr std::array<std::string_view, 0x12> arm64_names = {
    "ABSOLUTE",       "ADDR32",        "ADDR32NB",       "BRANCH26",
    "PAGEBASE_REL21", "REL21",         "PAGEOFFSET_12A", "PAGEOFFSET_12L",
    "SECREL",         "SECREL_LOW12A", "SECREL_HIGH12A", "SECREL_LOW12L",
    "TOKEN",          "SECTION",       "ADDR64",         "BRANCH19",
    "BRANCH14",       "REL32"};

std::string coff_name(Isa isa, std::uint32_t type) {
  auto pick = [&](std::string_view prefix,
                  std::span<const std::string_view> names) {
    if (type >= names.size() || names[type].empty())
      return std::string();
    return std::string(prefix) + std::string(names[type]);
  };
  switch (isa) {
  case Isa::x86_64:
    return pick("IMAGE_REL_AMD64_", amd64_names);
  case Isa::i386:
    return pick("IMAGE_REL_I386_", i386_names);
  case Isa::aarch64:
    return pick("IMAGE_REL_ARM64_", arm64_names);
  case Isa::other:
    break;
  }
  return {};
}

std::string elf_name(std::uint32_t machine, std::uint32_t type) {
  llvm::StringRef name = llvm::object::getELFRelocationTypeName(machine, type);
  return name == "Unknown" ? std::string() : name.str();
}

// MIPS64 packs up to three types, applied one after the other.
std::string mips64_name(std::uint32_t type) {
  std::string name = elf_name(llvm::ELF::EM_MIPS, type & 0xff);
  for (unsigned shift = 8; shift < 24; shift += 8) {
    std::uint32_t part = (type >> shift) & 0xff;
    std::string next = elf_name(llvm::ELF::EM_MIPS, part);
    if (part != llvm::ELF::R_MIPS_NONE && !name.empty())
      name = next.empty() ? std::string() : name + "/" + next;
  }
  return name;
}

} // namespace

std::string relocation_name(const Machine &machine, std::uint32_t type) {
  std::string name;
  if (machine.format == ObjectFormat::coff)
    name = coff_name(machine.isa, type);
  else if (machine.number == llvm::ELF::EM_MIPS && machine.address_bits == 64)
    name = mips64_name(type);
  else
    name = elf_name(machine.number, type);
  return name.empty() ? "relocation type " + std::to_string(type) : name;
}

} // namespace hotpatch
