// The debug directory of a PE image: which PDB belongs to it.  See
// pe_reader.cc.
//
// The record is found by its place in the file, since it need not be loaded.
// GNU ld writes the same record with an empty path as its build-id.
#include "formats/image/pe_reader.h"

#include "formats/core/place.h"
#include "formats/core/text.h"

#include <algorithm>

namespace hotpatch {

Expected<void> PeReader::read_debug() {
  constexpr std::size_t record_size = 28, rsds_size = 24;
  constexpr std::uint32_t type_codeview = 2, rsds = 0x53445352;
  BytesView table = HP_TRY(directory(debug_directory));
  for (std::size_t at = 0; at + record_size <= table.size();
       at += record_size) {
    if (read_int<std::uint32_t>(table, at + 12).value_or(0) != type_codeview)
      continue;
    std::uint32_t size = read_int<std::uint32_t>(table, at + 16).value_or(0);
    std::uint32_t offset = read_int<std::uint32_t>(table, at + 24).value_or(0);
    std::optional<BytesView> record = slice(bytes_, offset, size);
    if (!record)
      return fail(ErrorCode::malformed,
                  "debug directory: record " +
                      std::to_string(at / record_size) + ": " +
                      past_end(offset, size, bytes_.size()));
    if (record->size() < rsds_size ||
        read_int<std::uint32_t>(*record, 0).value_or(0) != rsds)
      continue;
    std::ranges::copy(record->subspan(4, 16), image_.identity.pdb_guid.begin());
    image_.identity.pdb_age = read_int<std::uint32_t>(*record, 20).value_or(0);
    std::string_view path = as_text(record->subspan(rsds_size));
    image_.pdb_path = path.substr(0, path.find('\0'));
    return {};
  }
  return {};
}

} // namespace hotpatch
