// See codeview_tables.h.  An object compiled against a type server or with
// precompiled types has its function names elsewhere; then numbers must do.
//
// Source: LLVM's documentation of the CodeView format (docs/PDB/CodeView*.rst)
// and microsoft-pdb's cvinfo.h.
#include "formats/debug/codeview_tables.h"

#include "formats/core/cursor.h"
#include "formats/debug/message.h"

namespace hotpatch {
namespace {

constexpr std::uint32_t signature = 4; // CV_SIGNATURE_C13
constexpr std::uint32_t ignored = 0x80000000;
constexpr std::uint32_t first_type = 0x1000;
constexpr std::uint32_t inlinees_with_more_files = 1;

constexpr std::uint16_t leaf_function_id = 0x1601;
constexpr std::uint16_t leaf_member_function_id = 0x1602;
constexpr std::uint16_t leaf_string_id = 0x1605;
constexpr std::uint16_t leaf_class = 0x1504;
constexpr std::uint16_t leaf_structure = 0x1505;
constexpr std::uint16_t leaf_union = 0x1506;

BytesView part_of(const DebugSection &section, std::size_t index) {
  const std::size_t begin = section.parts[index];
  const std::size_t end = index + 1 < section.parts.size()
                              ? section.parts[index + 1]
                              : section.bytes.size();
  return as_bytes(section.bytes).subspan(begin, end - begin);
}

Expected<void> cut_part(BytesView part, std::vector<Subsection> &subsections) {
  Cursor cursor(part);
  if (const std::uint32_t found = cursor.u32(); found != signature)
    return fail(ErrorCode::unsupported,
                message(".debug$S of signature {}, expected 4", {found}));
  while (!cursor.at_end()) {
    const std::uint32_t kind = cursor.u32();
    const BytesView bytes = cursor.take(cursor.u32());
    if (cursor.failed())
      return fail(ErrorCode::malformed,
                  message(".debug$S: subsection {:#x} is cut short at {:#x}",
                          {kind, cursor.position()}));
    if ((kind & ignored) == 0)
      subsections.push_back({static_cast<SubsectionKind>(kind), bytes});
    const std::size_t fill = (4 - cursor.position() % 4) % 4;
    cursor.take(std::min(fill, cursor.remaining()));
  }
  return {};
}

// The name at the end of a class, structure or union record, after its size.
std::string type_name(Cursor record) {
  constexpr std::uint16_t first_numeric_leaf = 0x8000;
  const std::uint16_t leaf = record.u16();
  if (leaf >= first_numeric_leaf) {
    // LF_CHAR, LF_SHORT, LF_USHORT, LF_LONG, LF_ULONG, LF_QUADWORD, ...
    switch (leaf - first_numeric_leaf) {
    case 0:
      record.take(1);
      break;
    case 1:
    case 2:
      record.take(2);
      break;
    case 3:
    case 4:
      record.take(4);
      break;
    default:
      record.take(8);
      break;
    }
  }
  return std::string(record.text());
}

} // namespace

Expected<std::vector<Subsection>> cut_subsections(const LinkedDebug &debug) {
  std::vector<Subsection> subsections;
  const auto section = debug.sections.find(".debug$S");
  if (section == debug.sections.end())
    return subsections;
  for (std::size_t i = 0; i < section->second.parts.size(); ++i)
    if (const BytesView part = part_of(section->second, i); !part.empty())
      HP_TRY(cut_part(part, subsections));
  return subsections;
}

Expected<std::vector<CodeViewRecord>> cut_records(BytesView bytes) {
  std::vector<CodeViewRecord> records;
  Cursor cursor(bytes);
  while (!cursor.at_end()) {
    const std::size_t begin = cursor.position();
    const std::uint16_t length = cursor.u16();
    Cursor record(cursor.take(length));
    const std::uint16_t kind = record.u16();
    if (cursor.failed() || record.failed())
      return fail(ErrorCode::malformed,
                  message("CodeView record at {:#x} is cut short", {begin}));
    records.push_back({kind, record.take(record.remaining())});
  }
  return records;
}

Expected<CodeViewTables>
CodeViewTables::read(const LinkedDebug &debug,
                     const std::vector<Subsection> &subsections) {
  CodeViewTables tables;
  for (const Subsection &subsection : subsections) {
    if (subsection.kind == SubsectionKind::strings)
      tables.strings_ = subsection.bytes;
    else if (subsection.kind == SubsectionKind::checksums)
      tables.checksums_ = subsection.bytes;
    else if (subsection.kind == SubsectionKind::inlinee_lines)
      HP_TRY(tables.add_inlinees(subsection.bytes));
  }
  Cursor types(debug.bytes_of(".debug$T"));
  if (!tables.inlinees_.empty() && types.u32() == signature)
    tables.types_ = HP_TRY(cut_records(types.take(types.remaining())));
  return tables;
}

Expected<void> CodeViewTables::add_inlinees(BytesView bytes) {
  Cursor cursor(bytes);
  const bool has_more_files = cursor.u32() == inlinees_with_more_files;
  while (!cursor.at_end()) {
    const std::uint32_t id = cursor.u32();
    Inlinee inlinee;
    inlinee.file = cursor.u32();
    inlinee.line = cursor.u32();
    if (has_more_files)
      cursor.take(std::uint64_t{cursor.u32()} * 4);
    inlinees_.emplace(id, inlinee);
  }
  if (cursor.failed())
    return fail(ErrorCode::malformed, "inlinee lines are cut short");
  return {};
}

Expected<std::string> CodeViewTables::file_name(std::uint32_t checksum) const {
  const std::optional<std::uint32_t> offset =
      read_int<std::uint32_t>(checksums_, checksum);
  const std::optional<std::string_view> name =
      offset ? text_at(strings_, *offset) : std::nullopt;
  if (!name)
    return fail(ErrorCode::malformed,
                message("no file name for checksum entry {:#x}", {checksum}));
  return std::string(*name);
}

std::optional<Inlinee>
CodeViewTables::inlinee(std::uint32_t function_id) const {
  const auto found = inlinees_.find(function_id);
  if (found == inlinees_.end())
    return std::nullopt;
  return found->second;
}

const CodeViewRecord *CodeViewTables::type(std::uint32_t index) const {
  if (index < first_type || index - first_type >= types_.size())
    return nullptr;
  return &types_[index - first_type];
}

std::string CodeViewTables::function_name(std::uint32_t function_id) const {
  const CodeViewRecord *record = type(function_id);
  if (record != nullptr && (record->kind == leaf_function_id ||
                            record->kind == leaf_member_function_id)) {
    Cursor cursor(record->bytes);
    const std::string scope = scope_of(cursor.u32());
    cursor.u32(); // the function's type
    const std::string_view name = cursor.text();
    if (!cursor.failed())
      return scope + std::string(name);
  }
  return message("inlinee {:#x}", {function_id});
}

// "name::" of a namespace or class; empty if there is none.
std::string CodeViewTables::scope_of(std::uint32_t type_index) const {
  const CodeViewRecord *record = type(type_index);
  if (record == nullptr)
    return {};
  Cursor cursor(record->bytes);
  std::string name;
  switch (record->kind) {
  case leaf_string_id:
    cursor.take(4); // list of substrings
    name = cursor.text();
    break;
  case leaf_class:
  case leaf_structure:
    cursor.take(16); // count, properties, fields, base, table shape
    name = type_name(cursor);
    break;
  case leaf_union:
    cursor.take(8); // count, properties, fields
    name = type_name(cursor);
    break;
  default:
    break;
  }
  return name.empty() ? name : name + "::";
}

} // namespace hotpatch
