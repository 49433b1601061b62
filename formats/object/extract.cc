// See extract.h.
//
// A function is a symbol's bytes, never a section: many objects keep all their
// code in one .text, others name every COMDAT section ".text".  ELF symbols
// have sizes; where there is none (COFF, hand-written assembly) a function
// reaches to the next entry, less fill.  What is left between functions is fill
// if it is nothing but no-operations in the encodings assemblers use, and
// otherwise a function of its own.
//
// Finding again what is at a place is contents.cc.
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
  contents.index(object);
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
