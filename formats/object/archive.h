// Archives (static libraries) and what else a build tree's files can be.
#ifndef HOTPATCH_FORMATS_OBJECT_ARCHIVE_H
#define HOTPATCH_FORMATS_OBJECT_ARCHIVE_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hotpatch {

// What the first bytes of a file or archive member say it is.
enum class FileKind : std::uint8_t {
  elf_object,  // ELF ET_REL
  elf_image,   // any other ELF file
  coff_object, // COFF or bigobj for a machine we read
  coff_image,  // PE
  import_stub, // COFF short import object: names a DLL's export, no code
  archive,     // regular or thin
  bitcode,     // LLVM bitcode, raw or wrapped
  msvc_ltcg,   // MSVC /GL: intermediate code in an anonymous COFF object
  unknown,     // none of these: text, resources, Mach-O, ...
};

// Never fails: what is too short or damaged to tell is unknown.
FileKind identify(BytesView bytes);

struct Member {
  std::string name;       // long names resolved; as written by the archiver
  BytesView bytes;        // a view into the archive; empty in a thin archive
  std::uint64_t size = 0; // as the archive records it
};

struct Archive {
  bool is_thin = false; // members are files, named relative to the archive's
                        // folder (or absolutely)
  std::vector<Member> members = {}; // in file order, symbol tables left out;
                                    // names may repeat
};

// Reads a GNU, BSD, COFF or thin archive's directory.
// malformed: a header or name is damaged; the message gives its offset.
// Source: System V ar(5), the PE/COFF specification section 7, LLVM's and
// binutils' documented extensions (thin archives, BSD "#1/" names).
Expected<Archive> read_archive(BytesView bytes);

} // namespace hotpatch

#endif
