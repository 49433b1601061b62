// COFF relocations.  See coff_reader.cc.
//
// They carry no addend: it is what the field holds, in a form that depends on
// the type (relocation.cc).  A section's count has 16 bits; with more, the
// first relocation's address is the count, itself included.
#include "formats/core/place.h"
#include "formats/object/coff_reader.h"
#include "formats/object/relocation.h"

#include <llvm/BinaryFormat/COFF.h>

namespace hotpatch {
namespace {

namespace coff = llvm::COFF;

constexpr std::size_t relocation_size = 10;

} // namespace

Expected<void> CoffReader::read_relocations() {
  std::vector<BytesView> tables(object_.sections.size());
  std::uint64_t table_bytes = 0;
  for (std::uint32_t i = 0; i < tables.size(); ++i) {
    if (object_.sections[i].kind == SectionKind::other)
      continue;
    tables[i] = HP_TRY(relocation_table(i));
    table_bytes += tables[i].size();
    if (table_bytes > bytes_.size())
      return fail(ErrorCode::malformed,
                  place(i) + ": relocation tables overlap");
  }
  object_.relocations.reserve(table_bytes / relocation_size);
  for (std::uint32_t i = 0; i < tables.size(); ++i) {
    if (tables[i].empty())
      continue;
    Section &section = object_.sections[i];
    std::size_t first = object_.relocations.size();
    HP_TRY(decode_relocations(i, tables[i]));
    section.first_relocation = static_cast<std::uint32_t>(first);
    section.relocation_count =
        static_cast<std::uint32_t>(object_.relocations.size() - first);
    sort_by_offset(std::span(object_.relocations).subspan(first));
  }
  return {};
}

Expected<BytesView> CoffReader::relocation_table(std::uint32_t section) const {
  const CoffSectionHeader &header = headers_[section];
  std::uint64_t offset = header.relocation_offset;
  std::uint64_t count = header.relocation_count;
  if (count == 0xffff &&
      header.characteristics & coff::IMAGE_SCN_LNK_NRELOC_OVFL) {
    auto total = read_int<std::uint32_t>(bytes_, offset);
    if (!total || *total == 0)
      return fail(ErrorCode::malformed,
                  place(section) + ": relocation 0 at file offset " +
                      hex(offset) + " does not hold their number");
    count = *total - 1;
    offset += relocation_size;
  }
  if (count == 0)
    return BytesView();
  if (std::optional<BytesView> table =
          slice(bytes_, offset, count * relocation_size))
    return *table;
  return fail(ErrorCode::malformed,
              place(section) + ": relocations: " +
                  past_end(offset, count * relocation_size, bytes_.size()));
}

Expected<void> CoffReader::decode_relocations(std::uint32_t section,
                                              BytesView table) {
  BytesView bytes = object_.sections[section].bytes;
  RelocationRules rules(object_.machine);
  for (std::size_t i = 0; i < table.size() / relocation_size; ++i) {
    auto record = record_at<relocation_size>(table, i);
    std::uint32_t offset =
        field<std::uint32_t, 0>(record) - headers_[section].address;
    auto number = field<std::uint32_t, 4>(record);
    auto type = field<std::uint16_t, 8>(record);
    const RelocationRule &rule = rules[type];
    std::uint64_t width = rule.width ? rule.width : 1;
    if (offset >= bytes.size() || width > bytes.size() - offset ||
        number >= symbol_index_.size() || symbol_index_[number] == no_index)
        [[unlikely]]
      return std::unexpected(explain(section, i, offset, number));
    std::optional<std::int64_t> addend =
        implicit_addend(rule, bytes, offset, std::endian::little);
    object_.relocations.push_back({.offset = offset,
                                   .addend = addend.value_or(0),
                                   .symbol = symbol_index_[number],
                                   .type = type,
                                   .form = rule.form,
                                   .width = rule.width,
                                   .addend_known = addend.has_value(),
                                   .trailing = rule.trailing});
  }
  return {};
}

Error CoffReader::explain(std::uint32_t section, std::uint64_t i,
                          std::uint64_t offset, std::uint32_t symbol) const {
  std::string what = place(section) + ": relocation " + std::to_string(i) +
                     " at " + hex(offset);
  if (symbol >= symbol_index_.size())
    return {ErrorCode::malformed,
            what + " names symbol " + std::to_string(symbol) +
                ", expected less than " + std::to_string(symbol_index_.size())};
  if (symbol_index_[symbol] == no_index)
    return {ErrorCode::malformed, what + " names symbol " +
                                      std::to_string(symbol) +
                                      ", which is an auxiliary record"};
  return {ErrorCode::malformed,
          what + " is past the end (" +
              hex(object_.sections[section].bytes.size()) + ")"};
}

} // namespace hotpatch
