// See name_index.h.  The map is only looked up, never walked, so its order
// reaches no output.
#include "hpcompile/name_index.h"

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

} // namespace hotpatch
