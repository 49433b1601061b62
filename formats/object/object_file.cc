// Which reader reads an object, and what to do about those that none can read.
#include "formats/object/object_file.h"

#include "formats/core/place.h"
#include "formats/object/archive.h"
#include "formats/object/coff_reader.h"
#include "formats/object/elf_reader.h"

#include <algorithm>
#include <limits>

namespace hotpatch {
namespace {

std::unexpected<Error> unsupported(std::string message, std::string hint) {
  return fail(ErrorCode::unsupported, std::move(message), std::move(hint));
}

// GCC's -flto leaves intermediate code and this symbol, but no machine code.
bool is_slim_lto(const ObjectFile &object) {
  bool has_lto_section =
      std::ranges::any_of(object.sections, [](const Section &section) {
        return section.name.starts_with(".gnu.lto_");
      });
  return has_lto_section &&
         std::ranges::any_of(object.symbols, [](const Symbol &symbol) {
           return symbol.name.ends_with("__gnu_lto_slim") ||
                  symbol.name.ends_with("__gnu_slim_lto");
         });
}

Expected<ObjectFile> refuse_slim_lto(Expected<ObjectFile> object) {
  if (object && is_slim_lto(*object))
    return unsupported(
        "a GCC LTO-only object: it has intermediate code, but no machine code",
        "compile with -ffat-lto-objects or without -flto, or give the result "
        "of gcc -r -flinker-output=nolto-rel");
  return object;
}

Expected<ObjectFile> refuse_unknown(BytesView bytes) {
  // Cut short within the header: say so instead of "unknown".
  if (as_text(bytes).starts_with("\x7f"
                                 "ELF"))
    return ElfReader::read(bytes);
  if (bytes.empty())
    return unsupported("the file is empty, expected an ELF or COFF object", "");
  std::string start;
  for (std::byte b : bytes.first(std::min<std::size_t>(bytes.size(), 4)))
    start.append(" ").append(hex(std::to_integer<std::uint64_t>(b)));
  return unsupported("begins with" + start + ", expected an ELF or COFF object",
                     "");
}

} // namespace

Expected<ObjectFile> read_object(BytesView bytes) {
  // Numbers of relocations, symbols and sections are 32-bit indices.
  if (bytes.size() > std::numeric_limits<std::uint32_t>::max())
    return unsupported("the object has " + std::to_string(bytes.size()) +
                           " bytes, expected less than 4 GiB",
                       "");
  switch (identify(bytes)) {
  case FileKind::elf_object:
    return refuse_slim_lto(ElfReader::read(bytes));
  case FileKind::coff_object:
    return refuse_slim_lto(CoffReader::read(bytes));
  case FileKind::elf_image:
    return unsupported("a linked ELF image, expected a relocatable object",
                       "give the .o files that it was linked from");
  case FileKind::coff_image:
    return unsupported("a linked PE image, expected a relocatable object",
                       "give the .obj files that it was linked from");
  case FileKind::import_stub:
    return unsupported("an import stub: it names a DLL's export, no code", "");
  case FileKind::archive:
    return unsupported("an archive, expected a relocatable object",
                       "give its members");
  case FileKind::bitcode:
    return unsupported("LLVM bitcode: it has no machine code yet",
                       "compile without -flto, or with -ffat-lto-objects");
  case FileKind::msvc_ltcg:
    return unsupported("an MSVC /GL object: it has no machine code yet",
                       "compile without /GL");
  case FileKind::unknown:
    return refuse_unknown(bytes);
  }
  return refuse_unknown(bytes);
}

} // namespace hotpatch
