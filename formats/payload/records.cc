// Writing and reading the hotpatch table.
//
//     0  IMAGE_HOT_PATCH_INFO, version 3        28 bytes
//    28  BaseImageList: one offset (32)          4
//    32  IMAGE_HOT_PATCH_BASE                   32
//    64  records: fixups by site, CALL_TARGET by place, FUNCTION by place
//        a header of zero (NONE)                 4
//
// A record is its header, SourceRva and TargetRva if the header's bits say so,
// then data: FUNCTION the base's bytes as linked, REL32 and ABSOLUTE the addend
// (our addition: Microsoft's records have no need of one, because its payload
// is the whole image and each field of it can hold its addend; ours hold bytes
// of the base, to compress well), INDIRECT and CALL_TARGET none.
//
// Fixups come first, as Windows applies "reverse" patches, which complete the
// payload, before "forward" ones, which put it in force.
//
// Version 3 and not 4: what 4 adds (MinSequenceNumber, Flags) would be zero.
// Source: winnt.h of SDK 10.0.26100 as published; docs/formats/payload.md 3.
#include "formats/payload/records.h"

#include "formats/core/byte_writer.h"
#include "formats/core/text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <string>

namespace hotpatch {
namespace {

// IMAGE_HOT_PATCH_INFO and IMAGE_HOT_PATCH_BASE.
constexpr std::uint32_t info_version = 3;
constexpr std::uint32_t info_size = 28;
constexpr std::uint32_t base_offset = info_size + 4;
constexpr std::uint32_t base_size = 32;
constexpr std::uint32_t records_offset = base_offset + base_size;
constexpr std::uint32_t flag_can_roll_back = 0x2;
constexpr std::uint32_t flag_machine_amd64 = 0x10;

// A record's header.  DO NOT CHANGE.
constexpr std::uint32_t type_mask = 0x000fc000;
constexpr std::uint32_t has_source = 0x00008000;
constexpr std::uint32_t has_target = 0x00004000;
constexpr std::uint32_t size_mask = 0x00000fff;
enum RecordType : std::uint32_t {
  type_none = 0x00000000,
  type_function = 0x0001c000,
  type_absolute = 0x0002c000,
  type_rel32 = 0x0003c000,
  type_call_target = 0x00044000,
  type_indirect = 0x0005c000,
};

struct Record {
  std::uint32_t type = type_none;
  Rva base = 0; // absent in CALL_TARGET
  Rva payload = 0;
  BytesView data = {};
};

// The RVAs of a record in the order in which they are stored.
std::uint32_t rva_bytes(std::uint32_t type) {
  return (type & has_source ? 4U : 0U) + (type & has_target ? 4U : 0U);
}

class TableWriter {
public:
  explicit TableWriter(const RecordDialect &dialect) : dialect_(dialect) {}

  void put_header(const HotpatchTable &table) {
    bytes_.put(info_version);
    bytes_.put_as<std::uint32_t>(0); // Size: of the whole table, see take()
    bytes_.put(table.sequence);
    bytes_.put(info_size);           // BaseImageList
    bytes_.put_as<std::uint32_t>(1); // BaseImageCount
    bytes_.put_zeros(8);             // BufferOffset, ExtraPatchSize
    bytes_.put(base_offset);
    bytes_.put_zeros(4); // SequenceNumber of the base
    bytes_.put(flag_can_roll_back | flag_machine_amd64);
    bytes_.put(table.base_time_date_stamp);
    bytes_.put(table.base_checksum);
    bytes_.put_zeros(8); // CodeIntegrityInfo, CodeIntegritySize
    bytes_.put(records_offset);
    bytes_.put_zeros(4); // BufferOffset
  }

  void put(const Record &record) {
    std::uint32_t size = static_cast<std::uint32_t>(record.data.size());
    if (dialect_.size == RecordDialect::Size::whole_record)
      size += 4 + rva_bytes(record.type);
    bytes_.put(record.type | size);
    const bool base_first = dialect_.source == RecordDialect::Source::base;
    if (record.type & has_source)
      bytes_.put(base_first ? record.base : record.payload);
    if (record.type & has_target)
      bytes_.put(base_first || !(record.type & has_source) ? record.payload
                                                           : record.base);
    bytes_.put(record.data);
    bytes_.align(dialect_.data_alignment);
  }

  [[nodiscard]] std::vector<std::byte> take() && {
    bytes_.put_as<std::uint32_t>(type_none);
    std::vector<std::byte> result = std::move(bytes_).take();
    put_at(std::span(result), 4, static_cast<std::uint32_t>(result.size()));
    return result;
  }

private:
  RecordDialect dialect_;
  ByteWriter bytes_;
};

void put_fixup(TableWriter &writer, const Fixup &fixup) {
  std::array<std::byte, 8> addend = {};
  put_at(std::span(addend), 0, static_cast<std::uint64_t>(fixup.addend));
  Record record{.base = fixup.base_target, .payload = fixup.site};
  switch (fixup.kind) {
  case FixupKind::rel32:
    record.type = type_rel32;
    record.data = BytesView(addend).first(4);
    break;
  case FixupKind::absolute:
    record.type = type_absolute;
    record.data = addend;
    break;
  case FixupKind::indirect:
    record.type = type_indirect;
    break;
  }
  writer.put(record);
}

class TableReader {
public:
  TableReader(BytesView bytes, const RecordDialect &dialect)
      : bytes_(bytes), dialect_(dialect) {}

  // The next record; of type_none at the end.
  Expected<Record> read() {
    start_ = at_;
    const std::uint32_t header = HP_TRY(read_dword());
    Record record{.type = header & ~size_mask};
    if (header == type_none)
      return record;
    if (header & ~(type_mask | size_mask))
      return fail(ErrorCode::unsupported, "flags " + hex(header));
    const std::uint32_t first = HP_TRY(read_rva(record.type, has_source));
    const std::uint32_t second = HP_TRY(read_rva(record.type, has_target));
    const bool base_first = dialect_.source == RecordDialect::Source::base ||
                            !(record.type & has_source);
    record.base = base_first ? first : second;
    record.payload = base_first ? second : first;

    std::uint32_t size = header & size_mask;
    if (dialect_.size == RecordDialect::Size::whole_record) {
      const std::uint32_t fixed = 4 + rva_bytes(record.type);
      if (size < fixed)
        return fail(ErrorCode::malformed, "size " + std::to_string(size) +
                                              ", expected at least " +
                                              std::to_string(fixed));
      size -= fixed;
    }
    const std::optional<BytesView> data = slice(bytes_, at_, size);
    if (!data)
      return fail(ErrorCode::malformed,
                  "data of " + std::to_string(size) + " bytes is past the end");
    record.data = *data;
    at_ =
        static_cast<std::size_t>(align_up(at_ + size, dialect_.data_alignment));
    return record;
  }

  // Where the record that was read last begins.
  [[nodiscard]] std::size_t record_start() const { return start_; }
  [[nodiscard]] std::size_t position() const { return at_; }

private:
  Expected<std::uint32_t> read_dword() {
    const std::optional<std::uint32_t> value =
        read_int<std::uint32_t>(bytes_, at_);
    if (!value)
      return fail(ErrorCode::malformed,
                  "is past the end (" + hex(bytes_.size()) + ")");
    at_ += 4;
    return *value;
  }
  Expected<std::uint32_t> read_rva(std::uint32_t type, std::uint32_t flag) {
    return type & flag ? read_dword() : Expected<std::uint32_t>(0);
  }

  BytesView bytes_;
  RecordDialect dialect_;
  std::size_t start_ = 0;
  std::size_t at_ = records_offset;
};

// How many bytes of data a record of this type has; FUNCTION: any number.
std::optional<std::size_t> data_size(std::uint32_t type) {
  switch (type) {
  case type_rel32:
    return 4;
  case type_absolute:
    return 8;
  case type_indirect:
  case type_call_target:
    return 0;
  default:
    return std::nullopt;
  }
}

Expected<void> add_record(HotpatchTable &table, const Record &record) {
  const std::optional<std::size_t> size = data_size(record.type);
  if (size && record.data.size() != *size)
    return fail(ErrorCode::malformed, std::to_string(record.data.size()) +
                                          " bytes of data, expected " +
                                          std::to_string(*size));
  const auto add_fixup = [&](FixupKind kind, std::int64_t addend) {
    table.fixups.push_back({kind, record.payload, record.base, addend});
  };
  switch (record.type) {
  case type_rel32:
    add_fixup(FixupKind::rel32, read_signed(record.data, 0, 4).value_or(0));
    return {};
  case type_absolute:
    add_fixup(FixupKind::absolute, read_signed(record.data, 0, 8).value_or(0));
    return {};
  case type_indirect:
    add_fixup(FixupKind::indirect, 0);
    return {};
  case type_call_target:
    table.call_targets.push_back(record.payload);
    return {};
  case type_function:
    table.functions.push_back({record.base,
                               record.payload,
                               {record.data.begin(), record.data.end()}});
    return {};
  default:
    return fail(ErrorCode::unsupported, "type " + hex(record.type));
  }
}

// Fixups, call targets, functions: the order of the table.
unsigned rank_of(std::uint32_t type) {
  return type == type_function ? 2 : type == type_call_target ? 1 : 0;
}

Expected<void> check_header(BytesView bytes) {
  const std::optional<std::uint32_t> version =
      read_int<std::uint32_t>(bytes, 0);
  const std::optional<std::uint32_t> size = read_int<std::uint32_t>(bytes, 4);
  if (!version || !size || bytes.size() < records_offset)
    return fail(ErrorCode::malformed, "hotpatch table of " +
                                          std::to_string(bytes.size()) +
                                          " bytes, expected more");
  if (*version != info_version)
    return fail(*version > info_version ? ErrorCode::unsupported
                                        : ErrorCode::malformed,
                "hotpatch table of version " + std::to_string(*version) +
                    ", expected " + std::to_string(info_version));
  if (*size != bytes.size())
    return fail(ErrorCode::malformed,
                "hotpatch table says it has " + std::to_string(*size) +
                    " bytes, but it has " + std::to_string(bytes.size()));
  return {};
}

Expected<void> read_records(HotpatchTable &table, TableReader &reader) {
  unsigned rank = 0;
  for (;;) {
    const Record record = HP_TRY(reader.read());
    if (record.type == type_none)
      return {};
    HP_TRY(add_record(table, record));
    if (rank_of(record.type) < rank)
      return fail(ErrorCode::malformed,
                  "type " + hex(record.type) + " behind one of a later kind");
    rank = rank_of(record.type);
  }
}

} // namespace

HotpatchTable table_of(const Payload &payload) {
  HotpatchTable table{.sequence = payload.sequence,
                      .base_time_date_stamp = payload.base.time_date_stamp,
                      .base_checksum = payload.base.checksum,
                      .fixups = payload.fixups};
  for (const PayloadFunction &function : payload.functions)
    if (function.is_call_target &&
        (table.call_targets.empty() ||
         table.call_targets.back() != function.payload_rva))
      table.call_targets.push_back(function.payload_rva);
  for (const Redirect &redirect : payload.redirects)
    table.functions.push_back(
        {redirect.base_entry, redirect.payload_entry, redirect.base_bytes});
  return table;
}

std::vector<std::byte> encode_table(const HotpatchTable &table,
                                    const RecordDialect &dialect) {
  TableWriter writer(dialect);
  writer.put_header(table);
  for (const Fixup &fixup : table.fixups)
    put_fixup(writer, fixup);
  for (const Rva target : table.call_targets)
    writer.put({.type = type_call_target, .payload = target});
  for (const FunctionRecord &function : table.functions)
    writer.put({.type = type_function,
                .base = function.base_entry,
                .payload = function.payload_entry,
                .data = function.base_bytes});
  return std::move(writer).take();
}

Expected<HotpatchTable> decode_table(BytesView bytes,
                                     const RecordDialect &dialect) {
  HP_TRY(check_header(bytes));
  const auto dword = [&](std::uint32_t offset) {
    return read_int<std::uint32_t>(bytes, offset).value_or(0);
  };
  HotpatchTable table{.sequence = dword(8),
                      .base_time_date_stamp = dword(base_offset + 8),
                      .base_checksum = dword(base_offset + 12)};
  TableReader reader(bytes, dialect);
  if (Expected<void> read = read_records(table, reader); !read)
    return std::unexpected(
        std::move(read).error().at("record at " + hex(reader.record_start())));
  if (reader.position() != bytes.size())
    return fail(ErrorCode::malformed, "hotpatch table ends at " +
                                          hex(reader.position()) +
                                          ", expected " + hex(bytes.size()));
  return table;
}

} // namespace hotpatch
