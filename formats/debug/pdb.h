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

// A section's RVA in the image, by number from 1 (PDBs count from sections).
// Publics, module symbols (S_GPROC32, S_LPROC32, S_GDATA32, S_LDATA32,
// S_THUNK32 and their _ID forms) with their module, and section contributions.
// Names of procedures are linkage names where a public of the same place has
// one. malformed: the PDB breaks its format, or a place is in no section.
// Source: the PDB format as LLVM documents it; reading by LLVM's DebugInfoPDB.
Expected<PdbSymbols> read_pdb(BytesView pdb,
                              const std::vector<Rva> &section_rvas);

} // namespace hotpatch

#endif
