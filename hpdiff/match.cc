// See match.h.  Every level is a join of two sorted lists, so matching is near
// linear; kpatch's first-match search over name pairs is quadratic and takes
// whatever comes first.  Code is decoded only for what no name has paired.
#include "hpdiff/match.h"

#include "formats/object/names.h"
#include "hpdiff/outline.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

namespace hotpatch {
namespace {

// Shorter functions cannot be told apart by their content.
constexpr std::uint64_t min_content_bytes = 16;

// Names that C++ mangles begin alike, so their hashes are compared first.
template <typename Key> struct Keyed {
  std::uint64_t hash = 0;
  Key key;
  std::uint32_t index = 0;

  friend bool operator<(const Keyed &a, const Keyed &b) {
    return a.hash != b.hash ? a.hash < b.hash : a.key < b.key;
  }
};

std::uint64_t hash_of(std::string_view name) {
  return hash_bytes(as_bytes(name));
}
std::uint64_t hash_of(const Fingerprint &fingerprint) {
  return fingerprint.low;
}

template <typename Key>
std::vector<Keyed<Key>>
sorted_keys(const std::vector<std::uint32_t> &partner,
            const std::function<std::optional<Key>(std::uint32_t)> &key_of) {
  std::vector<Keyed<Key>> keys;
  for (std::uint32_t i = 0; i < partner.size(); ++i)
    if (partner[i] == no_index)
      if (std::optional<Key> key = key_of(i))
        keys.push_back({hash_of(*key), *std::move(key), i});
  std::stable_sort(keys.begin(), keys.end());
  return keys;
}

using Group = std::vector<std::uint32_t>;

// Calls on_group with the still unmatched items of both sides that have the
// same key, for each key that both sides have.
template <typename Key>
void join(const std::vector<std::uint32_t> &pre_partner,
          const std::function<std::optional<Key>(std::uint32_t)> &pre_key,
          const std::vector<std::uint32_t> &post_partner,
          const std::function<std::optional<Key>(std::uint32_t)> &post_key,
          const std::function<void(const Group &, const Group &)> &on_group) {
  std::vector<Keyed<Key>> pre = sorted_keys(pre_partner, pre_key);
  std::vector<Keyed<Key>> post = sorted_keys(post_partner, post_key);
  auto p = pre.begin();
  auto q = post.begin();
  Group a, b;
  while (p != pre.end() && q != post.end()) {
    if (*p < *q) {
      ++p;
    } else if (*q < *p) {
      ++q;
    } else {
      const Key key = p->key;
      a.clear();
      b.clear();
      for (; p != pre.end() && p->key == key; ++p)
        a.push_back(p->index);
      for (; q != post.end() && q->key == key; ++q)
        b.push_back(q->index);
      on_group(a, b);
    }
  }
}

class Matcher {
public:
  Matcher(const Side &pre, const Side &post)
      : pre_(pre), post_(post), result_(Correspondence::none(pre, post)) {}

  Correspondence run() {
    match_functions_by_name();
    match_functions_by_base_name();
    match_unnamed_functions();
    match_functions_by_content();
    match_data_by_name();
    match_data_by_use();
    match_rest_of_data();
    match_functions_by_neighbours();
    return std::move(result_);
  }

private:
  std::string_view name(const Side &side, std::uint32_t symbol) const {
    return symbol == no_index ? std::string_view()
                              : side.object().symbols[symbol].name;
  }
  std::string_view function_name(const Side &side, std::uint32_t f) const {
    return name(side, side.contents().functions[f].symbol);
  }
  std::string_view datum_name(const Side &side, std::uint32_t d) const {
    const Datum &datum = side.contents().data[d];
    return datum.symbol == no_index
               ? side.object().sections[datum.extent.section].name
               : name(side, datum.symbol);
  }
  bool is_local_function(const Side &side, std::uint32_t f) const {
    std::uint32_t symbol = side.contents().functions[f].symbol;
    return symbol == no_index ||
           side.object().symbols[symbol].linkage == Linkage::local;
  }
  bool is_numbered(const Side &side, std::uint32_t d) const {
    std::uint32_t symbol = side.contents().data[d].symbol;
    return symbol != no_index &&
           side.object().symbols[symbol].linkage == Linkage::local &&
           has_compiler_suffix(name(side, symbol));
  }

  // Pairs equal content first, then the rest in order.
  void pair_group(const Group &pre, const Group &post, MatchBy by) {
    Group rest = post;
    Group left;
    for (std::uint32_t f : pre) {
      Fingerprint content = content_fingerprint(pre_, f);
      auto found = std::ranges::find_if(rest, [&](std::uint32_t g) {
        return content_fingerprint(post_, g) == content;
      });
      if (found == rest.end()) {
        left.push_back(f);
        continue;
      }
      result_.match_functions(f, *found, by);
      rest.erase(found);
    }
    for (std::size_t i = 0; i < std::min(left.size(), rest.size()); ++i)
      result_.match_functions(left[i], rest[i], by);
  }

  void match_functions_by_name() {
    auto key = [this](const Side &side) {
      return [this, &side](std::uint32_t f) -> std::optional<std::string_view> {
        std::string_view text = function_name(side, f);
        return text.empty() ? std::nullopt : std::optional(text);
      };
    };
    join<std::string_view>(
        result_.post_function, key(pre_), result_.pre_function, key(post_),
        [this](const Group &a, const Group &b) {
          if (a.size() == 1 && b.size() == 1)
            result_.match_functions(a[0], b[0], MatchBy::name);
          else if (a.size() + b.size() <= max_group)
            pair_group(a, b, MatchBy::name);
        });
  }

  void match_functions_by_base_name() {
    auto key = [this](const Side &side) {
      return [this, &side](std::uint32_t f) -> std::optional<std::string> {
        std::string_view text = function_name(side, f);
        return text.empty() ? std::nullopt : std::optional(base_name(text));
      };
    };
    join<std::string>(result_.post_function, key(pre_), result_.pre_function,
                      key(post_), [this](const Group &a, const Group &b) {
                        if (a.size() == 1 && b.size() == 1)
                          result_.match_functions(a[0], b[0],
                                                  MatchBy::base_name);
                        else if (a.size() + b.size() <= max_group)
                          pair_group(a, b, MatchBy::base_name);
                      });
  }

  // Code without a symbol: by content and order within sections of one name.
  void match_unnamed_functions() {
    auto key = [](const Side &side) {
      return [&side](std::uint32_t f) -> std::optional<std::string_view> {
        const Function &function = side.contents().functions[f];
        if (function.symbol != no_index)
          return std::nullopt;
        return side.object().sections[function.extents.front().section].name;
      };
    };
    join<std::string_view>(result_.post_function, key(pre_),
                           result_.pre_function, key(post_),
                           [this](const Group &a, const Group &b) {
                             if (a.size() + b.size() <= max_group)
                               pair_group(a, b, MatchBy::content);
                           });
  }

  void match_functions_by_content() {
    // Equal content has equal sizes, but for fill, so most need no decoding.
    std::vector<std::uint64_t> pre_sizes =
        open_sizes(pre_, result_.post_function);
    std::vector<std::uint64_t> post_sizes =
        open_sizes(post_, result_.pre_function);
    auto key = [](const Side &side, const std::vector<std::uint64_t> &sizes) {
      return [&](std::uint32_t f) -> std::optional<Fingerprint> {
        std::uint64_t size = side.contents().functions[f].size();
        if (size < min_content_bytes ||
            !std::ranges::binary_search(sizes, size))
          return std::nullopt;
        return content_fingerprint(side, f);
      };
    };
    join<Fingerprint>(
        result_.post_function, key(pre_, post_sizes), result_.pre_function,
        key(post_, pre_sizes), [this](const Group &a, const Group &b) {
          if (a.size() == b.size())
            for (std::size_t i = 0; i < a.size(); ++i)
              result_.match_functions(a[i], b[i], MatchBy::content);
        });
  }

  // Sizes of the functions that have no partner yet, sorted.
  static std::vector<std::uint64_t>
  open_sizes(const Side &side, const std::vector<std::uint32_t> &partner) {
    std::vector<std::uint64_t> sizes;
    for (std::uint32_t f = 0; f < partner.size(); ++f)
      if (partner[f] == no_index)
        sizes.push_back(side.contents().functions[f].size());
    std::ranges::sort(sizes);
    return sizes;
  }

  void match_data_by_name() {
    auto key = [this](const Side &side) {
      return [this, &side](std::uint32_t d) -> std::optional<std::string_view> {
        return is_numbered(side, d) ? std::nullopt
                                    : std::optional(datum_name(side, d));
      };
    };
    join<std::string_view>(result_.post_datum, key(pre_), result_.pre_datum,
                           key(post_), [this](const Group &a, const Group &b) {
                             for (std::size_t i = 0;
                                  i < std::min(a.size(), b.size()); ++i)
                               result_.match_data(a[i], b[i], MatchBy::name);
                           });
    join_numbered([this](const Group &a, const Group &b) {
      if (a.size() == 1 && b.size() == 1)
        match_numbered(a[0], b[0]);
    });
  }

  void match_numbered(std::uint32_t pre, std::uint32_t post) {
    bool same = datum_name(pre_, pre) == datum_name(post_, post);
    result_.match_data(pre, post, same ? MatchBy::name : MatchBy::base_name);
  }

  void
  join_numbered(const std::function<void(const Group &, const Group &)> &on) {
    auto key = [this](const Side &side) {
      return [this, &side](std::uint32_t d) -> std::optional<std::string> {
        return is_numbered(side, d)
                   ? std::optional(base_name(datum_name(side, d)))
                   : std::nullopt;
      };
    };
    join<std::string>(result_.post_datum, key(pre_), result_.pre_datum,
                      key(post_), on);
  }

  // What a function refers to, in order of first appearance, each once.
  using Select = std::function<std::optional<std::uint32_t>(const Target &)>;
  static Group used_by(const Side &side, std::uint32_t function,
                       const Select &select) {
    Group used;
    for (const Reference &reference :
         side.references(function, side.instructions(function)))
      if (std::optional<std::uint32_t> index = select(reference.target))
        if (std::ranges::find(used, *index) == used.end() &&
            used.size() < max_group)
          used.push_back(*index);
    return used;
  }

  // Whether the function may refer to a local symbol's place in one of the
  // sections: a cheap look at relocations, before anything is decoded.
  static bool may_reach(const Side &side, std::uint32_t function,
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
  agreed(const Select &pre_select, const std::vector<bool> &pre_sections,
         const Select &post_select, const std::vector<bool> &post_sections,
         const std::function<bool(std::uint32_t, std::uint32_t)> &may_match)
      const {
    std::map<std::uint32_t, std::uint32_t> forward, backward;
    auto vote = [](auto &map, std::uint32_t from, std::uint32_t to) {
      auto [entry, is_new] = map.try_emplace(from, to);
      if (!is_new && entry->second != to)
        entry->second = no_index;
    };
    for (std::uint32_t f = 0; f < result_.post_function.size(); ++f) {
      if (result_.post_function[f] == no_index)
        continue;
      std::uint32_t g = result_.post_function[f];
      if (!may_reach(pre_, f, pre_sections) ||
          !may_reach(post_, g, post_sections))
        continue;
      Group a = used_by(pre_, f, pre_select);
      if (a.empty())
        continue;
      Group b = used_by(post_, g, post_select);
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

  void match_data_by_use() {
    auto select = [this](const Side &side,
                         const std::vector<std::uint32_t> &partner) -> Select {
      return [this, &side, &partner](const Target &target) {
        bool open = target.kind == Target::Kind::datum &&
                    partner[target.index] == no_index &&
                    is_numbered(side, target.index);
        return open ? std::optional(target.index) : std::nullopt;
      };
    };
    bool ambiguous = false;
    join_numbered([&](const Group &, const Group &) { ambiguous = true; });
    if (!ambiguous)
      return;
    auto sections = [this](const Side &side,
                           const std::vector<std::uint32_t> &partner) {
      std::vector<bool> open(side.object().sections.size());
      for (std::uint32_t d = 0; d < partner.size(); ++d)
        if (partner[d] == no_index && is_numbered(side, d))
          open[side.contents().data[d].extent.section] = true;
      return open;
    };
    for (auto [a, b] : agreed(select(pre_, result_.post_datum),
                              sections(pre_, result_.post_datum),
                              select(post_, result_.pre_datum),
                              sections(post_, result_.pre_datum),
                              [this](std::uint32_t x, std::uint32_t y) {
                                return base_name(datum_name(pre_, x)) ==
                                       base_name(datum_name(post_, y));
                              }))
      match_numbered(a, b);
  }

  // Numbered data that no matched functions use: by full name, then in order.
  void match_rest_of_data() {
    join_numbered([this](const Group &a, const Group &b) {
      Group rest;
      for (std::uint32_t x : a) {
        auto same = std::ranges::find_if(b, [&](std::uint32_t y) {
          return result_.pre_datum[y] == no_index &&
                 datum_name(pre_, x) == datum_name(post_, y);
        });
        if (same != b.end())
          match_numbered(x, *same);
        else
          rest.push_back(x);
      }
      auto next = rest.begin();
      for (std::uint32_t y : b)
        if (result_.pre_datum[y] == no_index && next != rest.end())
          match_numbered(*next++, y);
    });
  }

  void match_functions_by_neighbours() {
    auto select = [this](const Side &side,
                         const std::vector<std::uint32_t> &partner) -> Select {
      return [this, &side, &partner](const Target &target) {
        bool open = target.kind == Target::Kind::code &&
                    partner[target.index] == no_index &&
                    is_local_function(side, target.index);
        return open ? std::optional(target.index) : std::nullopt;
      };
    };
    auto sections = [this](const Side &side,
                           const std::vector<std::uint32_t> &partner) {
      std::vector<bool> open(side.object().sections.size());
      for (std::uint32_t f = 0; f < partner.size(); ++f)
        if (partner[f] == no_index && is_local_function(side, f))
          for (const Extent &extent : side.contents().functions[f].extents)
            open[extent.section] = true;
      return open;
    };
    const std::vector<bool> pre_sections =
        sections(pre_, result_.post_function);
    const std::vector<bool> post_sections =
        sections(post_, result_.pre_function);
    if (std::ranges::find(pre_sections, true) == pre_sections.end() ||
        std::ranges::find(post_sections, true) == post_sections.end())
      return;
    for (auto [a, b] :
         agreed(select(pre_, result_.post_function), pre_sections,
                select(post_, result_.pre_function), post_sections,
                [](std::uint32_t, std::uint32_t) { return true; }))
      result_.match_functions(a, b, MatchBy::neighbours);
  }

  // Larger groups of one name are not worth telling apart.
  static constexpr std::size_t max_group = 256;

  const Side &pre_;
  const Side &post_;
  Correspondence result_;
};

} // namespace

Fingerprint content_fingerprint(const Side &side, std::uint32_t function) {
  const Outline outline = outline_code(side, function);
  return fingerprint(std::as_bytes(std::span(outline.tokens)));
}

Correspondence match(const Side &pre, const Side &post) {
  return Matcher(pre, post).run();
}

} // namespace hotpatch
