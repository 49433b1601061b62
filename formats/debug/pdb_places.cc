// Joins the two names that a PDB has for one place.
//
// A function of C++ is `?parse@Reader@@QEAAHXZ` in its public and
// `Reader::parse` in its S_GPROC32, and only the latter tells size and object.
// Nothing but the place connects them.  Folding (ICF) puts many of both at one
// place, so a public takes
//
//   1. the symbol of its own name (all of C),
//   2. else the global symbol that is alone at the place,
//   3. else only what all symbols of the place agree about: folded functions
//      have one size.  The object stays that of the contribution around it.
//
// Demangling to connect them was rejected: readable names leave parameters out,
// so overloads stay apart only by chance.
//
// Thousands of functions may be folded into one, hence each place is looked at
// once, and names are found by binary search.
#include "formats/debug/pdb_places.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

namespace hotpatch {
namespace {

bool is_by_place_and_name(const NamedPlace &a, const NamedPlace &b) {
  return a.rva != b.rva ? a.rva < b.rva : a < b;
}

using Places = std::span<NamedPlace>; // all of one RVA, sorted

bool has_name(Places places, std::string_view name) {
  return std::ranges::binary_search(places, name, {}, &NamedPlace::name);
}

// What a public without a symbol of its own name takes.
struct Common {
  const NamedPlace *only_global = nullptr;
  bool is_one_kind = false; // and one size
};

Common common_of(Places symbols) {
  Common common;
  const auto is_global = [](const NamedPlace &at) { return !at.is_local; };
  const auto global = std::ranges::find_if(symbols, is_global);
  if (global != symbols.end() && std::find_if(std::next(global), symbols.end(),
                                              is_global) == symbols.end())
    common.only_global = &*global;
  common.is_one_kind =
      std::ranges::all_of(symbols, [&](const NamedPlace &symbol) {
        return symbol.size == symbols.front().size &&
               symbol.kind == symbols.front().kind;
      });
  return common;
}

void complete(NamedPlace &entry, Places symbols, const Common &common) {
  const NamedPlace *known = common.only_global;
  const auto named =
      std::ranges::lower_bound(symbols, entry.name, {}, &NamedPlace::name);
  if (named != symbols.end() && named->name == entry.name)
    known = &*named;
  if (known != nullptr)
    entry.object = known->object;
  else if (common.is_one_kind)
    known = &symbols.front();
  if (known == nullptr)
    return;
  entry.size = known->size;
  if (entry.kind == PlaceKind::unknown)
    entry.kind = known->kind;
}

void join_one_place(Places publics, Places symbols,
                    std::vector<NamedPlace> &places) {
  if (!symbols.empty()) {
    const Common common = common_of(symbols);
    for (NamedPlace &entry : publics)
      complete(entry, symbols, common);
    for (NamedPlace &symbol : symbols)
      if (publics.empty() ||
          (symbol.is_local && !has_name(publics, symbol.name)))
        places.push_back(std::move(symbol));
  }
  std::ranges::move(publics, std::back_inserter(places));
}

// The first entries of `rest` at `rva`, which are taken off it.
Places take_place(Places &rest, Rva rva) {
  const auto end = std::ranges::find_if(
      rest, [&](const NamedPlace &at) { return at.rva != rva; });
  const Places taken(rest.begin(), end);
  rest = rest.subspan(taken.size());
  return taken;
}

} // namespace

std::vector<NamedPlace> join_publics(std::vector<NamedPlace> publics,
                                     std::vector<NamedPlace> symbols) {
  std::ranges::sort(publics, is_by_place_and_name);
  std::ranges::sort(symbols, is_by_place_and_name);
  std::vector<NamedPlace> places;
  places.reserve(publics.size() + symbols.size());
  Places rest_of_publics(publics), rest_of_symbols(symbols);
  while (!rest_of_publics.empty() || !rest_of_symbols.empty()) {
    const Rva rva = rest_of_symbols.empty() ? rest_of_publics.front().rva
                    : rest_of_publics.empty()
                        ? rest_of_symbols.front().rva
                        : std::min(rest_of_publics.front().rva,
                                   rest_of_symbols.front().rva);
    const Places at_publics = take_place(rest_of_publics, rva);
    join_one_place(at_publics, take_place(rest_of_symbols, rva), places);
  }
  std::ranges::sort(places, is_by_place_and_name);
  const auto rest = std::ranges::unique(places);
  places.erase(rest.begin(), rest.end());
  return places;
}

} // namespace hotpatch
