// ELF relocations: SHT_REL, SHT_RELA, and LLVM's compact SHT_CREL.  See
// elf_reader.cc.
//
// Relocations of sections that are no part of the program (debug information,
// mostly) are skipped unread: they are two thirds of all.  Assemblers need not
// write them in order: in 56 % of OpenSSL's objects they are not, since GNU as
// emits those of jump tables and of code in the order of its fragments.
#include "formats/core/place.h"
#include "formats/object/elf_reader.h"
#include "formats/object/relocation.h"

#include <algorithm>
#include <compare>
#include <llvm/BinaryFormat/ELF.h>

namespace hotpatch {
namespace {

namespace elf = llvm::ELF;

bool is_relocation_type(std::uint32_t type) {
  return type == elf::SHT_REL || type == elf::SHT_RELA || type == elf::SHT_CREL;
}

// LEB128 numbers, one after the other.  Past the end they are 0; failed()
// tells.  Bits beyond 64 are dropped, as LLVM does.
class LebReader {
public:
  explicit LebReader(BytesView bytes) : bytes_(bytes) {}

  std::uint8_t byte() {
    std::optional<std::uint8_t> value =
        read_int<std::uint8_t>(bytes_, offset_++);
    failed_ |= !value;
    return value.value_or(0);
  }
  std::uint64_t unsigned_number() { return number().value; }
  std::uint64_t signed_number() {
    Number n = number();
    bool is_negative = n.last & 0x40;
    if (is_negative && n.bit_count < 64)
      n.value |= ~std::uint64_t{0} << n.bit_count;
    return n.value;
  }
  [[nodiscard]] bool failed() const { return failed_; }

private:
  struct Number {
    std::uint64_t value = 0;
    unsigned bit_count = 0;
    std::uint8_t last = 0;
  };
  Number number() {
    Number n;
    do {
      n.last = byte();
      if (n.bit_count < 64)
        n.value |= std::uint64_t{n.last & 0x7fu} << n.bit_count;
      n.bit_count = std::min(n.bit_count + 7, 70u);
    } while (n.last & 0x80);
    return n;
  }

  BytesView bytes_;
  std::uint64_t offset_ = 0;
  bool failed_ = false;
};

struct RelocationSection {
  std::uint32_t target = 0; // both are section numbers
  std::uint32_t number = 0;

  friend auto operator<=>(const RelocationSection &,
                          const RelocationSection &) = default;
};

Relocation with_explicit_addend(const ElfRelocation &raw,
                                const RelocationRule &rule) {
  return {.offset = raw.offset,
          .addend = raw.addend,
          .symbol = raw.symbol ? raw.symbol - 1 : no_index,
          .type = raw.type,
          .form = rule.form,
          .width = rule.width,
          .addend_known = true};
}

Relocation with_implicit_addend(const ElfRelocation &raw,
                                const RelocationRule &rule, BytesView section,
                                std::endian order) {
  std::optional<std::int64_t> addend =
      implicit_addend(rule, section, raw.offset, order);
  return {.offset = raw.offset,
          .addend = addend.value_or(0),
          .symbol = raw.symbol ? raw.symbol - 1 : no_index,
          .type = raw.type,
          .form = rule.form,
          .width = rule.width,
          .addend_known = addend.has_value()};
}

} // namespace

template <typename Layout, std::size_t Size>
Expected<void> ElfReader::decode_relocations(std::uint32_t number,
                                             BytesView table) {
  const ElfSectionHeader &header = headers_[number];
  if (header.entry_size != Size || table.size() % Size != 0)
    return fail(ErrorCode::malformed, place(number) + ": " + hex(table.size()) +
                                          " bytes in entries of " +
                                          std::to_string(header.entry_size) +
                                          ", expected a multiple of " +
                                          std::to_string(Size));
  const Machine &machine = object_.machine;
  bool is_mips64el =
      machine.number == elf::EM_MIPS && machine.order == std::endian::little;
  RelocationRules rules(machine);
  for (std::size_t i = 0; i < table.size() / Size; ++i) {
    ElfRelocation raw =
        Layout::relocation(record_at<Size>(table, i), is_mips64el);
    const RelocationRule &rule = rules[raw.type];
    if (!is_valid(raw, rule, header.info)) [[unlikely]]
      return std::unexpected(explain(raw, i, header.info));
    object_.relocations.push_back(
        Size == Layout::rela_size
            ? with_explicit_addend(raw, rule)
            : with_implicit_addend(raw, rule,
                                   object_.sections[header.info - 1].bytes,
                                   machine.order));
  }
  return {};
}

Expected<void> ElfReader::read_relocations() {
  std::vector<RelocationSection> tables;
  std::uint64_t table_bytes = 0;
  std::uint64_t count = 0;
  for (std::uint32_t number = 1; number < headers_.size(); ++number) {
    const ElfSectionHeader &header = headers_[number];
    if (!is_relocation_type(header.type))
      continue;
    if (header.info == 0 || header.info >= headers_.size())
      return fail(ErrorCode::malformed,
                  place(number) + ": relocates section " +
                      std::to_string(header.info) + ", expected 1 to " +
                      std::to_string(headers_.size() - 1));
    if (object_.sections[header.info - 1].kind == SectionKind::other)
      continue;
    table_bytes += header.size; // each is within the file, so no wrap-around
    if (table_bytes > bytes_.size())
      return fail(ErrorCode::malformed,
                  place(number) + ": relocation sections overlap");
    count += header.entry_size ? header.size / header.entry_size : 0;
    tables.push_back({.target = header.info, .number = number});
  }
  object_.relocations.reserve(count);
  std::ranges::sort(tables);
  for (std::size_t i = 0; i < tables.size();) {
    Section &target = object_.sections[tables[i].target - 1];
    std::size_t first = object_.relocations.size();
    for (std::uint32_t number = tables[i].target;
         i < tables.size() && tables[i].target == number; ++i)
      HP_TRY(read_relocation_section(tables[i].number));
    target.first_relocation = static_cast<std::uint32_t>(first);
    target.relocation_count =
        static_cast<std::uint32_t>(object_.relocations.size() - first);
    sort_by_offset(std::span(object_.relocations).subspan(first));
  }
  return {};
}

Expected<void> ElfReader::read_relocation_section(std::uint32_t number) {
  const ElfSectionHeader &header = headers_[number];
  BytesView table = HP_TRY(contents(number));
  if (header.link != symbol_table_)
    return fail(ErrorCode::malformed,
                place(number) + ": symbols are in section " +
                    std::to_string(header.link) + ", expected section " +
                    std::to_string(symbol_table_));
  if (header.type == elf::SHT_CREL)
    return decode_crel(number, table);
  return with_layout(object_.machine, [&](auto layout) -> Expected<void> {
    using Layout = decltype(layout);
    return header.type == elf::SHT_RELA
               ? decode_relocations<Layout, Layout::rela_size>(number, table)
               : decode_relocations<Layout, Layout::rel_size>(number, table);
  });
}

// A header (count * 8 + has_addend * 4 + shift), then per relocation a byte
// with what changes against the one before it, and the changes.
// Source: MaskRay's proposal as LLVM 19 writes it (llvm/Object/ELF.h).
Expected<void> ElfReader::decode_crel(std::uint32_t number, BytesView table) {
  LebReader reader(table);
  std::uint64_t header = reader.unsigned_number();
  std::uint64_t count = header / 8;
  bool has_addend = header & elf::CREL_HDR_ADDEND;
  unsigned shift = header % elf::CREL_HDR_ADDEND;
  unsigned flag_bits = has_addend ? 3 : 2;
  if (count > table.size()) // each takes a byte at least
    return fail(ErrorCode::malformed, place(number) + ": " +
                                          std::to_string(count) +
                                          " relocations do not fit into " +
                                          hex(table.size()) + " bytes");
  std::uint32_t target = headers_[number].info;
  RelocationRules rules(object_.machine);
  ElfRelocation raw;
  std::uint64_t offset = 0;
  std::uint64_t addend = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    std::uint8_t flags = reader.byte();
    offset += std::uint64_t{flags} >> flag_bits;
    if (flags & 0x80)
      offset += (reader.unsigned_number() << (7 - flag_bits)) -
                (std::uint64_t{0x80} >> flag_bits);
    if (flags & 1)
      raw.symbol += static_cast<std::uint32_t>(reader.signed_number());
    if (flags & 2)
      raw.type += static_cast<std::uint32_t>(reader.signed_number());
    if (has_addend && flags & 4)
      addend += reader.signed_number();
    if (reader.failed())
      return fail(ErrorCode::malformed, place(number) + ": relocation " +
                                            std::to_string(i) +
                                            " is cut short");
    raw.offset = offset << shift;
    raw.addend = static_cast<std::int64_t>(addend);
    const RelocationRule &rule = rules[raw.type];
    if (!is_valid(raw, rule, target))
      return std::unexpected(explain(raw, i, target));
    object_.relocations.push_back(
        has_addend ? with_explicit_addend(raw, rule)
                   : with_implicit_addend(raw, rule,
                                          object_.sections[target - 1].bytes,
                                          object_.machine.order));
  }
  return {};
}

bool ElfReader::is_valid(const ElfRelocation &raw, const RelocationRule &rule,
                         std::uint32_t target) const {
  std::uint64_t width = rule.width ? rule.width : 1;
  std::uint64_t end = object_.sections[target - 1].bytes.size();
  return raw.symbol <= object_.symbols.size() && width <= end &&
         raw.offset <= end - width;
}

Error ElfReader::explain(const ElfRelocation &raw, std::uint64_t i,
                         std::uint32_t target) const {
  std::string what = place(target) + ": relocation " + std::to_string(i) +
                     " at " + hex(raw.offset);
  if (raw.symbol > object_.symbols.size())
    return {ErrorCode::malformed,
            what + " names symbol " + std::to_string(raw.symbol) +
                ", expected at most " + std::to_string(object_.symbols.size())};
  return {ErrorCode::malformed,
          what + " is past the end (" +
              hex(object_.sections[target - 1].bytes.size()) + ")"};
}

} // namespace hotpatch
