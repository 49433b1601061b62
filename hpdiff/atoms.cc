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

Atoms::Atoms(const Side &side) {
  const ObjectFile &object = side.object();
  for (const Section &section : object.sections)
    sizes_.push_back(section.size);
  cut_at_symbols(object);
  for (std::uint32_t s = 0; s < object.sections.size(); ++s)
    for (const Relocation &relocation :
         object.relocations_of(object.sections[s]))
      cut_at_target(side, s, relocation);
  std::ranges::sort(cuts_);
  std::ranges::sort(reads_);
}

// Sections of nothing but code have their functions for this.
void Atoms::cut_at_symbols(const ObjectFile &object) {
  std::vector<bool> holds_data(object.sections.size());
  for (const Symbol &symbol : object.symbols)
    if (symbol.placement == Placement::in_section)
      holds_data[symbol.section] =
          holds_data[symbol.section] ||
          object.sections[symbol.section].kind != SectionKind::code ||
          (symbol.kind != SymbolKind::function &&
           symbol.kind != SymbolKind::section);
  for (const Symbol &symbol : object.symbols)
    if (symbol.placement == Placement::in_section &&
        holds_data[symbol.section]) {
      add(cuts_, object, symbol.section, symbol.value);
      add(cuts_, object, symbol.section, symbol.value + symbol.size);
    }
}

void Atoms::cut_at_target(const Side &side, std::uint32_t section,
                          const Relocation &relocation) {
  const ObjectFile &object = side.object();
  const Section &from = object.sections[section];
  if (relocation.symbol == no_index)
    return;
  const Symbol &symbol = object.symbols[relocation.symbol];
  if (symbol.placement != Placement::in_section ||
      object.sections[symbol.section].kind == SectionKind::code ||
      object.sections[symbol.section].is_mergeable)
    return; // the extent is known by other means
  // A place within a named datum, or within what a label begins, is no
  // beginning of anything.
  if (symbol.kind != SymbolKind::section)
    return;
  // Distances in tables count from the table's start, which is not known here;
  // their targets are cut by whatever else refers to them.
  if (relocation.form == RelocationForm::pc_relative &&
      from.kind != SectionKind::code && from.kind != SectionKind::unwind)
    return;
  std::int64_t bias = data_bias(side, relocation);
  if (from.kind == SectionKind::code) {
    std::optional<std::uint64_t> end =
        side.instruction_end(section, relocation.offset);
    bias = end ? side.bias(relocation, *end) : 0;
  }
  // Reading a few bytes says nothing of where a datum begins.
  bool is_read = from.kind == SectionKind::code &&
                 side.is_direct_access(section, relocation);
  add(is_read ? reads_ : cuts_, object, symbol.section,
      symbol.value + static_cast<std::uint64_t>(relocation.addend) +
          static_cast<std::uint64_t>(bias));
}

void Atoms::add(std::vector<Cut> &cuts, const ObjectFile &object,
                std::uint32_t section, std::uint64_t offset) {
  if (section < object.sections.size() &&
      offset <= object.sections[section].size)
    cuts.push_back({section, offset});
}

// The first cut behind `after` in its section, or `none`.
std::uint64_t Atoms::next(const std::vector<Cut> &cuts, const Cut &after,
                          std::uint64_t none) {
  auto found = std::ranges::upper_bound(cuts, after);
  return found == cuts.end() || found->section != after.section ? none
                                                                : found->offset;
}

std::uint64_t Atoms::end_of(std::uint32_t section, std::uint64_t offset) const {
  return next(cuts_, {section, offset}, std::max(offset, sizes_[section]));
}

std::uint64_t Atoms::read_end_of(std::uint32_t section,
                                 std::uint64_t offset) const {
  std::uint64_t end = end_of(section, offset);
  return std::min(end, next(reads_, {section, offset}, end));
}

} // namespace hotpatch
