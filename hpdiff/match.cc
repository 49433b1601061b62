// See match.h.  Every level is a join of two sorted lists, so matching is near
// linear; kpatch's first-match search over name pairs is quadratic and takes
// whatever comes first.  Code is decoded only for what no name has paired.
// The last resort, pairing by use, is in match_by_use.cc.
#include "hpdiff/match.h"

#include "formats/object/names.h"
#include "hpdiff/match_parts.h"
#include "hpdiff/outline.h"

#include <algorithm>
#include <functional>
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

std::string_view symbol_name(const Side &side, std::uint32_t symbol) {
  return symbol == no_index ? std::string_view()
                            : side.object().symbols[symbol].name;
}

std::string_view function_name(const Side &side, std::uint32_t f) {
  return symbol_name(side, side.contents().functions[f].symbol);
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
    auto key = [](const Side &side) {
      return [&side](std::uint32_t f) -> std::optional<std::string_view> {
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
    auto key = [](const Side &side) {
      return [&side](std::uint32_t f) -> std::optional<std::string> {
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
    auto key = [](const Side &side) {
      return [&side](std::uint32_t d) -> std::optional<std::string_view> {
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
    auto key = [](const Side &side) {
      return [&side](std::uint32_t d) -> std::optional<std::string> {
        return is_numbered(side, d)
                   ? std::optional(base_name(datum_name(side, d)))
                   : std::nullopt;
      };
    };
    join<std::string>(result_.post_datum, key(pre_), result_.pre_datum,
                      key(post_), on);
  }

  void match_data_by_use() {
    bool ambiguous = false;
    join_numbered([&](const Group &, const Group &) { ambiguous = true; });
    if (!ambiguous)
      return;
    for (auto [a, b] : data_by_use(pre_, post_, result_))
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
    for (auto [a, b] : functions_by_use(pre_, post_, result_))
      result_.match_functions(a, b, MatchBy::neighbours);
  }

  const Side &pre_;
  const Side &post_;
  Correspondence result_;
};

} // namespace

std::string_view datum_name(const Side &side, std::uint32_t datum) {
  const Datum &d = side.contents().data[datum];
  return d.symbol == no_index ? side.object().sections[d.extent.section].name
                              : symbol_name(side, d.symbol);
}

bool is_numbered(const Side &side, std::uint32_t datum) {
  std::uint32_t symbol = side.contents().data[datum].symbol;
  return symbol != no_index &&
         side.object().symbols[symbol].linkage == Linkage::local &&
         has_compiler_suffix(symbol_name(side, symbol));
}

Fingerprint content_fingerprint(const Side &side, std::uint32_t function) {
  const Outline outline = outline_code(side, function);
  return fingerprint(std::as_bytes(std::span(outline.tokens)));
}

Correspondence match(const Side &pre, const Side &post) {
  return Matcher(pre, post).run();
}

} // namespace hotpatch
