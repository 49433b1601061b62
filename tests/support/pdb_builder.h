// Small PDBs, written in memory.
#ifndef HOTPATCH_TESTS_SUPPORT_PDB_BUILDER_H
#define HOTPATCH_TESTS_SUPPORT_PDB_BUILDER_H

#include <cstdint>
#include <string>
#include <vector>

namespace hotpatch {

struct PdbModuleSpec {
  std::string name = {};
  std::string file = {};    // the archive, or the name again
  std::string symbols = {}; // records
};

struct PdbContributionSpec {
  std::uint16_t section = 1;
  std::uint32_t offset = 0, size = 0;
  std::uint16_t module = 0;
};

struct PdbSpec {
  std::string guid = "0123456789abcdef"; // 16 bytes
  std::uint32_t age = 1;
  std::vector<std::string> publics = {}, globals = {}; // records
  std::vector<PdbModuleSpec> modules = {};
  std::vector<PdbContributionSpec> contributions = {};
};

// Numbers of the streams that build_pdb() makes; modules follow.
inline constexpr std::uint16_t pdb_info = 1, pdb_dbi = 3, pdb_globals = 4,
                               pdb_publics = 5, pdb_records = 6,
                               pdb_first_module = 7;

// The streams of a PDB, by number, for tests that break one of them.
std::vector<std::string> pdb_streams(const PdbSpec &spec);

// An MSF file with these streams in blocks of 512 bytes.
std::string build_msf(const std::vector<std::string> &streams);

inline std::string build_pdb(const PdbSpec &spec) {
  return build_msf(pdb_streams(spec));
}

// Records: S_PUB32 (flags 2: a function), S_GPROC32, S_LPROC32, S_GDATA32,
// S_LDATA32, or any other.
std::string pdb_record(std::uint16_t kind, const std::string &bytes);
std::string pdb_public(const std::string &name, std::uint16_t section,
                       std::uint32_t offset, std::uint32_t flags = 2);
std::string pdb_procedure(const std::string &name, std::uint16_t section,
                          std::uint32_t offset, std::uint32_t size,
                          std::uint16_t kind = 0x1110);
std::string pdb_data(const std::string &name, std::uint16_t section,
                     std::uint32_t offset, std::uint16_t kind);

} // namespace hotpatch

#endif
