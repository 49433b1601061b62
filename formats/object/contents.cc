// See extract.h: which function or datum is at a place.
//
// Every reference of every function is looked up here, so each section has its
// entries in one sorted list: an entry for each extent of code, one for each
// datum.  Several symbols may name one place; only the first of them has an
// entry, and since functions and data are sorted by more than their place (see
// precedes() in extract.cc), it is the same one whatever the order of the
// symbol table.  Extents may also overlap, and then the one that begins last
// answers.
//
// A place at the end of a section or in the fill between two functions is in
// none of them; each lookup says what it makes of those.
//
// What functions and data there are is decided in extract.cc.
#include "formats/object/extract.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace hotpatch {

void Contents::index(const ObjectFile &object) {
  std::size_t sections = object.sections.size();
  // Entries sorted by section and begin; of several at one place the first.
  auto make_lists = [sections](auto &entries, auto &ranges, auto section_of) {
    auto key = [&](const auto &entry) {
      return std::pair(section_of(entry), entry.begin);
    };
    std::ranges::stable_sort(entries, {}, key);
    auto repeated = std::ranges::unique(entries, {}, key);
    entries.erase(repeated.begin(), repeated.end());
    ranges.resize(sections);
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
      auto &range = ranges[section_of(entries[i])];
      if (range.count++ == 0)
        range.first = i;
    }
  };

  function_of_symbol_.assign(object.symbols.size(), no_index);
  struct Placed : Entry {
    std::uint32_t section = 0;
  };
  std::vector<Placed> code_places, data_places;
  for (std::uint32_t f = 0; f < functions.size(); ++f) {
    const Function &function = functions[f];
    if (function.symbol != no_index)
      function_of_symbol_[function.symbol] = f;
    std::uint64_t base = 0;
    for (std::uint32_t n = 0; n < function.extents.size(); ++n) {
      const Extent &extent = function.extents[n];
      code_places.push_back(
          {{extent.begin, extent.end, f, base, n}, extent.section});
      base += extent.size();
    }
  }
  for (std::uint32_t d = 0; d < data.size(); ++d) {
    const Extent &extent = data[d].extent;
    data_places.push_back(
        {{extent.begin, extent.end, d, 0, 0}, extent.section});
  }
  auto section_of = [](const Placed &entry) { return entry.section; };
  make_lists(code_places, code_ranges_, section_of);
  make_lists(data_places, data_ranges_, section_of);
  code_entries_.assign(code_places.begin(), code_places.end());
  data_entries_.assign(data_places.begin(), data_places.end());
}

const Contents::Entry *Contents::find(const std::vector<Entry> &entries,
                                      const std::vector<Range> &ranges,
                                      std::uint32_t section,
                                      std::uint64_t offset) const {
  if (section >= ranges.size())
    return nullptr;
  auto begin = entries.begin() + ranges[section].first;
  auto end = begin + ranges[section].count;
  auto after = std::upper_bound(
      begin, end, offset,
      [](std::uint64_t at, const Entry &entry) { return at < entry.begin; });
  return after == begin ? nullptr : &*std::prev(after);
}

std::optional<CodePlace> Contents::function_at(std::uint32_t section,
                                               std::uint64_t offset) const {
  const Entry *entry = find(code_entries_, code_ranges_, section, offset);
  if (!entry || offset >= entry->end)
    return std::nullopt;
  return CodePlace{entry->index, entry->base + (offset - entry->begin)};
}

std::optional<CodePlace> Contents::function_before(std::uint32_t section,
                                                   std::uint64_t offset) const {
  const Entry *entry = find(code_entries_, code_ranges_, section, offset);
  if (!entry || offset < entry->end)
    return std::nullopt;
  return CodePlace{entry->index, behind_extent(entry->extent)};
}

std::optional<CodePlace> Contents::function_from(std::uint32_t section,
                                                 std::uint64_t offset) const {
  if (std::optional<CodePlace> place = function_at(section, offset))
    return place;
  if (section >= code_ranges_.size())
    return std::nullopt;
  auto begin = code_entries_.begin() + code_ranges_[section].first;
  auto end = begin + code_ranges_[section].count;
  auto next = std::lower_bound(
      begin, end, offset,
      [](const Entry &entry, std::uint64_t at) { return entry.begin < at; });
  return next == end ? std::nullopt
                     : std::optional(CodePlace{next->index, next->base});
}

std::uint32_t Contents::representative(std::uint32_t function) const {
  const Extent &entry = functions[function].extents.front();
  std::optional<CodePlace> place = function_at(entry.section, entry.begin);
  return place && place->offset == 0 ? place->function : function;
}

std::uint32_t Contents::function_of_symbol(std::uint32_t symbol) const {
  return symbol < function_of_symbol_.size() ? function_of_symbol_[symbol]
                                             : no_index;
}

std::uint32_t Contents::data_at(std::uint32_t section,
                                std::uint64_t offset) const {
  const Entry *entry = find(data_entries_, data_ranges_, section, offset);
  if (!entry)
    return no_index;
  bool inside = data[entry->index].is_sized && offset < entry->end;
  return entry->begin == offset || inside ? entry->index : no_index;
}

} // namespace hotpatch
