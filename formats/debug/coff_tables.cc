// See coff_tables.h.  LLVM's COFFObjectFile hands out symbols past the end of a
// truncated object (found by fuzzing, LLVM 19.1); these four tables are read
// sooner than guarded.
#include "formats/debug/coff_tables.h"

#include "formats/core/cursor.h"
#include "formats/debug/message.h"

#include <llvm/BinaryFormat/COFF.h>

#include <charconv>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::uint64_t relocation_bytes = 10;

// "//" and six digits of base 64: an offset that takes more than seven decimal
// digits.
std::optional<std::uint64_t> base64_offset(std::string_view digits) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                        "abcdefghijklmnopqrstuvwxyz"
                                        "0123456789+/";
  std::uint64_t offset = 0;
  for (const char digit : digits) {
    const std::size_t value = alphabet.find(digit);
    if (value == std::string_view::npos)
      return std::nullopt;
    offset = offset * 64 + value;
  }
  return offset;
}

std::optional<std::uint64_t> decimal_offset(std::string_view digits) {
  std::uint64_t offset = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), offset);
  if (error != std::errc{})
    return std::nullopt;
  return offset;
}

} // namespace

Expected<CoffTables> CoffTables::read(BytesView object) {
  CoffTables tables;
  tables.object_ = object;
  Cursor cursor(object);
  tables.machine_ = cursor.u16();
  std::uint32_t section_count = cursor.u16();
  const bool is_bigobj = tables.machine_ == 0 && section_count == 0xffff;
  if (is_bigobj) {
    cursor.u16(); // version
    tables.machine_ = cursor.u16();
    cursor.take(36); // time, class and sizes
    section_count = cursor.u32();
    tables.symbol_bytes_ = 20;
  } else {
    cursor.u32(); // time
  }
  tables.symbols_offset_ = cursor.u32();
  tables.symbol_count_ = cursor.u32();
  if (!is_bigobj) {
    const std::uint16_t optional_bytes = cursor.u16();
    cursor.u16(); // characteristics
    cursor.take(optional_bytes);
  }
  if (cursor.failed() ||
      section_count > cursor.remaining() / sizeof(llvm::COFF::section))
    return fail(ErrorCode::malformed,
                message("COFF object of {} bytes is too short for its header "
                        "and {} sections",
                        {object.size(), section_count}));
  tables.sections_.resize(section_count);
  for (CoffTableSection &section : tables.sections_) {
    section.name = tables.name_of(cursor.take(8));
    cursor.take(8); // size and address in memory
    section.size = cursor.u32();
    section.offset = cursor.u32();
    section.relocation_offset = cursor.u32();
    cursor.u32(); // line numbers
    section.relocation_count = cursor.u16();
    cursor.u16();
    section.has_more_relocations =
        (cursor.u32() & llvm::COFF::IMAGE_SCN_LNK_NRELOC_OVFL) != 0 &&
        section.relocation_count == 0xffff;
  }
  return tables;
}

// A name that cannot be read is empty: it is no debug section's.
std::string_view CoffTables::name_of(BytesView field) const {
  std::string_view name = as_text(field);
  name = name.substr(0, name.find('\0'));
  if (!name.starts_with('/'))
    return name;
  const std::optional<std::uint64_t> offset =
      name.starts_with("//") ? base64_offset(name.substr(2))
                             : decimal_offset(name.substr(1));
  if (!offset)
    return {};
  const std::uint64_t names =
      symbols_offset_ + std::uint64_t{symbol_count_} * symbol_bytes_;
  return text_at(object_, names + *offset).value_or("");
}

Expected<BytesView>
CoffTables::contents_of(const CoffTableSection &section) const {
  if (section.offset == 0)
    return BytesView{};
  const std::optional<BytesView> contents =
      slice(object_, section.offset, section.size);
  if (!contents)
    return fail(ErrorCode::malformed,
                message("{}: {} bytes at {:#x} are past the end of the object",
                        {section.name, section.size, section.offset}));
  return *contents;
}

Expected<std::vector<CoffTableRelocation>>
CoffTables::relocations_of(const CoffTableSection &section) const {
  std::uint64_t offset = section.relocation_offset;
  std::uint64_t count = section.relocation_count;
  if (section.has_more_relocations) {
    count = read_int<std::uint32_t>(object_, offset).value_or(0);
    if (count == 0)
      return fail(ErrorCode::malformed,
                  message("{}: no count of relocations", {section.name}));
    offset += relocation_bytes;
    --count;
  }
  const std::optional<BytesView> table =
      slice(object_, offset, count * relocation_bytes);
  if (!table)
    return fail(ErrorCode::malformed,
                message("{}: {} relocations at {:#x} are past the end of the "
                        "object",
                        {section.name, count, offset}));
  std::vector<CoffTableRelocation> relocations(static_cast<std::size_t>(count));
  Cursor cursor(*table);
  for (CoffTableRelocation &relocation : relocations) {
    relocation.offset = cursor.u32();
    relocation.symbol = cursor.u32();
    relocation.type = cursor.u16();
  }
  return relocations;
}

Expected<CoffTableSymbol> CoffTables::symbol(std::uint32_t number) const {
  const std::optional<BytesView> record =
      number < symbol_count_
          ? slice(object_,
                  symbols_offset_ + std::uint64_t{number} * symbol_bytes_,
                  symbol_bytes_)
          : std::nullopt;
  if (!record)
    return fail(ErrorCode::malformed,
                message("symbol {} of {}, or past the end of the object",
                        {number, symbol_count_}));
  Cursor cursor(*record);
  cursor.take(8); // name
  CoffTableSymbol symbol;
  symbol.value = cursor.u32();
  if (symbol_bytes_ == 20)
    symbol.section = static_cast<std::int32_t>(cursor.u32());
  else // regular objects have up to 0xfeff sections; above are negative ones
    if (const std::uint16_t section = cursor.u16(); section < 0xff00)
      symbol.section = section;
  return symbol;
}

} // namespace hotpatch
