// Objects as plain values, for tests of what comes after the readers.
#ifndef HOTPATCH_TESTS_SUPPORT_MADE_OBJECT_H
#define HOTPATCH_TESTS_SUPPORT_MADE_OBJECT_H

#include "formats/object/object_file.h"

#include <deque>
#include <string>
#include <vector>

namespace hotpatch {

// Owns the bytes that `object()` views.  Sections and symbols are numbered in
// the order in which they are added; relocations must be added in the order of
// their sections and offsets.
class MadeObject {
public:
  explicit MadeObject(ObjectFormat format = ObjectFormat::elf) {
    object_.machine = {.format = format, .isa = Isa::x86_64};
  }

  std::uint32_t section(std::string_view name, SectionKind kind,
                        std::string bytes, std::uint64_t alignment = 1) {
    const std::string &kept = bytes_.emplace_back(std::move(bytes));
    object_.sections.push_back({.name = name,
                                .kind = kind,
                                .bytes = as_bytes(kept),
                                .size = kept.size(),
                                .alignment = alignment});
    return static_cast<std::uint32_t>(object_.sections.size() - 1);
  }

  std::uint32_t symbol(std::string_view name, SymbolKind kind, Linkage linkage,
                       std::uint32_t section, std::uint64_t value,
                       std::uint64_t size = 0) {
    object_.symbols.push_back({.name = name,
                               .value = value,
                               .size = size,
                               .section = section,
                               .kind = kind,
                               .linkage = linkage,
                               .placement = Placement::in_section});
    return static_cast<std::uint32_t>(object_.symbols.size() - 1);
  }
  std::uint32_t function(std::string_view name, std::uint32_t section,
                         std::uint64_t value, std::uint64_t size = 0,
                         Linkage linkage = Linkage::global) {
    return symbol(name, SymbolKind::function, linkage, section, value, size);
  }
  std::uint32_t datum(std::string_view name, std::uint32_t section,
                      std::uint64_t value, std::uint64_t size = 0,
                      Linkage linkage = Linkage::local) {
    return symbol(name, SymbolKind::data, linkage, section, value, size);
  }
  std::uint32_t undefined(std::string_view name) {
    object_.symbols.push_back({.name = name, .linkage = Linkage::global});
    return static_cast<std::uint32_t>(object_.symbols.size() - 1);
  }

  // Of the section added last or before; width 4, PC-relative (R_X86_64_PC32).
  void pc_relative(std::uint32_t section, std::uint64_t offset,
                   std::uint32_t symbol, std::int64_t addend = -4) {
    constexpr std::uint32_t pc32 = 2;
    add(section, {.offset = offset,
                  .addend = addend,
                  .symbol = symbol,
                  .type = pc32,
                  .form = RelocationForm::pc_relative,
                  .width = 4,
                  .addend_known = true});
  }
  // Width 8, absolute (R_X86_64_64).
  void pointer(std::uint32_t section, std::uint64_t offset,
               std::uint32_t symbol, std::int64_t addend = 0) {
    add(section, {.offset = offset,
                  .addend = addend,
                  .symbol = symbol,
                  .type = 1,
                  .form = RelocationForm::absolute,
                  .width = 8,
                  .addend_known = true});
  }

  ObjectFile &object() { return object_; }

private:
  void add(std::uint32_t section, Relocation relocation) {
    Section &holder = object_.sections[section];
    if (holder.relocation_count++ == 0)
      holder.first_relocation =
          static_cast<std::uint32_t>(object_.relocations.size());
    object_.relocations.push_back(relocation);
  }

  std::deque<std::string> bytes_;
  ObjectFile object_;
};

} // namespace hotpatch

#endif
