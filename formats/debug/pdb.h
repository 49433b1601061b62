// Names of places in a PE image, from its PDB.
#ifndef HOTPATCH_FORMATS_DEBUG_PDB_H
#define HOTPATCH_FORMATS_DEBUG_PDB_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/core/image_symbols.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace hotpatch {

struct PdbSymbols {
  std::array<std::byte, 16> guid = {}; // as in the file; compare with
  std::uint32_t age = 0;               // ImageIdentity's (DBI's age)
  ImageSymbols symbols;                // source "pdb"
};

// `section_rvas`: the sections' RVAs, as PDBs number them: the first is 1.
// Publics, module symbols (S_GPROC32, S_LPROC32, S_GDATA32, S_LDATA32,
// S_THUNK32 and their _ID forms) with their module, and section contributions.
//
// Names are linkage names where a public of the same place has one: a global
// symbol gives its size, kind and object to the publics of its place; static
// ones stand for themselves under the compiler's name.  Objects without
// CodeView have publics only, whose object is that of the contribution around
// them.  Absolute symbols are left out.
// malformed: the PDB breaks its format, or a place is in no section.
// unsupported: a PDB of an older format.
// Source: LLVM's docs/PDB; microsoft-pdb's cvinfo.h for symbols.
Expected<PdbSymbols> read_pdb(BytesView pdb,
                              const std::vector<Rva> &section_rvas);

} // namespace hotpatch

#endif
