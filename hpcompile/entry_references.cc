// See entry_references.h.  Addresses (in data, in tables of pointers, in other
// code) say where they lead.  A table of distances does not: its entries are
// target - table, written as relocations whose addends grow with their place.
// But the function that jumps through a table refers to its beginning, and from
// there its entries stand side by side.
#include "hpcompile/entry_references.h"

#include "hpdiff/atoms.h"

#include <algorithm>

namespace hotpatch {
namespace {

// Behind endbr64 and the jump, nothing is overwritten.
constexpr std::int64_t reach = 16;
constexpr std::uint64_t distance_size = 4;

class EntryReferences {
public:
  EntryReferences(const Side &side, std::uint32_t function)
      : side_(side), function_(function),
        own_(side.contents().representative(function)) {}

  std::vector<std::uint32_t> find() {
    const ObjectFile &object = side_.object();
    for (std::uint32_t s = 0; s < object.sections.size(); ++s)
      if (const SectionKind kind = object.sections[s].kind;
          kind != SectionKind::unwind && kind != SectionKind::other)
        follow_addresses(s);
    for (const Reference &reference :
         side_.references(function_, side_.instructions(function_)))
      if (reference.target.kind == Target::Kind::content)
        follow_table(reference.target);
    std::ranges::sort(offsets_);
    auto repeated = std::ranges::unique(offsets_);
    offsets_.erase(repeated.begin(), repeated.end());
    return std::move(offsets_);
  }

private:
  void note(const Target &target) {
    if (target.kind == Target::Kind::code && target.index == own_ &&
        target.offset > 0 && target.offset < reach)
      offsets_.push_back(static_cast<std::uint32_t>(target.offset));
  }

  void follow_addresses(std::uint32_t section) {
    const ObjectFile &object = side_.object();
    const bool is_code = object.sections[section].kind == SectionKind::code;
    for (const Relocation &relocation :
         object.relocations_of(object.sections[section])) {
      if (relocation.symbol == no_index ||
          (!is_code && relocation.form == RelocationForm::pc_relative))
        continue;
      const Symbol &symbol = object.symbols[relocation.symbol];
      if (symbol.placement == Placement::in_section &&
          object.sections[symbol.section].kind == SectionKind::code)
        note(side_.target_of(section, relocation));
    }
  }

  void follow_table(const Target &table) {
    const ObjectFile &object = side_.object();
    const Section &section = object.sections[table.index];
    const std::uint64_t begin = static_cast<std::uint64_t>(table.offset);
    std::uint64_t next = begin;
    for (const Relocation &relocation :
         side_.relocations_in({table.index, begin, section.bytes.size()})) {
      if (relocation.offset != next ||
          relocation.form != RelocationForm::pc_relative)
        return;
      note(side_.resolve(relocation.symbol,
                         relocation.addend + data_bias(side_, relocation) -
                             static_cast<std::int64_t>(next - begin)));
      next += distance_size;
    }
  }

  const Side &side_;
  std::uint32_t function_, own_;
  std::vector<std::uint32_t> offsets_;
};

} // namespace

std::vector<std::uint32_t> entry_references(const Side &side,
                                            std::uint32_t function) {
  return EntryReferences(side, function).find();
}

} // namespace hotpatch
