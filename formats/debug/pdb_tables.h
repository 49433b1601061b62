// The DBI stream of a PDB: which modules there are, where their symbols are,
// and which parts of the image they contributed.
#ifndef HOTPATCH_FORMATS_DEBUG_PDB_TABLES_H
#define HOTPATCH_FORMATS_DEBUG_PDB_TABLES_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hotpatch {

inline constexpr std::uint16_t no_stream = 0xffff;

struct PdbModule {
  std::string name; // "a.obj", or "lib.lib(a.obj)" for an archive's member
  std::uint16_t stream = no_stream;
  std::uint32_t symbol_bytes = 0; // at the begin of the stream, with signature
};

struct PdbContribution {
  std::uint16_t section = 0; // from 1
  std::uint16_t module = 0;
  std::uint32_t offset = 0, size = 0; // in the section
};

struct PdbTables {
  std::uint32_t age = 0;
  std::uint16_t globals_stream = no_stream;
  std::uint16_t publics_stream = no_stream;
  std::uint16_t records_stream = no_stream; // what those two refer to
  std::vector<PdbModule> modules;
  std::vector<PdbContribution> contributions;
};

// malformed: the stream is cut short or of an unknown version, or a
// contribution is of no module.
// Source: LLVM's docs/PDB/DbiStream.rst.
Expected<PdbTables> read_pdb_tables(BytesView dbi_stream);

// Offsets in the records stream of the symbols that a globals or publics stream
// refers to; sorted, no duplicates.  Only those count: linkers that update a
// PDB leave dead records behind.
// Source: LLVM's docs/PDB/GlobalStream.rst and PublicStream.rst.
Expected<std::vector<std::uint32_t>> read_global_offsets(BytesView stream);
Expected<std::vector<std::uint32_t>> read_public_offsets(BytesView stream);

} // namespace hotpatch

#endif
