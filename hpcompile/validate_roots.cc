// Pairing functions by name.
//
// A name with one place on either side is a pair: a redirected base function
// with its payload as what runs.  A payload's function of the name is one more,
// whether or not a redirect leads to it, since the payload's own calls do.
//
// Static functions of several objects may share a name (mingw has a copy of
// sprintf in each object).  They are paired within their object, and there in
// the order of their addresses, if both sides have equally many.  What is left
// is compared when a reference pairs it, and is named if none does.
//
// A name that only the post image has gives no pair: if something in force
// needs it, that reference has nowhere equal to lead to; if nothing does, it
// need not be there.  A name that only the base has is no longer needed.
#include "hpcompile/validate_roots.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace hotpatch {
namespace {

struct Named {
  Place place = 0;
  std::string_view object = {};
};

struct Group {
  std::vector<Named> base, payload, post; // distinct places, ascending
};

// Places of code by exact name.
using Groups = std::map<std::string_view, Group>;

void add_named(std::vector<Named> &group, const WorldName &name) {
  if (group.empty() || group.back().place != name.place)
    group.push_back({name.place, name.object});
}

Groups group_names(const Worlds &worlds) {
  Groups groups;
  for (const WorldName &name : worlds.post.names)
    if (name.is_code && !worlds.post.thunks.contains(name.place) &&
        worlds.post.function_at(name.place) != nullptr)
      add_named(groups[name.name].post, name);
  for (const WorldName &name : worlds.base.names) {
    auto group = groups.find(name.name);
    if (!name.is_code || group == groups.end() ||
        worlds.base.thunks.contains(name.place))
      continue;
    add_named(worlds.base.is_payload(name.place) ? group->second.payload
                                                 : group->second.base,
              name);
  }
  return groups;
}

std::set<Place> replaced_places(const Payload &payload) {
  std::set<Place> replaced;
  for (const PayloadFunction &function : payload.functions) {
    if (function.base_rva)
      replaced.insert(*function.base_rva);
    for (const PayloadFunction::Piece &piece : function.base_pieces)
      replaced.insert(piece.base_rva);
  }
  return replaced;
}

class Pairing {
public:
  Pairing(const Worlds &worlds, const Payload &payload)
      : worlds_(worlds), replaced_(replaced_places(payload)) {}

  Roots run() {
    const Groups groups = group_names(worlds_);
    for (const auto &[name, group] : groups)
      if (!pair_all(group.base, group.post) ||
          !pair_all(group.payload, group.post))
        out_.unpaired.emplace_back(name);
    const auto order = [](const Root &root) {
      return std::pair(root.post, root.base);
    };
    std::ranges::sort(out_.pairs, {}, order);
    const auto rest = std::ranges::unique(out_.pairs, {}, order);
    out_.pairs.erase(rest.begin(), rest.end());
    return std::move(out_);
  }

private:
  void add(Place base, Place post) {
    const Place runs = worlds_.base.in_force(base);
    out_.pairs.push_back(
        {.base = runs,
         .post = post,
         .is_replaced = runs == base && replaced_.contains(base)});
  }

  bool pair_all(const std::vector<Named> &base,
                const std::vector<Named> &post) {
    if (base.empty())
      return true;
    if (base.size() == 1 && post.size() == 1) {
      add(base[0].place, post[0].place);
      return true;
    }
    std::map<std::string_view,
             std::pair<std::vector<Place>, std::vector<Place>>>
        objects;
    for (const Named &named : base)
      objects[named.object].first.push_back(named.place);
    for (const Named &named : post)
      objects[named.object].second.push_back(named.place);
    bool is_complete = true;
    for (const auto &[object, places] : objects) {
      const bool is_paired = places.first.size() == places.second.size();
      // On one side only: removed, added, or not of the payload.
      const bool is_single = places.first.empty() || places.second.empty();
      is_complete = is_complete && (is_paired || is_single);
      for (std::size_t i = 0; is_paired && i < places.first.size(); ++i)
        add(places.first[i], places.second[i]);
    }
    return is_complete;
  }

  const Worlds &worlds_;
  std::set<Place> replaced_;
  Roots out_;
};

} // namespace

Roots find_roots(const Worlds &worlds, const Payload &payload) {
  return Pairing(worlds, payload).run();
}

} // namespace hotpatch
