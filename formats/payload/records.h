// The hotpatch table: IMAGE_HOT_PATCH_INFO, one IMAGE_HOT_PATCH_BASE and its
// records, the same bytes in PE and ELF.
//
// The structures and the constants of a record's header are Microsoft's
// published ones; how a record is laid out behind its header is not published,
// and what is inferred about it is in RecordDialect and nowhere else.
// docs/formats/payload.md section 3 is the grammar.
#ifndef HOTPATCH_FORMATS_PAYLOAD_RECORDS_H
#define HOTPATCH_FORMATS_PAYLOAD_RECORDS_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/payload/payload.h"

#include <cstdint>
#include <vector>

namespace hotpatch {

// What can only be settled by looking at a table of Microsoft's own.
struct RecordDialect {
  // What the SIZE bits of a record's header count, in bytes.
  enum class Size : std::uint8_t { data, whole_record };
  // Where SourceRva points; TargetRva points into the other image.
  enum class Source : std::uint8_t { base, payload };

  Size size = Size::data;
  Source source = Source::base;
  unsigned data_alignment = 4; // zeros behind the data, a power of two

  friend bool operator==(const RecordDialect &,
                         const RecordDialect &) = default;
};

// Records of kind FUNCTION: a Redirect but for what the metadata knows.
struct FunctionRecord {
  Rva base_entry = 0;
  Rva payload_entry = 0;
  std::vector<std::byte> base_bytes = {};

  friend bool operator==(const FunctionRecord &,
                         const FunctionRecord &) = default;
};

// What the table says.
struct HotpatchTable {
  std::uint32_t sequence = 0;
  std::uint32_t base_time_date_stamp = 0;
  std::uint32_t base_checksum = 0;
  std::vector<Fixup> fixups = {};
  std::vector<Rva> call_targets = {}; // in the payload
  std::vector<FunctionRecord> functions = {};

  friend bool operator==(const HotpatchTable &,
                         const HotpatchTable &) = default;
};

// The payload's part in it.
HotpatchTable table_of(const Payload &payload);

std::vector<std::byte> encode_table(const HotpatchTable &table,
                                    const RecordDialect &dialect = {});

// malformed: it is cut short, holds another kind of record, or not in the order
// in which they are written.  unsupported: another version, or records that
// only later versions of ours have.  Zero fields are not looked at.
Expected<HotpatchTable> decode_table(BytesView bytes,
                                     const RecordDialect &dialect = {});

} // namespace hotpatch

#endif
