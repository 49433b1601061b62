// See pdb_tables.h.  For the container see msf.cc, for symbols pdb.cc.
#include "formats/debug/pdb_tables.h"

#include "formats/core/cursor.h"
#include "formats/debug/message.h"

#include <algorithm>
#include <optional>

namespace hotpatch {
namespace {

constexpr std::uint32_t no_signature = 0xffffffff; // new header follows
constexpr std::uint32_t dbi_version = 19990903;    // V70
constexpr std::uint32_t contributions_v60 = 0xeffe0000 + 19970605;
constexpr std::uint32_t contributions_v2 = 0xeffe0000 + 20140516;
constexpr std::uint32_t hash_version = 0xeffe0000 + 19990810;

Expected<std::vector<PdbModule>> read_modules(BytesView bytes) {
  std::vector<PdbModule> modules;
  Cursor cursor(bytes);
  while (!cursor.at_end()) {
    PdbModule module;
    cursor.take(4 + 28 + 2); // unused, first contribution, flags
    module.stream = cursor.u16();
    module.symbol_bytes = cursor.u32();
    cursor.take(4 + 4 + 2 + 2 + 4 + 4 + 4); // line sizes, source files, names
    module.name = cursor.text();
    const std::string_view file = cursor.text();
    if (!file.empty() && file != module.name)
      module.name = std::string(file) + "(" + module.name + ")";
    const std::size_t fill = (4 - cursor.position() % 4) % 4;
    cursor.take(std::min(fill, cursor.remaining()));
    if (cursor.failed())
      return fail(ErrorCode::malformed,
                  message("module {} is cut short", {modules.size()}));
    modules.push_back(std::move(module));
  }
  return modules;
}

Expected<std::vector<PdbContribution>>
read_contributions(BytesView bytes, std::size_t module_count) {
  std::vector<PdbContribution> contributions;
  if (bytes.empty())
    return contributions;
  Cursor cursor(bytes);
  const std::uint32_t version = cursor.u32();
  if (version != contributions_v60 && version != contributions_v2)
    return fail(ErrorCode::malformed,
                message("section contributions of version {:#x}", {version}));
  while (!cursor.at_end()) {
    PdbContribution part;
    part.section = cursor.u16();
    cursor.u16();
    part.offset = cursor.u32();
    part.size = cursor.u32();
    cursor.u32(); // characteristics
    part.module = cursor.u16();
    cursor.take(version == contributions_v2 ? 2 + 4 + 4 + 4 : 2 + 4 + 4);
    if (cursor.failed())
      return fail(ErrorCode::malformed, "section contributions are cut short");
    if (part.module >= module_count)
      return fail(ErrorCode::malformed,
                  message("section contribution {} is of module {} of {}",
                          {contributions.size(), part.module, module_count}));
    contributions.push_back(part);
  }
  return contributions;
}

void sort_unique(std::vector<std::uint32_t> &offsets) {
  std::ranges::sort(offsets);
  const auto rest = std::ranges::unique(offsets);
  offsets.erase(rest.begin(), rest.end());
}

} // namespace

Expected<PdbTables> read_pdb_tables(BytesView dbi_stream) {
  PdbTables tables;
  Cursor cursor(dbi_stream);
  const std::uint32_t signature = cursor.u32();
  const std::uint32_t version = cursor.u32();
  tables.age = cursor.u32();
  tables.globals_stream = cursor.u16();
  cursor.u16(); // build number
  tables.publics_stream = cursor.u16();
  cursor.u16(); // version of the DLL that wrote it
  tables.records_stream = cursor.u16();
  cursor.u16();
  const std::uint32_t modules_size = cursor.u32();
  const std::uint32_t contributions_size = cursor.u32();
  cursor.take(6 * 4 + 2 + 2 + 4); // other tables' sizes, flags, machine
  if (cursor.failed())
    return fail(ErrorCode::malformed,
                message("header is cut short: {} bytes", {dbi_stream.size()}));
  if (signature != no_signature || version != dbi_version)
    return fail(ErrorCode::malformed,
                message("version {}, expected {}", {version, dbi_version}));
  const BytesView modules = cursor.take(modules_size);
  const BytesView contributions = cursor.take(contributions_size);
  if (cursor.failed())
    return fail(ErrorCode::malformed,
                message("tables of {} and {} bytes in a stream of {}",
                        {modules_size, contributions_size, dbi_stream.size()}));
  tables.modules = HP_TRY(read_modules(modules));
  tables.contributions =
      HP_TRY(read_contributions(contributions, tables.modules.size()));
  return tables;
}

Expected<std::vector<std::uint32_t>> read_global_offsets(BytesView stream) {
  Cursor cursor(stream);
  const std::uint32_t signature = cursor.u32();
  const std::uint32_t version = cursor.u32();
  const std::uint32_t records_size = cursor.u32();
  cursor.u32(); // buckets
  Cursor records(cursor.take(records_size));
  if (cursor.failed() || signature != no_signature || version != hash_version)
    return fail(ErrorCode::malformed, "hash table of globals is cut short or "
                                      "of an unknown version");
  std::vector<std::uint32_t> offsets;
  while (!records.at_end()) {
    const std::uint32_t offset = records.u32();
    records.u32(); // references
    if (records.failed() || offset == 0)
      return fail(ErrorCode::malformed,
                  message("hash record {} of globals is cut short or empty",
                          {offsets.size()}));
    offsets.push_back(offset - 1);
  }
  sort_unique(offsets);
  return offsets;
}

Expected<std::vector<std::uint32_t>> read_public_offsets(BytesView stream) {
  Cursor cursor(stream);
  const std::uint32_t hash_size = cursor.u32();
  const std::uint32_t map_size = cursor.u32();
  cursor.take(4 + 4 + 2 + 2 + 4 + 4); // incremental linking's thunks
  cursor.take(hash_size);
  Cursor map(cursor.take(map_size)); // by address
  if (cursor.failed())
    return fail(ErrorCode::malformed,
                message("tables of {} and {} bytes in a stream of {}",
                        {hash_size, map_size, stream.size()}));
  std::vector<std::uint32_t> offsets;
  while (!map.at_end())
    offsets.push_back(map.u32());
  if (map.failed())
    return fail(ErrorCode::malformed, "address map is cut short");
  sort_unique(offsets);
  return offsets;
}

} // namespace hotpatch
