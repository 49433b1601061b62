// Writes what formats/debug/msf.cc and pdb_tables.cc read, from the same
// documents: LLVM's docs/PDB.  llvm-pdbutil dumps the result.
#include "tests/support/pdb_builder.h"

#include "tests/support/byte_string.h"

namespace hotpatch {
namespace {

constexpr std::size_t block = 512;

std::string padded(std::string bytes, std::size_t alignment) {
  bytes.resize((bytes.size() + alignment - 1) / alignment * alignment);
  return bytes;
}

std::string module_info(const PdbModuleSpec &module, std::uint16_t stream) {
  std::string bytes(4 + 28 + 2, '\0');
  bytes += number(stream, 2) + number(module.symbols.size() + 4, 4);
  bytes += std::string(4 + 4 + 2 + 2 + 4 + 4 + 4, '\0');
  bytes += module.name + '\0' + module.file + '\0';
  return padded(bytes, 4);
}

std::string dbi_stream(const PdbSpec &spec) {
  std::string modules;
  for (std::size_t i = 0; i < spec.modules.size(); ++i)
    modules += module_info(spec.modules[i],
                           static_cast<std::uint16_t>(pdb_first_module + i));
  std::string parts = number(0xeffe0000U + 19970605, 4);
  for (const PdbContributionSpec &part : spec.contributions)
    parts += number(part.section, 4) + number(part.offset, 4) +
             number(part.size, 4) + number(0, 4) + number(part.module, 4) +
             number(0, 8);
  return number(0xffffffff, 4) + number(19990903, 4) + number(spec.age, 4) +
         number(pdb_globals, 2) + number(0, 2) + number(pdb_publics, 2) +
         number(0, 2) + number(pdb_records, 2) + number(0, 2) +
         number(modules.size(), 4) + number(parts.size(), 4) +
         std::string(32, '\0') + modules + parts;
}

} // namespace

std::string pdb_record(std::uint16_t kind, const std::string &bytes) {
  std::string record = number(kind, 2) + bytes;
  record.resize((record.size() + 2 + 3) / 4 * 4 - 2);
  return number(record.size(), 2) + record;
}

std::string pdb_public(const std::string &name, std::uint16_t section,
                       std::uint32_t offset, std::uint32_t flags) {
  return pdb_record(0x110e, number(flags, 4) + number(offset, 4) +
                                number(section, 2) + name + '\0');
}

std::string pdb_procedure(const std::string &name, std::uint16_t section,
                          std::uint32_t offset, std::uint32_t size,
                          std::uint16_t kind) {
  return pdb_record(kind, std::string(12, '\0') + number(size, 4) +
                              std::string(12, '\0') + number(offset, 4) +
                              number(section, 2) + '\0' + name + '\0');
}

std::string pdb_data(const std::string &name, std::uint16_t section,
                     std::uint32_t offset, std::uint16_t kind) {
  return pdb_record(kind, number(0x74, 4) + number(offset, 4) +
                              number(section, 2) + name + '\0');
}

std::vector<std::string> pdb_streams(const PdbSpec &spec) {
  std::string records, public_offsets, global_offsets;
  for (const std::string &record : spec.publics) {
    public_offsets += number(records.size(), 4);
    records += record;
  }
  for (const std::string &record : spec.globals) {
    global_offsets += number(records.size() + 1, 4) + number(1, 4);
    records += record;
  }
  std::vector<std::string> streams = {
      "",
      number(20000404, 4) + number(0, 4) + number(1, 4) + spec.guid,
      "",
      dbi_stream(spec),
      number(0xffffffff, 4) + number(0xeffe0000U + 19990810, 4) +
          number(global_offsets.size(), 4) + number(0, 4) + global_offsets,
      number(0, 4) + number(public_offsets.size(), 4) + std::string(20, '\0') +
          public_offsets,
      records};
  for (const PdbModuleSpec &module : spec.modules)
    streams.push_back(number(4, 4) + module.symbols);
  return streams;
}

std::string build_msf(const std::vector<std::string> &streams) {
  // Blocks: super block, two maps of free blocks, streams, directory, its map.
  std::string directory = number(streams.size(), 4);
  std::string numbers, bytes;
  std::size_t next = 3;
  for (const std::string &stream : streams) {
    directory += number(stream.size(), 4);
    const std::string blocks = padded(stream, block);
    for (std::size_t i = 0; i < blocks.size() / block; ++i)
      numbers += number(next++, 4);
    bytes += blocks;
  }
  directory += numbers;
  const std::size_t directory_bytes = directory.size();
  const std::string directory_blocks = padded(directory, block);
  std::string map;
  for (std::size_t i = 0; i < directory_blocks.size() / block; ++i)
    map += number(next++, 4);
  std::string super = "Microsoft C/C++ MSF 7.00\r\n\x1a"
                      "DS";
  super += std::string(3, '\0') + number(block, 4) + number(1, 4) +
           number(next + 1, 4) + number(directory_bytes, 4) + number(0, 4) +
           number(next, 4);
  return padded(super, block) + std::string(2 * block, '\0') + bytes +
         directory_blocks + padded(map, block);
}

} // namespace hotpatch
