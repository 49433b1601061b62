// Translation validation, image against image.
//
//   worlds   the base image with the payload laid over it, and the post image,
//            each as one flat memory with names       (validate_lay_over.cc)
//   roots    functions that must mean the same, by name   (validate_roots.cc)
//   pairs    their code compared, and what that rests on    (validate_run.cc,
//            validate_code.cc; what an operand leads to: validate_places.cc,
//            validate_content.cc); of the payload's also what tells how to
//            unwind it (validate_unwind.cc)
//   verdict  here: which of the differences count
//
// The claim that is checked is a bisimulation: each function that can run in
// the one world has one in the other with the same instructions, whose operands
// lead to things that correspond again.  A call to a function of the same name
// is not followed: that function is a root itself, and if it differs, it is
// reported there.
//
// What need not be compared:
//   - functions that only the post image has and nothing in force leads to, and
//     functions that only the base has (see validate_roots.cc);
//   - the base's code of a function that the payload has instead, if it has no
//     redirect: right as long as nothing in force refers to it, as for cold
//     pieces of a redirected function.  If something does, it counts.
// A function of Payload::line_only may differ in immediates, nothing else.
//
// What is not looked at: the base's own unwind data, which a payload leaves as
// they are, and code that has no name in the post image and that nothing refers
// to (listed in Validation::unnamed).
#include "hpcompile/validate.h"

#include "formats/core/text.h"
#include "hpcompile/validate_roots.h"
#include "hpcompile/validate_run.h"
#include "hpcompile/validate_world.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace hotpatch {
namespace {

// More about one function helps nobody.
constexpr std::size_t most_per_function = 8;

bool has_functions(const ImageSymbols &symbols) {
  return std::ranges::any_of(symbols.places, [](const NamedPlace &place) {
    return place.kind != PlaceKind::data;
  });
}

Expected<void> check_inputs(const Payload &payload, const NamedImage &base,
                            const NamedImage &post) {
  const bool is_empty =
      payload.sections.empty() && payload.base == ImageIdentity{};
  if (!is_empty && payload.base.code_digest != base.image.identity.code_digest)
    return fail(ErrorCode::mismatch,
                "the payload is for a base image with other code",
                "give the image that the payload was made for");
  if (base.image.machine.format != post.image.machine.format)
    return fail(ErrorCode::mismatch,
                "base and post image are of different formats");
  for (const NamedImage *named : {&base, &post})
    if (!has_functions(named->symbols))
      return fail(ErrorCode::unsupported,
                  std::string("no symbols name the functions of the ") +
                      (named == &base ? "base" : "post") + " image",
                  "give its symbols");
  return {};
}

// Ascending places that code in force or the loader refers to.
class InForce {
public:
  InForce(const World &base, const std::vector<ComparedPair> &pairs)
      : base_(base), is_in_force_(pairs.size(), true) {
    for (const WorldPointer &pointer : base.pointers)
      if (pointer.kind == WorldPointer::Kind::place)
        entries_.insert(pointer.place);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      is_in_force_[i] = !pairs[i].is_replaced;
      if (is_in_force_[i])
        add(pairs[i]);
    }
    for (bool is_done = false; !is_done;) {
      is_done = true;
      for (std::size_t i = 0; i < pairs.size(); ++i)
        if (!is_in_force_[i] && is_referred_to(pairs[i].base)) {
          is_in_force_[i] = true;
          is_done = false;
          add(pairs[i]);
        }
    }
  }

  [[nodiscard]] bool operator[](std::size_t pair) const {
    return is_in_force_[pair];
  }

private:
  void add(const ComparedPair &pair) {
    if (!pair.is_replaced || is_referred_to(pair.base))
      code_.insert(pair.base_targets.begin(), pair.base_targets.end());
  }

  bool is_referred_to(Place entry) const {
    const BodyRange *range = base_.function_at(entry);
    const auto found = code_.lower_bound(entry);
    const bool by_code =
        found != code_.end() && range != nullptr && *found < range->end;
    return by_code || entries_.contains(entry);
  }

  const World &base_;
  std::set<Place> entries_, code_;
  std::vector<bool> is_in_force_;
};

std::string name_of(const World &post, Place place) {
  // Of several names the one that object files use: a PDB has "N::f" as well,
  // and linkers mark where lists of theirs end.
  const auto is_plain = [](std::string_view name) {
    return !name.starts_with("__") && name.find("::") == name.npos;
  };
  std::string_view best;
  for (const WorldName &name : post.names_at(place))
    if (name.is_code && (best.empty() || !is_plain(best)))
      best = name.name;
  return best.empty() ? "post+" + hex(place) : std::string(best);
}

class Verdict {
public:
  Verdict(const Payload &payload, Worlds &worlds)
      : payload_(payload), worlds_(worlds) {
    out_.differences = std::move(worlds.problems);
  }

  void judge(const ComparedPair &pair) {
    const bool is_payload = worlds_.base.is_payload(pair.base);
    ++(is_payload ? out_.payload_functions : out_.base_functions);
    out_.instructions += pair.instructions;
    out_.references += pair.references;
    const bool may_differ =
        !is_payload && std::ranges::binary_search(payload_.line_only,
                                                  static_cast<Rva>(pair.base));
    std::vector<PairDifference> found = pair.others;
    if (!may_differ || !found.empty())
      found.insert(found.end(), pair.immediates.begin(), pair.immediates.end());
    else if (!pair.immediates.empty())
      ++out_.line_only;
    std::ranges::stable_sort(found, {}, &PairDifference::post_at);
    if (found.size() > most_per_function)
      found.resize(most_per_function);
    for (PairDifference &difference : found)
      out_.differences.push_back(
          {.function = name_of(worlds_.post, pair.post),
           .post_rva = static_cast<Rva>(difference.post_at),
           .place = worlds_.base.describe(difference.base_at, "base"),
           .detail = std::move(difference.detail)});
  }

  // What no pair has touched.
  void list_unnamed(const std::vector<ComparedPair> &pairs,
                    const std::vector<std::string> &unpaired) {
    std::set<Place> base_seen;
    std::set<Place> post_seen;
    for (const ComparedPair &pair : pairs) {
      base_seen.insert(pair.base);
      post_seen.insert(pair.post);
    }
    for (const PayloadFunction &function : payload_.functions)
      if (function.size != 0 && !base_seen.contains(worlds_.base.payload_begin +
                                                    function.payload_rva))
        out_.unnamed.push_back(function.name + " (of the payload)");
    for (const BodyRange &range : worlds_.post.functions)
      if (worlds_.post.names_at(range.begin).empty() &&
          !worlds_.post.thunks.contains(range.begin) &&
          !post_seen.contains(range.begin))
        out_.unnamed.push_back("post+" + hex(range.begin));
    for (const std::string &name : unpaired)
      if (!is_seen(name, post_seen))
        out_.unnamed.push_back(name + " (several functions of this name)");
    std::ranges::sort(out_.unnamed);
  }

  Validation finish() {
    std::ranges::sort(out_.differences);
    const auto rest = std::ranges::unique(out_.differences);
    out_.differences.erase(rest.begin(), rest.end());
    return std::move(out_);
  }

private:
  bool is_seen(std::string_view name, const std::set<Place> &seen) const {
    return std::ranges::all_of(worlds_.post.names, [&](const WorldName &n) {
      return n.name != name || !n.is_code || seen.contains(n.place);
    });
  }

  const Payload &payload_;
  const Worlds &worlds_;
  Validation out_;
};

} // namespace

Expected<Validation> validate(const Payload &payload, const NamedImage &base,
                              const NamedImage &post) {
  HP_TRY(check_inputs(payload, base, post));
  Worlds worlds = HP_TRY(make_worlds(payload, base, post));
  const PairRoots roots = find_roots(worlds, payload);
  std::vector<std::string_view> accepted;
  for (const AcceptedRisk &risk : payload.accepted)
    accepted.emplace_back(risk.subject);
  const std::vector<ComparedPair> pairs =
      compare_pairs(worlds, roots.pairs, std::move(accepted));
  const InForce in_force(worlds.base, pairs);

  Verdict verdict(payload, worlds);
  for (std::size_t i = 0; i < pairs.size(); ++i)
    if (in_force[i])
      verdict.judge(pairs[i]);
  verdict.list_unnamed(pairs, roots.unpaired);
  return verdict.finish();
}

} // namespace hotpatch
