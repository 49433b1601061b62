// What a file is, from its first bytes.  See archive.h.
//
// COFF objects have no magic but their machine number, so only the machines
// that we read count.  An anonymous header (machine 0, then 0xFFFF) is a COFF
// import stub (version 0) or says by a class identifier what follows.
#include "formats/object/archive.h"

#include <llvm/BinaryFormat/COFF.h>
#include <llvm/BinaryFormat/ELF.h>

namespace hotpatch {
namespace {

namespace coff = llvm::COFF;
namespace elf = llvm::ELF;
using namespace std::string_view_literals;

// {D1BAA1C7-BAEE-4BA9-AF20-FAF66AA4DCB8}: a bigobj
constexpr std::string_view bigobj_class =
    "\xc7\xa1\xba\xd1\xee\xba\xa9\x4b\xaf\x20\xfa\xf6\x6a\xa4\xdc\xb8"sv;
// {0CB3FE38-D9A5-4DAB-AC9B-D6B6222653C2}: the intermediate code of cl /GL
constexpr std::string_view ltcg_class =
    "\x38\xfe\xb3\x0c\xa5\xd9\xab\x4d\xac\x9b\xd6\xb6\x22\x26\x53\xc2"sv;

bool is_coff_machine(std::uint16_t machine) {
  switch (machine) {
  case coff::IMAGE_FILE_MACHINE_AMD64:
  case coff::IMAGE_FILE_MACHINE_I386:
  case coff::IMAGE_FILE_MACHINE_ARM64:
  case coff::IMAGE_FILE_MACHINE_ARM64EC:
  case coff::IMAGE_FILE_MACHINE_ARM64X:
    return true;
  default:
    return false;
  }
}

FileKind identify_elf(BytesView bytes) {
  auto order = read_int<std::uint8_t>(bytes, elf::EI_DATA);
  auto type = read_int<std::uint16_t>(
      bytes, elf::EI_NIDENT,
      order == elf::ELFDATA2MSB ? std::endian::big : std::endian::little);
  if (!type)
    return FileKind::unknown;
  return *type == elf::ET_REL ? FileKind::elf_object : FileKind::elf_image;
}

FileKind identify_anonymous(BytesView bytes) {
  auto version = read_int<std::uint16_t>(bytes, 4);
  auto machine = read_int<std::uint16_t>(bytes, 6);
  if (!version || !machine)
    return FileKind::unknown;
  if (*version == 0)
    return FileKind::import_stub;
  std::optional<BytesView> class_id = slice(bytes, 12, 16);
  if (!class_id)
    return FileKind::unknown;
  if (as_text(*class_id) == ltcg_class)
    return FileKind::msvc_ltcg;
  if (as_text(*class_id) == bigobj_class && is_coff_machine(*machine))
    return FileKind::coff_object;
  return FileKind::unknown;
}

bool is_pe(BytesView bytes) {
  auto offset = read_int<std::uint32_t>(bytes, 0x3c);
  return offset && read_int<std::uint32_t>(bytes, *offset) == 0x00004550;
}

bool is_coff_object(BytesView bytes) {
  auto machine = read_int<std::uint16_t>(bytes, 0);
  return bytes.size() >= 20 && machine && is_coff_machine(*machine);
}

} // namespace

FileKind identify(BytesView bytes) {
  std::string_view text = as_text(bytes);
  if (text.starts_with("\x7f"
                       "ELF"))
    return identify_elf(bytes);
  if (text.starts_with("!<arch>\n") || text.starts_with("!<thin>\n"))
    return FileKind::archive;
  if (text.starts_with("BC\xc0\xde") || text.starts_with("\xde\xc0\x17\x0b"))
    return FileKind::bitcode;
  if (text.starts_with("\0\0\xff\xff"sv))
    return identify_anonymous(bytes);
  if (text.starts_with("MZ"))
    return is_pe(bytes) ? FileKind::coff_image : FileKind::unknown;
  return is_coff_object(bytes) ? FileKind::coff_object : FileKind::unknown;
}

} // namespace hotpatch
