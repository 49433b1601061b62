// Whether two places, one of each world, are the same thing.
#ifndef HOTPATCH_HPCOMPILE_VALIDATE_PLACES_H
#define HOTPATCH_HPCOMPILE_VALIDATE_PLACES_H

#include "hpcompile/validate_code.h"
#include "hpcompile/validate_world.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace hotpatch {

// Two places of code on whose equality an answer rests.
struct CodePair {
  Place base = 0, post = 0;
  // Not entries: the same instruction of two bodies, which `base_entry` and
  // `post_entry` begin.
  bool is_inside = false;
  Place base_entry = 0, post_entry = 0;

  friend auto operator<=>(const CodePair &, const CodePair &) = default;
};

// Answers questions about one pair of worlds, and remembers: which variables
// have been taken for the same, so that one is never taken for two.
class PlaceMatcher {
public:
  // Both must outlive it.  accepted: data whose initial content may differ.
  PlaceMatcher(const Worlds &worlds, std::vector<std::string_view> accepted);

  // Places that code or data refer to: what is there ends where the next such
  // place begins.  Before the first question; may come again with more.
  void set_referenced(std::vector<Place> base, std::vector<Place> post);

  // Nothing if the operands lead to the same thing, else what was found and
  // expected.
  std::optional<std::string> mismatch(const CodeReference &reference);

  // Where the entries of tables lead that `references` name the bases of, in
  // the base world and in the post one.
  [[nodiscard]] std::pair<std::vector<Place>, std::vector<Place>>
  table_targets(const std::vector<CodeReference> &references) const;

  // What the answers since the last call rest on.
  std::vector<CodePair> take_pairs() { return std::exchange(pairs_, {}); }

private:
  using Answer = std::optional<std::string>;
  struct PlacesHash {
    std::size_t operator()(const std::pair<Place, Place> &places) const {
      return static_cast<std::size_t>(
          (places.first * 0x9E3779B97F4A7C15 ^ places.second) *
              0xC2B2AE3D27D4EB4F >>
          7);
    }
  };
  // A named datum and where in it a place is.
  struct Datum {
    std::span<const WorldName> names = {}; // empty: unnamed
    Place begin = 0;                       // if unnamed: the place itself
    std::uint64_t size = 0;                // 0: unknown
    std::uint64_t offset = 0;
  };

  Answer same_thing(const WorldPointer &base, const WorldPointer &post,
                    ReferenceUse use);
  Answer same_place(Place base, Place post, ReferenceUse use,
                    std::uint64_t width);
  Answer same_code(Place base, Place post, ReferenceUse use);
  Answer same_data(Place base, Place post, ReferenceUse use,
                   std::uint64_t width);
  Answer same_variable(Place base, Place post, ReferenceUse use,
                       std::uint64_t width);
  Answer same_initial(const Datum &base, const Datum &post);
  Answer same_constant(Place base, Place post, ReferenceUse use,
                       std::uint64_t width);
  std::optional<Answer> same_table(Place base, Place post, std::uint64_t size);
  Answer same_content(Place base, Place post, std::uint64_t size);
  Answer compare_content(Place base, Place post, std::uint64_t size);

  // Takes both for one variable, unless one of them is another's already.
  bool take_for_same(Place base, Place post);
  std::uint64_t extent(Place base, Place post, ReferenceUse use) const;
  bool share_key(std::span<const WorldName> base,
                 std::span<const WorldName> post) const;
  bool share_name(std::span<const WorldName> base,
                  std::span<const WorldName> post) const;
  bool is_ambiguous(std::uint32_t key) const;
  Answer differ(Place base, Place post, std::string_view why) const;

  const Worlds &worlds_;
  const World &base_;
  const World &post_;
  std::vector<std::string_view> accepted_;
  std::vector<Place> base_referenced_, post_referenced_;
  std::vector<CodePair> pairs_;
  std::unordered_map<Place, Place> base_variables_, post_variables_;
  // Answers of same_content() by places, with the size they are for.
  std::unordered_map<std::pair<Place, Place>, std::pair<std::uint64_t, Answer>,
                     PlacesHash>
      contents_;
  std::unordered_map<std::pair<Place, Place>, Answer, PlacesHash> initials_;
};

} // namespace hotpatch

#endif
