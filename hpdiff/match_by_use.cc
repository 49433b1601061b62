// Pairing by use: what a name cannot tell, the code around it may.
//
// A static function that was renamed and changed, or two static locals that the
// compiler has numbered the other way round (`buffer.1`, `buffer.2`), have
// nothing of their own to go by.  But functions that are paired already refer
// to them, at corresponding places: each such pair of functions lists what it
// refers to in order of first appearance, and votes for the n-th of the one
// list and the n-th of the other.  A pair is taken if no vote contradicts it.
// Lists of different lengths vote for nothing, since it is not known where one
// of them has an item more.
//
// Voting decodes the functions that vote.  Most refer to nothing that is still
// open, which their relocations show before anything is decoded.
//
// The levels that go by name and by content, and the order of all of them, are
// in match.cc.
#include "hpdiff/match_parts.h"

#include "formats/object/names.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace hotpatch {
namespace {

// The functions or data of one side that have no partner yet.
struct Open {
  // The one that the target is a place in, if any.
  std::function<std::optional<std::uint32_t>(const Target &)> find;
  // By section: whether it holds one.
  std::vector<bool> sections;
};

bool is_local_function(const Side &side, std::uint32_t f) {
  std::uint32_t symbol = side.contents().functions[f].symbol;
  return symbol == no_index ||
         side.object().symbols[symbol].linkage == Linkage::local;
}

// `side` and `partner` must outlive what is returned.
Open open_functions(const Side &side,
                    const std::vector<std::uint32_t> &partner) {
  Open open;
  open.find = [&side, &partner](const Target &target) {
    bool is_open = target.kind == Target::Kind::code &&
                   partner[target.index] == no_index &&
                   is_local_function(side, target.index);
    return is_open ? std::optional(target.index) : std::nullopt;
  };
  open.sections.resize(side.object().sections.size());
  for (std::uint32_t f = 0; f < partner.size(); ++f)
    if (partner[f] == no_index && is_local_function(side, f))
      for (const Extent &extent : side.contents().functions[f].extents)
        open.sections[extent.section] = true;
  return open;
}

Open open_data(const Side &side, const std::vector<std::uint32_t> &partner) {
  Open open;
  open.find = [&side, &partner](const Target &target) {
    bool is_open = target.kind == Target::Kind::datum &&
                   partner[target.index] == no_index &&
                   is_numbered(side, target.index);
    return is_open ? std::optional(target.index) : std::nullopt;
  };
  open.sections.resize(side.object().sections.size());
  for (std::uint32_t d = 0; d < partner.size(); ++d)
    if (partner[d] == no_index && is_numbered(side, d))
      open.sections[side.contents().data[d].extent.section] = true;
  return open;
}

// What a function refers to, in order of first appearance, each once.
Group used_by(const Side &side, std::uint32_t function, const Open &open) {
  Group used;
  for (const Reference &reference :
       side.references(function, side.instructions(function)))
    if (std::optional<std::uint32_t> index = open.find(reference.target))
      if (std::ranges::find(used, *index) == used.end() &&
          used.size() < max_group)
        used.push_back(*index);
  return used;
}

// Whether the function may refer to a local symbol's place in one of the
// sections: a cheap look at relocations, before anything is decoded.
bool may_reach(const Side &side, std::uint32_t function,
               const std::vector<bool> &sections) {
  const Function &f = side.contents().functions[function];
  return std::ranges::any_of(f.extents, [&](const Extent &extent) {
    if (f.shares_section && sections[extent.section])
      return true;
    return std::ranges::any_of(
        side.relocations_in(extent), [&](const Relocation &relocation) {
          if (relocation.symbol == no_index)
            return false;
          const Symbol &symbol = side.object().symbols[relocation.symbol];
          return symbol.placement == Placement::in_section &&
                 sections[symbol.section];
        });
  });
}

// Pairs (pre, post) that every matched pair of functions that uses either of
// them agrees on.
std::map<std::uint32_t, std::uint32_t>
agreed(const Side &pre, const Side &post, const Correspondence &known,
       const Open &pre_open, const Open &post_open,
       const std::function<bool(std::uint32_t, std::uint32_t)> &may_match) {
  std::map<std::uint32_t, std::uint32_t> forward, backward;
  auto vote = [](auto &map, std::uint32_t from, std::uint32_t to) {
    auto [entry, is_new] = map.try_emplace(from, to);
    if (!is_new && entry->second != to)
      entry->second = no_index;
  };
  for (std::uint32_t f = 0; f < known.post_function.size(); ++f) {
    if (known.post_function[f] == no_index)
      continue;
    std::uint32_t g = known.post_function[f];
    if (!may_reach(pre, f, pre_open.sections) ||
        !may_reach(post, g, post_open.sections))
      continue;
    Group a = used_by(pre, f, pre_open);
    if (a.empty())
      continue;
    Group b = used_by(post, g, post_open);
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
      if (a.size() == b.size() && may_match(a[i], b[i])) {
        vote(forward, a[i], b[i]);
        vote(backward, b[i], a[i]);
      }
  }
  std::erase_if(forward, [&](const auto &entry) {
    return entry.second == no_index || backward[entry.second] != entry.first;
  });
  return forward;
}

bool has_any(const Open &open) {
  return std::ranges::find(open.sections, true) != open.sections.end();
}

} // namespace

std::map<std::uint32_t, std::uint32_t>
functions_by_use(const Side &pre, const Side &post,
                 const Correspondence &known) {
  const Open pre_open = open_functions(pre, known.post_function);
  const Open post_open = open_functions(post, known.pre_function);
  if (!has_any(pre_open) || !has_any(post_open))
    return {};
  return agreed(pre, post, known, pre_open, post_open,
                [](std::uint32_t, std::uint32_t) { return true; });
}

std::map<std::uint32_t, std::uint32_t>
data_by_use(const Side &pre, const Side &post, const Correspondence &known) {
  return agreed(
      pre, post, known, open_data(pre, known.post_datum),
      open_data(post, known.pre_datum), [&](std::uint32_t x, std::uint32_t y) {
        return base_name(datum_name(pre, x)) == base_name(datum_name(post, y));
      });
}

} // namespace hotpatch
