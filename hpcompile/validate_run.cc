// From roots to everything they rest on.
//
// Each pair of bodies is decoded and compared once; what its operands lead to
// is judged later, because how far unnamed data reaches is only known once all
// code has told where it refers to.  So the work goes in rounds: compare all
// new bodies, follow their calls and jumps, and when these lead to no more
// bodies, judge everything else, which may (by a pointer to a static function
// whose name is not known) lead to more.
//
// Claims that two places are the same instruction inside two bodies (entries of
// jump tables, jumps between a function and its cold piece) come last: then
// both bodies are known to have the same instructions, or have been reported.
//
// Base pairs come before payload pairs, so that the code which shipped is what
// says which static variable is which; a payload that has it wrong is the one
// that is reported.
#include "hpcompile/validate_run.h"

#include "hpcompile/validate_code_map.h"
#include "hpcompile/validate_places.h"
#include "hpcompile/validate_unwind.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace hotpatch {
namespace {

class Run {
public:
  Run(const Worlds &worlds, std::vector<std::string_view> accepted)
      : worlds_(worlds), matcher_(worlds, std::move(accepted)),
        decoder_(Isa::x86_64) {
    add_pointer_targets(worlds.base, base_referenced_);
    add_pointer_targets(worlds.post, post_referenced_);
  }

  std::vector<ComparedPair> run(const std::vector<PairRoot> &roots) {
    for (const bool is_payload : {false, true})
      for (const PairRoot &root : roots)
        if (worlds_.base.is_payload(root.base) == is_payload) {
          ComparedPair &pair = pairs_[add(root.base, root.post)];
          pair.is_root = true;
          pair.is_replaced = root.is_replaced;
        }
    while (compared_ < pairs_.size() || !waiting_.empty()) {
      follow_transfers();
      judge_waiting();
    }
    check_insides();
    blame_references();
    return std::move(pairs_);
  }

private:
  struct Waiting {
    std::size_t pair = 0;
    CodeReference reference;
  };

  static void add_pointer_targets(const World &world,
                                  std::vector<Place> &referenced) {
    for (const WorldPointer &pointer : world.pointers)
      if (pointer.kind == WorldPointer::Kind::place)
        referenced.push_back(pointer.place);
    referenced.insert(referenced.end(), world.unwind_infos.begin(),
                      world.unwind_infos.end());
  }

  std::size_t add(Place base, Place post) {
    const auto [found, is_new] =
        numbers_.try_emplace(std::pair(base, post), pairs_.size());
    if (is_new)
      pairs_.push_back({.base = base, .post = post});
    return found->second;
  }

  CodeBody decode(const World &world, BodyRange range, std::uint64_t size) {
    const WorldSection *section = world.section_at(range.begin);
    CodeBody body = {.range = range, .bytes = {}, .instructions = {}};
    if (section == nullptr || !section->is_code)
      return body;
    body.bytes = world.bytes_at(range.begin, size);
    body.instructions = decoder_.decode(body.bytes);
    return body;
  }

  // The bodies that begin at a pair's places: the post one with its extent, the
  // base one with as much code as that may need.
  std::pair<CodeBody, CodeBody> bodies(Place base, Place post) {
    const BodyRange post_range = worlds_.post.code_from(post);
    const std::uint64_t size = post_range.end - post;
    const BodyRange *base_range = worlds_.base.function_at(base);
    std::uint64_t base_size = size;
    if (base_range != nullptr)
      base_size = std::max(base_size, base_range->end - base);
    return {decode(worlds_.base, {.begin = base, .end = base + base_size},
                   base_size),
            decode(worlds_.post, post_range, size)};
  }

  static void add_operands(const CodeBody &body,
                           std::vector<Place> &referenced) {
    for (const Instruction &instruction : body.instructions)
      if (instruction.is_rip_relative)
        referenced.push_back(body.range.begin + instruction.end() +
                             static_cast<Place>(instruction.displacement));
  }

  static void append(CodeComparison more, CodeComparison &to) {
    std::ranges::move(more.references, std::back_inserter(to.references));
    std::ranges::move(more.others, std::back_inserter(to.others));
  }

  void compare(std::size_t number) {
    const auto [base, post] = bodies(pairs_[number].base, pairs_[number].post);
    add_operands(base, base_referenced_);
    add_operands(post, post_referenced_);
    CodeComparison comparison =
        compare_code(worlds_.base, base, worlds_.post, post);
    if (worlds_.base.is_payload(base.range.begin) && comparison.others.empty())
      append(compare_unwind(worlds_.base, base, worlds_.post, post),
             comparison);
    ComparedPair &pair = pairs_[number];
    pair.instructions = comparison.instructions;
    pair.references = static_cast<std::uint32_t>(comparison.references.size());
    for (CodeMismatch &mismatch : comparison.immediates)
      pair.immediates.push_back(
          {mismatch.base_at, mismatch.post_at, std::move(mismatch.detail)});
    for (CodeMismatch &mismatch : comparison.others)
      pair.others.push_back(
          {mismatch.base_at, mismatch.post_at, std::move(mismatch.detail)});
    for (const CodeReference &reference : comparison.references) {
      pair.base_targets.push_back(reference.base_target);
      waiting_.push_back({number, reference});
    }
  }

  void judge(const Waiting &waiting) {
    const CodeReference &reference = waiting.reference;
    std::optional<std::string> mismatch = matcher_.mismatch(reference);
    if (mismatch)
      pairs_[waiting.pair].others.push_back(
          {reference.base_at, reference.post_at, *std::move(mismatch)});
    for (const CodePair &needed : matcher_.take_pairs()) {
      if (!needed.is_inside) {
        refer_to(add(needed.base, needed.post), waiting);
        continue;
      }
      CodePair inside = needed;
      if (worlds_.base.is_payload(inside.base))
        inside.base_entry = payload_entry(inside);
      refer_to(add(inside.base_entry, inside.post_entry), waiting);
      insides_[inside].push_back(waiting);
    }
  }

  void refer_to(std::size_t pair, const Waiting &from) {
    if (!pairs_[pair].is_root && pair != from.pair)
      referring_[pair].push_back(from);
  }

  // A pair that nobody but references has claimed is wrong where they are.
  void blame_references() {
    std::vector<std::size_t> differing;
    for (const auto &[number, from] : referring_)
      if (!pairs_[number].others.empty() || !pairs_[number].immediates.empty())
        differing.push_back(number);
    std::set<std::size_t> done(differing.begin(), differing.end());
    while (!differing.empty()) {
      const std::size_t number = differing.back();
      differing.pop_back();
      const std::string detail = different_functions(number);
      for (const Waiting &from : referring_[number]) {
        pairs_[from.pair].others.push_back(
            {from.reference.base_at, from.reference.post_at, detail});
        if (referring_.contains(from.pair) && done.insert(from.pair).second)
          differing.push_back(from.pair);
      }
    }
    for (const std::size_t number : done) {
      pairs_[number].others.clear();
      pairs_[number].immediates.clear();
    }
  }

  std::string different_functions(std::size_t number) const {
    const ComparedPair &pair = pairs_[number];
    const std::vector<PairDifference> &found =
        pair.others.empty() ? pair.immediates : pair.others;
    const auto name = [](const World &world, Place place) {
      const std::span<const WorldName> names = world.names_at(place);
      return names.empty() ? "" : " (" + std::string(names[0].name) + ")";
    };
    return "another function: found " +
           worlds_.base.describe(pair.base, "base") +
           name(worlds_.base, pair.base) + ", expected " +
           worlds_.post.describe(pair.post, "post") +
           name(worlds_.post, pair.post) + "; there at " +
           worlds_.post.describe(found[0].post_at, "post") + ": " +
           found[0].detail;
  }

  // Where in a function of the payload, which has its pieces within it, the
  // piece begins that a place belongs to: the nearest place before it that the
  // post piece's entry is known to be paired with, or else as far before it as
  // the post entry is before the post place.
  Place payload_entry(const CodePair &inside) const {
    const BodyRange *function = worlds_.base.function_at(inside.base);
    std::optional<Place> best;
    for (auto pair = numbers_.lower_bound({function->begin, 0});
         pair != numbers_.end() && pair->first.first <= inside.base; ++pair)
      if (pair->first.second == inside.post_entry)
        best = pair->first.first;
    const Place guess = inside.base - (inside.post - inside.post_entry);
    return best.value_or(std::max(guess, function->begin));
  }

  void follow_transfers() {
    std::vector<Waiting> later;
    while (compared_ < pairs_.size()) {
      while (compared_ < pairs_.size())
        compare(compared_++);
      for (const Waiting &waiting : std::exchange(waiting_, {}))
        if (waiting.reference.use == ReferenceUse::transfer)
          judge(waiting);
        else
          later.push_back(waiting);
    }
    later.insert(later.end(), waiting_.begin(), waiting_.end());
    waiting_ = std::move(later);
  }

  static void sort_unique(std::vector<Place> &places) {
    std::ranges::sort(places);
    const auto rest = std::ranges::unique(places);
    places.erase(rest.begin(), rest.end());
  }

  // Functions that no pair has, being removed or added, refer to data as well.
  void add_unpaired_operands() {
    std::set<Place> base_seen;
    std::set<Place> post_seen;
    for (const ComparedPair &pair : pairs_) {
      base_seen.insert(pair.base);
      post_seen.insert(pair.post);
    }
    for (const BodyRange &range : worlds_.base.functions)
      if (!base_seen.contains(range.begin))
        add_operands(decode(worlds_.base, range, range.end - range.begin),
                     base_referenced_);
    for (const BodyRange &range : worlds_.post.functions)
      if (!post_seen.contains(range.begin))
        add_operands(decode(worlds_.post, range, range.end - range.begin),
                     post_referenced_);
  }

  void judge_waiting() {
    if (!std::exchange(has_unpaired_operands_, true))
      add_unpaired_operands();
    sort_unique(base_referenced_);
    sort_unique(post_referenced_);
    matcher_.set_referenced(base_referenced_, post_referenced_);
    std::vector<CodeReference> references;
    for (const Waiting &waiting : waiting_)
      if (waiting.reference.use == ReferenceUse::table)
        references.push_back(waiting.reference);
    const auto [base, post] = matcher_.table_targets(references);
    base_referenced_.insert(base_referenced_.end(), base.begin(), base.end());
    post_referenced_.insert(post_referenced_.end(), post.begin(), post.end());
    sort_unique(base_referenced_);
    sort_unique(post_referenced_);
    matcher_.set_referenced(base_referenced_, post_referenced_);
    for (const Waiting &waiting : std::exchange(waiting_, {}))
      judge(waiting);
  }

  void check_insides() {
    std::pair<CodeBody, CodeBody> code;
    std::map<std::pair<Place, Place>, std::vector<const CodePair *>> by_entries;
    for (const auto &[claim, owners] : insides_)
      by_entries[{claim.base_entry, claim.post_entry}].push_back(&claim);
    for (const auto &[both, claims] : by_entries) {
      code = bodies(both.first, both.second);
      const CodeMap map(code.first, code.second);
      for (const CodePair *claim : claims) {
        if (map.corresponds(claim->base, claim->post))
          continue;
        for (const Waiting &owner : insides_[*claim])
          pairs_[owner.pair].others.push_back(
              {owner.reference.base_at, owner.reference.post_at,
               "another instruction: found " +
                   worlds_.base.describe(claim->base, "base") + ", expected " +
                   worlds_.post.describe(claim->post, "post")});
      }
    }
  }

  const Worlds &worlds_;
  PlaceMatcher matcher_;
  Decoder decoder_;
  std::vector<ComparedPair> pairs_;
  std::map<std::pair<Place, Place>, std::size_t> numbers_;
  std::size_t compared_ = 0; // of pairs_
  bool has_unpaired_operands_ = false;
  std::vector<Waiting> waiting_;
  std::map<CodePair, std::vector<Waiting>> insides_;
  // By the number of a pair: references that take its places for equal.
  std::map<std::size_t, std::vector<Waiting>> referring_;
  std::vector<Place> base_referenced_, post_referenced_;
};

} // namespace

std::vector<ComparedPair>
compare_pairs(const Worlds &worlds, const std::vector<PairRoot> &roots,
              std::vector<std::string_view> accepted) {
  return Run(worlds, std::move(accepted)).run(roots);
}

} // namespace hotpatch
