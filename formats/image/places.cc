// See places.h.
#include "formats/image/places.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace hotpatch {

Expected<void> PlaceList::add(std::string_view name, NamedPlace place) {
  if (name.empty() || place.rva >= size_of_image_)
    return {};
  if (name.size() > allowance_)
    return fail(ErrorCode::malformed,
                "symbols: the names together are more than four times as long "
                "as the file");
  allowance_ -= name.size();
  if (place.size > size_of_image_ - place.rva)
    place.size = 0;
  place.name = name;
  places_.push_back(std::move(place));
  return {};
}

static void sort_places(std::vector<NamedPlace> &places) {
  std::ranges::sort(places, [](const NamedPlace &a, const NamedPlace &b) {
    return std::tie(a.rva, a) < std::tie(b.rva, b);
  });
}

std::vector<NamedPlace> PlaceList::take() && {
  sort_places(places_);
  auto rest = std::ranges::unique(places_);
  places_.erase(rest.begin(), rest.end());
  return std::move(places_);
}

std::vector<NamedPlace> join_places(std::vector<NamedPlace> places,
                                    std::vector<NamedPlace> more) {
  auto key = [](const NamedPlace &place) {
    return std::pair(place.rva, std::string_view(place.name));
  };
  std::size_t count = places.size();
  for (NamedPlace &place : more) {
    std::span known(places.data(), count);
    if (!std::ranges::binary_search(known, key(place), {}, key))
      places.push_back(std::move(place));
  }
  std::ranges::inplace_merge(places, places.begin() + std::ptrdiff_t(count), {},
                             key);
  return places;
}

} // namespace hotpatch
