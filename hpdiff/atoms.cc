// See atoms.h.  Literals and jump tables have no symbols and no sizes in most
// objects.  Since code can only reach them through references, the next
// referenced place bounds each of them; what lies between is its own or fill.
#include "hpdiff/atoms.h"

#include <algorithm>

namespace hotpatch {

std::int64_t data_bias(const Side &side, const Relocation &relocation) {
  bool coff = side.object().machine.format == ObjectFormat::coff;
  return coff && relocation.form == RelocationForm::pc_relative
             ? -4 - std::int64_t{relocation.trailing}
             : 0;
}

Atoms::Atoms(const Side &side)
    : cuts_(side.object().sections.size()), reads_(cuts_.size()) {
  const ObjectFile &object = side.object();
  auto add = [&](auto &cuts, std::uint32_t section, std::int64_t offset) {
    if (section < cuts.size() && offset >= 0 &&
        static_cast<std::uint64_t>(offset) <= object.sections[section].size)
      cuts[section].push_back(static_cast<std::uint64_t>(offset));
  };
  auto cut = [&](std::uint32_t section, std::int64_t offset) {
    add(cuts_, section, offset);
  };
  for (const Symbol &symbol : object.symbols)
    if (symbol.placement == Placement::in_section) {
      cut(symbol.section, static_cast<std::int64_t>(symbol.value));
      cut(symbol.section,
          static_cast<std::int64_t>(symbol.value + symbol.size));
    }
  for (std::uint32_t s = 0; s < object.sections.size(); ++s) {
    const Section &from = object.sections[s];
    for (const Relocation &relocation : object.relocations_of(from)) {
      if (relocation.symbol == no_index)
        continue;
      const Symbol &symbol = object.symbols[relocation.symbol];
      if (symbol.placement != Placement::in_section ||
          object.sections[symbol.section].kind == SectionKind::code ||
          object.sections[symbol.section].is_mergeable)
        continue; // the extent is known by other means
      // A place within a named datum, or within what a label begins, is no
      // beginning of anything.
      if (symbol.kind != SymbolKind::section)
        continue;
      // Distances in tables count from the table's start, which is not known
      // here; their targets are cut by whatever else refers to them.
      if (relocation.form == RelocationForm::pc_relative &&
          from.kind != SectionKind::code && from.kind != SectionKind::unwind)
        continue;
      std::int64_t bias = data_bias(side, relocation);
      if (from.kind == SectionKind::code) {
        std::optional<std::uint64_t> end =
            side.instruction_end(s, relocation.offset);
        bias = end ? side.bias(relocation, *end) : 0;
      }
      // Reading a few bytes says nothing of where a datum begins.
      bool is_read = from.kind == SectionKind::code &&
                     side.is_direct_access(s, relocation);
      add(is_read ? reads_ : cuts_, symbol.section,
          static_cast<std::int64_t>(
              symbol.value + static_cast<std::uint64_t>(relocation.addend) +
              static_cast<std::uint64_t>(bias)));
    }
  }
  for (auto *all : {&cuts_, &reads_})
    for (std::vector<std::uint64_t> &cuts : *all) {
      std::ranges::sort(cuts);
      auto repeated = std::ranges::unique(cuts);
      cuts.erase(repeated.begin(), repeated.end());
    }
  for (std::size_t s = 0; s < cuts_.size(); ++s)
    if (cuts_[s].empty() || cuts_[s].back() < object.sections[s].size)
      cuts_[s].push_back(object.sections[s].size);
}

std::uint64_t Atoms::end_of(std::uint32_t section, std::uint64_t offset) const {
  const std::vector<std::uint64_t> &cuts = cuts_[section];
  auto after = std::ranges::upper_bound(cuts, offset);
  return after == cuts.end() ? offset : *after;
}

std::uint64_t Atoms::read_end_of(std::uint32_t section,
                                 std::uint64_t offset) const {
  auto after = std::ranges::upper_bound(reads_[section], offset);
  std::uint64_t end = end_of(section, offset);
  return after == reads_[section].end() ? end : std::min(end, *after);
}

} // namespace hotpatch
