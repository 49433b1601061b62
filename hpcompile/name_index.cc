// See name_index.h.  The map is only looked up, never walked, so its order
// reaches no output.
#include "hpcompile/name_index.h"

#include <algorithm>

namespace hotpatch {

NameIndex::NameIndex(const ImageSymbols &symbols) : symbols_(&symbols) {
  by_name_.reserve(symbols.places.size());
  for (const NamedPlace &place : symbols.places)
    by_name_[place.name].push_back(&place);
}

std::span<const NamedPlace *const>
NameIndex::places_of(std::string_view name) const {
  auto found = by_name_.find(name);
  if (found == by_name_.end())
    return {};
  return found->second;
}

const NamedPlace *NameIndex::global(std::string_view name) const {
  const NamedPlace *result = nullptr;
  for (const NamedPlace *place : places_of(name)) {
    if (place->is_local)
      continue;
    if (result && result->rva != place->rva)
      return nullptr;
    result = place;
  }
  return result;
}

std::vector<std::string> NameIndex::functions_at(Rva rva) const {
  std::vector<std::string> names;
  for (auto place = std::ranges::lower_bound(symbols_->places, rva, {},
                                             &NamedPlace::rva);
       place != symbols_->places.end() && place->rva == rva; ++place)
    if (place->kind == PlaceKind::function)
      names.push_back(place->name);
  std::ranges::sort(names);
  return names;
}

} // namespace hotpatch
