// COFF objects: the header, the sections and their names.  Symbols and COMDATs
// are in coff_symbols.cc, relocations in coff_relocations.cc.
//
// Why not llvm::object::COFFObjectFile: its iterators follow counts and offsets
// of the file without a check, and LLVM's own tools crash on hostile objects
// mostly there.  As in elf_reader.cc, each table is cut out of the file once
// and then decoded record by record.
//
// A bigobj is a regular object with a longer header and 32-bit section numbers
// in its symbols, which makes them 20 bytes instead of 18.
//
// Source: PE/COFF specification sections 3 to 5; bigobj as in the Windows SDK's
// winnt.h (ANON_OBJECT_HEADER_BIGOBJ, IMAGE_SYMBOL_EX).
#include "formats/object/coff_reader.h"

#include "formats/core/place.h"

#include <llvm/BinaryFormat/COFF.h>

namespace hotpatch {
namespace {

namespace coff = llvm::COFF;

constexpr std::size_t header_size = 20;
constexpr std::size_t bigobj_header_size = 56;
constexpr std::size_t section_header_size = 40;

Machine machine_of(std::uint16_t number) {
  Machine machine{.format = ObjectFormat::coff, .number = number};
  switch (number) {
  case coff::IMAGE_FILE_MACHINE_AMD64:
    machine.isa = Isa::x86_64;
    break;
  case coff::IMAGE_FILE_MACHINE_I386:
    machine.isa = Isa::i386;
    machine.address_bits = 32;
    break;
  case coff::IMAGE_FILE_MACHINE_ARM64:
  case coff::IMAGE_FILE_MACHINE_ARM64EC:
  case coff::IMAGE_FILE_MACHINE_ARM64X:
    machine.isa = Isa::aarch64;
    break;
  default:
    break;
  }
  return machine;
}

// `.pdata`, `.pdata$foo` and `.pdata.unlikely`, but not `.pdatafoo`.
bool is_named(std::string_view name, std::string_view base) {
  return name.starts_with(base) &&
         (name.size() == base.size() || name[base.size()] == '$' ||
          name[base.size()] == '.');
}

// Not part of the program whatever the flags say, which `ld -r` drops:
// directives, debug information, and control-flow guard's lists of symbol
// numbers.
bool is_for_tools(std::string_view name) {
  return name == ".drectve" || name.starts_with(".debug") ||
         is_named(name, ".gfids") || is_named(name, ".giats") ||
         is_named(name, ".gljmp") || is_named(name, ".gehcont");
}

SectionKind kind_of(std::string_view name, std::uint32_t flags) {
  bool is_code =
      flags & (coff::IMAGE_SCN_CNT_CODE | coff::IMAGE_SCN_MEM_EXECUTE);
  bool is_zero = flags & coff::IMAGE_SCN_CNT_UNINITIALIZED_DATA;
  if (flags & (coff::IMAGE_SCN_LNK_REMOVE | coff::IMAGE_SCN_LNK_INFO) ||
      (flags & coff::IMAGE_SCN_MEM_DISCARDABLE && !is_code) ||
      is_for_tools(name))
    return SectionKind::other;
  if (is_named(name, ".tls"))
    return is_zero ? SectionKind::tls_bss : SectionKind::tls_data;
  if (is_zero)
    return SectionKind::bss;
  if (is_named(name, ".pdata") || is_named(name, ".xdata") ||
      name.starts_with(".eh_frame") || name.starts_with(".gcc_except_table"))
    return SectionKind::unwind;
  if (is_code)
    return SectionKind::code;
  if (flags & coff::IMAGE_SCN_MEM_WRITE)
    return SectionKind::writable;
  return flags & (coff::IMAGE_SCN_CNT_INITIALIZED_DATA |
                  coff::IMAGE_SCN_MEM_READ)
             ? SectionKind::read_only
             : SectionKind::other;
}

// The specification gives objects without alignment bits 16 bytes.
std::uint64_t alignment_of(std::uint32_t flags) {
  if (flags & coff::IMAGE_SCN_TYPE_NO_PAD)
    return 1;
  unsigned bits = (flags & coff::IMAGE_SCN_ALIGN_MASK) >> 20;
  return bits ? std::uint64_t{1} << (bits - 1) : 16;
}

std::string_view short_name(Record<8> name_field) {
  std::string_view text = as_text(name_field);
  return text.substr(0, text.find('\0'));
}

} // namespace

Expected<ObjectFile> CoffReader::read(BytesView bytes) {
  CoffReader reader(bytes);
  HP_TRY(reader.read_header());
  HP_TRY(reader.read_names());
  HP_TRY(reader.read_sections());
  HP_TRY(reader.read_symbols());
  reader.align_commons();
  HP_TRY(reader.resolve_comdats());
  HP_TRY(reader.read_relocations());
  return std::move(reader.object_);
}

Expected<void> CoffReader::read_header() {
  is_bigobj_ = read_int<std::uint32_t>(bytes_, 0) == 0xffff0000;
  std::size_t size = is_bigobj_ ? bigobj_header_size : header_size;
  std::optional<BytesView> start = slice(bytes_, 0, size);
  if (!start)
    return fail(ErrorCode::malformed, "COFF header: the file ends after " +
                                          std::to_string(bytes_.size()) +
                                          " bytes, expected " +
                                          std::to_string(size));
  if (is_bigobj_) {
    auto header = start->first<bigobj_header_size>();
    object_.machine = machine_of(field<std::uint16_t, 6>(header));
    section_count_ = field<std::uint32_t, 44>(header);
    symbol_offset_ = field<std::uint32_t, 48>(header);
    symbol_count_ = field<std::uint32_t, 52>(header);
    section_table_ = bigobj_header_size;
  } else {
    auto header = start->first<header_size>();
    object_.machine = machine_of(field<std::uint16_t, 0>(header));
    section_count_ = field<std::uint16_t, 2>(header);
    symbol_offset_ = field<std::uint32_t, 8>(header);
    symbol_count_ = field<std::uint32_t, 12>(header);
    section_table_ = header_size + field<std::uint16_t, 16>(header);
  }
  if (symbol_offset_ == 0)
    symbol_count_ = 0; // there is no table
  return {};
}

// The symbols, and behind them the string table: its size in bytes, these four
// included, then the names.
Expected<void> CoffReader::read_names() {
  if (symbol_offset_ == 0)
    return {};
  std::uint64_t size = std::uint64_t{symbol_count_} * (is_bigobj_ ? 20 : 18);
  std::optional<BytesView> table = slice(bytes_, symbol_offset_, size);
  if (!table)
    return fail(ErrorCode::malformed,
                "symbol table: " +
                    past_end(symbol_offset_, size, bytes_.size()));
  symbol_table_ = *table;
  std::uint64_t names_offset = symbol_offset_ + size;
  if (names_offset == bytes_.size())
    return {}; // some tools leave an empty one out
  auto names_size = read_int<std::uint32_t>(bytes_, names_offset);
  if (!names_size)
    return fail(ErrorCode::malformed,
                "string table: " + past_end(names_offset, 4, bytes_.size()));
  if (*names_size <= 4)
    return {}; // some tools write 0
  std::optional<BytesView> names = slice(bytes_, names_offset, *names_size);
  if (!names)
    return fail(ErrorCode::malformed,
                "string table: " +
                    past_end(names_offset, *names_size, bytes_.size()));
  names_ = HP_TRY(StringTable::create(*names));
  return {};
}

Expected<void> CoffReader::read_sections() {
  std::uint64_t size = std::uint64_t{section_count_} * section_header_size;
  std::optional<BytesView> table = slice(bytes_, section_table_, size);
  if (!table)
    return fail(ErrorCode::malformed,
                "section headers: " +
                    past_end(section_table_, size, bytes_.size()));
  object_.sections.reserve(section_count_);
  headers_.reserve(section_count_);
  for (std::uint32_t index = 0; index < section_count_; ++index) {
    auto record = record_at<section_header_size>(*table, index);
    Expected<Section> section = read_section(record);
    if (!section)
      return std::unexpected(std::move(section).error().at(
          section_place(index + 1, short_name(record.first<8>()))));
    object_.sections.push_back(*section);
    headers_.push_back({.address = field<std::uint32_t, 12>(record),
                        .relocation_offset = field<std::uint32_t, 24>(record),
                        .relocation_count = field<std::uint16_t, 32>(record),
                        .characteristics = field<std::uint32_t, 36>(record)});
  }
  return {};
}

Expected<Section> CoffReader::read_section(Record<40> record) {
  auto flags = field<std::uint32_t, 36>(record);
  auto size = field<std::uint32_t, 16>(record);
  auto offset = field<std::uint32_t, 20>(record);
  Section section;
  section.name = HP_TRY(section_name(record.first<8>()));
  section.kind = kind_of(section.name, flags);
  section.alignment = alignment_of(flags);
  section.size = size;
  if (flags & coff::IMAGE_SCN_CNT_UNINITIALIZED_DATA || size == 0)
    return section;
  std::optional<BytesView> contents = slice(bytes_, offset, size);
  if (!contents)
    return fail(ErrorCode::malformed, past_end(offset, size, bytes_.size()));
  section.bytes = *contents;
  return section;
}

// Up to eight bytes, or '/' and an offset into the string table.
Expected<std::string_view> CoffReader::section_name(Record<8> name_field) {
  std::string_view text = short_name(name_field);
  if (!text.starts_with('/'))
    return text;
  std::optional<std::uint64_t> offset = coff_name_offset(text);
  if (!offset)
    return fail(ErrorCode::malformed, "the name is " + quoted_name(text) +
                                          ", expected '/' and a number");
  if (std::optional<std::string_view> name = names_.take(*offset))
    return *name;
  return std::unexpected(names_.explain(*offset));
}

std::string CoffReader::place(std::uint32_t index) const {
  return section_place(index + 1, object_.sections[index].name);
}

} // namespace hotpatch
