// See extract.h.
//
// A function is a symbol's bytes, never a section: many objects keep all their
// code in one .text, others name every COMDAT section ".text".  ELF symbols
// have sizes; where there is none (COFF, hand-written assembly) a function
// reaches to the next entry, less fill.  What is left between functions is fill
// if it is nothing but no-operations in the encodings assemblers use, and
// otherwise a function of its own.
#include "formats/object/extract.h"

#include "formats/core/text.h"
#include "formats/object/fill.h"
#include "formats/object/names.h"
#include "formats/object/unwind.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace hotpatch {
namespace {

// A symbol that begins something in a section.
struct Start {
  std::uint32_t section = 0;
  std::uint64_t offset = 0, end = 0; // end 0: not known
  std::uint32_t symbol = 0;
  Linkage linkage = Linkage::local;
  std::string_view name;
};

bool precedes(const Start &a, const Start &b) {
  auto rank = [](Linkage linkage) {
    return linkage == Linkage::global ? 0 : linkage == Linkage::weak ? 1 : 2;
  };
  return std::tuple(a.section, a.offset, rank(a.linkage), a.name, a.end,
                    a.symbol) < std::tuple(b.section, b.offset, rank(b.linkage),
                                           b.name, b.end, b.symbol);
}

bool holds_data(SectionKind kind) {
  switch (kind) {
  case SectionKind::read_only:
  case SectionKind::writable:
  case SectionKind::bss:
  case SectionKind::tls_data:
  case SectionKind::tls_bss:
    return true;
  case SectionKind::code:
  case SectionKind::unwind:
  case SectionKind::other:
    return false;
  }
  return false;
}

bool is_entry(const Symbol &symbol, SectionKind kind) {
  if (kind != SectionKind::code)
    return false;
  return symbol.kind == SymbolKind::function ||
         (symbol.kind == SymbolKind::label && symbol.linkage != Linkage::local);
}

bool begins_data(const Symbol &symbol, SectionKind kind) {
  if (kind == SectionKind::code)
    return symbol.kind == SymbolKind::data;
  return holds_data(kind) && symbol.kind != SymbolKind::section &&
         symbol.kind != SymbolKind::file;
}

struct Starts {
  std::vector<Start> code, data; // sorted by precedes()
};

Starts collect_starts(const ObjectFile &object) {
  Starts starts;
  for (std::uint32_t i = 0; i < object.symbols.size(); ++i) {
    const Symbol &symbol = object.symbols[i];
    if (symbol.placement != Placement::in_section || symbol.name.empty())
      continue;
    const Section &section = object.sections[symbol.section];
    bool code = is_entry(symbol, section.kind);
    if (!code && !begins_data(symbol, section.kind))
      continue;
    if (symbol.value >= section.size && (code || section.size > 0))
      continue; // marks the section's end, holds nothing
    std::uint64_t room = section.size - std::min(symbol.value, section.size);
    std::uint64_t end =
        symbol.size ? symbol.value + std::min(symbol.size, room) : 0;
    (code ? starts.code : starts.data)
        .push_back({symbol.section, symbol.value, end, i, symbol.linkage,
                    symbol.name});
  }
  std::ranges::sort(starts.code, precedes);
  std::ranges::sort(starts.data, precedes);
  return starts;
}

// Gives starts without an end the next greater offset of their section.
void fill_ends(const ObjectFile &object, std::vector<Start> &starts) {
  for (std::size_t i = starts.size(); i-- > 0;) {
    Start &start = starts[i];
    if (start.end != 0)
      continue;
    std::uint64_t limit = object.sections[start.section].size;
    if (i + 1 < starts.size() && starts[i + 1].section == start.section)
      limit = starts[i + 1].offset == start.offset && starts[i + 1].end != 0
                  ? starts[i + 1].end
                  : starts[i + 1].offset;
    start.end = std::max(limit, start.offset);
  }
}

BytesView bytes_of(const ObjectFile &object, const Extent &extent) {
  return slice(object.sections[extent.section].bytes, extent.begin,
               extent.size())
      .value_or(BytesView());
}

// The parts of code sections that neither functions nor data cover and that
// are no fill.
std::vector<Extent> unclaimed_code(const ObjectFile &object,
                                   const std::vector<Function> &functions,
                                   const std::vector<Start> &data) {
  std::vector<Extent> claimed;
  for (const Function &function : functions)
    claimed.push_back(function.extents.front());
  for (const Start &start : data)
    if (object.sections[start.section].kind == SectionKind::code)
      claimed.push_back({start.section, start.offset, start.end});
  std::ranges::sort(claimed);
  std::vector<Extent> gaps;
  auto next = claimed.begin();
  for (std::uint32_t s = 0; s < object.sections.size(); ++s) {
    const Section &section = object.sections[s];
    if (section.kind != SectionKind::code)
      continue;
    std::uint64_t covered = 0;
    auto add_gap = [&](std::uint64_t end) {
      Extent gap{s, covered, end};
      if (covered < end && !is_fill(bytes_of(object, gap), object.machine.isa))
        gaps.push_back(gap);
    };
    for (; next != claimed.end() && next->section <= s; ++next) {
      if (next->section < s)
        continue;
      add_gap(next->begin);
      covered = std::max(covered, next->end);
    }
    add_gap(section.bytes.size());
  }
  return gaps;
}

// Moves pieces (foo.cold, funclets) into the functions they belong to.
void attach_pieces(const ObjectFile &object, std::vector<Function> &functions) {
  auto name = [&](const Function &function) {
    return function.symbol == no_index ? std::string_view()
                                       : object.symbols[function.symbol].name;
  };
  if (std::ranges::none_of(functions, [&](const Function &function) {
        return !piece_parent(name(function)).empty();
      }))
    return;
  std::map<std::string_view, std::vector<std::size_t>> by_name;
  for (std::size_t i = 0; i < functions.size(); ++i)
    by_name[name(functions[i])].push_back(i);
  std::vector<bool> attached(functions.size());
  for (std::size_t i = 0; i < functions.size(); ++i) {
    std::string_view parent = piece_parent(name(functions[i]));
    auto found = parent.empty() ? by_name.end() : by_name.find(parent);
    // Of several functions of one name none can be told to be the parent.
    if (found == by_name.end() || found->second.size() != 1)
      continue;
    Function &owner = functions[found->second.front()];
    owner.extents.push_back(functions[i].extents.front());
    owner.piece_symbols.push_back(functions[i].symbol);
    attached[i] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < functions.size(); ++i)
    if (!attached[i]) {
      if (kept != i)
        functions[kept] = std::move(functions[i]);
      ++kept;
    }
  functions.resize(kept);
}

void mark_shared_sections(const std::vector<Section> &sections,
                          const std::vector<Start> &data,
                          std::vector<Function> &functions) {
  constexpr std::uint64_t none = ~std::uint64_t{0};
  std::vector<std::uint64_t> first(sections.size(), none);
  std::vector<bool> shared(sections.size());
  for (const Function &function : functions)
    for (const Extent &extent : function.extents) {
      std::uint64_t &begin = first[extent.section];
      bool has_rest = extent.size() != sections[extent.section].size;
      if (has_rest || (begin != none && begin != extent.begin))
        shared[extent.section] = true;
      begin = extent.begin;
    }
  for (const Start &start : data)
    shared[start.section] = true;
  for (Function &function : functions)
    for (const Extent &extent : function.extents)
      function.shares_section |= shared[extent.section];
}

// The extent up to where unwinding says that the function ends, if nothing but
// fill follows.  (Taking fill off from behind would need the last instruction's
// place: the bytes of a short jump can look like fill.)
Extent without_fill(const ObjectFile &object,
                    const std::vector<Extent> &unwound, const Extent &extent) {
  auto found = std::ranges::lower_bound(
      unwound, Extent{extent.section, extent.begin, 0});
  if (found == unwound.end() || found->section != extent.section ||
      found->begin != extent.begin || found->end >= extent.end)
    return extent;
  Extent rest{extent.section, found->end, extent.end};
  return is_fill(bytes_of(object, rest), object.machine.isa) ? *found : extent;
}

std::vector<Function> extract_functions(const ObjectFile &object,
                                        const std::vector<Start> &code,
                                        const std::vector<Start> &data) {
  std::vector<Function> functions;
  functions.reserve(code.size());
  std::vector<Extent> unwound = read_unwound_ranges(object);
  for (const Start &start : code) {
    Extent extent{start.section, start.offset, start.end};
    if (object.symbols[start.symbol].size == 0)
      extent = without_fill(object, unwound, extent);
    functions.push_back({.symbol = start.symbol,
                         .extents = {extent},
                         .piece_symbols = {},
                         .shares_section = false});
  }
  for (const Extent &gap : unclaimed_code(object, functions, data))
    functions.push_back({.symbol = no_index,
                         .extents = {gap},
                         .piece_symbols = {},
                         .shares_section = false});
  attach_pieces(object, functions);
  mark_shared_sections(object.sections, data, functions);
  std::ranges::stable_sort(functions, {}, [](const Function &function) {
    return std::pair(function.extents.front().section,
                     function.extents.front().begin);
  });
  return functions;
}

// Data sections that no symbol names and no relocation refers to, such as
// .init_array: they act by being there.
void add_unnamed_sections(const ObjectFile &object, std::vector<Datum> &data) {
  std::vector<bool> known(object.sections.size());
  for (const Symbol &symbol : object.symbols)
    if (symbol.placement == Placement::in_section &&
        symbol.kind != SymbolKind::section)
      known[symbol.section] = true;
  for (const Relocation &relocation : object.relocations)
    if (relocation.symbol != no_index &&
        object.symbols[relocation.symbol].placement == Placement::in_section)
      known[object.symbols[relocation.symbol].section] = true;
  for (std::uint32_t s = 0; s < object.sections.size(); ++s) {
    const Section &section = object.sections[s];
    if (!known[s] && holds_data(section.kind) && section.size > 0 &&
        !section.is_mergeable)
      data.push_back({no_index, {s, 0, section.size}, true});
  }
}

std::vector<Datum> extract_data(const ObjectFile &object,
                                const std::vector<Start> &starts) {
  std::vector<Datum> data;
  data.reserve(starts.size());
  for (const Start &start : starts)
    if (!is_content_symbol(object, object.symbols[start.symbol]))
      data.push_back({start.symbol,
                      {start.section, start.offset, start.end},
                      object.symbols[start.symbol].size > 0});
  add_unnamed_sections(object, data);
  return data;
}

} // namespace

std::uint64_t Function::size() const {
  std::uint64_t total = 0;
  for (const Extent &extent : extents)
    total += extent.size();
  return total;
}

Function::ExtentPlace Function::extent_at(std::uint64_t offset) const {
  std::uint32_t e = 0;
  while (e + 1 < extents.size() && offset >= extents[e].size())
    offset -= extents[e++].size();
  return {e, offset};
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

bool is_content_symbol(const ObjectFile &object, const Symbol &symbol) {
  if (symbol.placement != Placement::in_section ||
      symbol.kind == SymbolKind::section)
    return false;
  SectionKind kind = object.sections[symbol.section].kind;
  if (kind != SectionKind::read_only && kind != SectionKind::unwind)
    return false;
  return symbol.linkage == Linkage::local ? is_content_name(symbol.name)
                                          : is_shared_content_name(symbol.name);
}

Contents extract(const ObjectFile &object) {
  Starts starts = collect_starts(object);
  fill_ends(object, starts.code);
  fill_ends(object, starts.data);
  Contents contents;
  contents.functions = extract_functions(object, starts.code, starts.data);
  contents.data = extract_data(object, starts.data);

  std::size_t sections = object.sections.size();
  // Entries sorted by section and begin; of several at one place the first.
  auto index = [sections](auto &entries, auto &ranges, auto section_of) {
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

  contents.function_of_symbol_.assign(object.symbols.size(), no_index);
  std::vector<std::uint32_t> section_of_entry;
  struct Placed : Contents::Entry {
    std::uint32_t section = 0;
  };
  std::vector<Placed> code, data;
  for (std::uint32_t f = 0; f < contents.functions.size(); ++f) {
    const Function &function = contents.functions[f];
    if (function.symbol != no_index)
      contents.function_of_symbol_[function.symbol] = f;
    std::uint64_t base = 0;
    for (std::uint32_t n = 0; n < function.extents.size(); ++n) {
      const Extent &extent = function.extents[n];
      code.push_back({{extent.begin, extent.end, f, base, n}, extent.section});
      base += extent.size();
    }
  }
  for (std::uint32_t d = 0; d < contents.data.size(); ++d) {
    const Extent &extent = contents.data[d].extent;
    data.push_back({{extent.begin, extent.end, d, 0, 0}, extent.section});
  }
  auto section_of = [](const Placed &entry) { return entry.section; };
  index(code, contents.code_ranges_, section_of);
  index(data, contents.data_ranges_, section_of);
  contents.code_entries_.assign(code.begin(), code.end());
  contents.data_entries_.assign(data.begin(), data.end());
  return contents;
}

std::string name_of(const ObjectFile &object, const Function &function) {
  if (function.symbol != no_index)
    return std::string(object.symbols[function.symbol].name);
  const Extent &extent = function.extents.front();
  return std::string(object.sections[extent.section].name) + "+" +
         hex(extent.begin);
}

std::string name_of(const ObjectFile &object, const Datum &datum) {
  return std::string(datum.symbol != no_index
                         ? object.symbols[datum.symbol].name
                         : object.sections[datum.extent.section].name);
}

} // namespace hotpatch
