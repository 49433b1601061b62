// Unwind data of the payload against that of the post image.
//
// Records are not compared as bytes: they name code, personality functions and
// types by distances, and branches in the code they are about may have other
// lengths.  Each record is read as a list of facts (validate_unwind_elf.cc,
// validate_unwind_pe.cc), and the lists must agree fact by fact: numbers and
// opcodes are equal, places are those of the same instruction, and what leads
// somewhere becomes a reference, judged as one in the code is.
//
// Which record of the payload is for which of the post image, the code says
// that they are about.  A record that begins outside of the post body (of code
// that has names within) must have a counterpart, no more.
//
// Not compared: what a handler reads that is known to nobody else, beyond that
// the handler is the same one, and exception tables whose landing pads count
// from elsewhere than the code's begin.  Payloads have neither: hpcompile
// refuses them.
#include "hpcompile/validate_unwind.h"

#include "formats/core/text.h"
#include "hpcompile/validate_code_map.h"
#include "hpcompile/validate_unwind_facts.h"

#include <algorithm>
#include <set>
#include <string>

namespace hotpatch {
namespace {

using Kind = UnwindFact::Kind;

// The record of code at the place, or null.
const WorldUnwind *unwind_at(const World &world, Place place) {
  auto after =
      std::ranges::upper_bound(world.unwind, place, {}, &WorldUnwind::begin);
  if (after == world.unwind.begin() || place >= std::prev(after)->end)
    return nullptr;
  return &*std::prev(after);
}

std::optional<UnwindFacts> facts_of(const World &world,
                                    const WorldUnwind &unwind) {
  return world.is_pe ? pe_unwind_facts(world, unwind)
                     : elf_unwind_facts(world, unwind);
}

class Comparing {
public:
  Comparing(const World &base_world, const CodeBody &base,
            const World &post_world, const CodeBody &post)
      : base_world_(base_world), post_world_(post_world), base_(base),
        post_(post), map_(base, post) {}

  CodeComparison run() {
    const Place begin = post_.range.begin, end = post_.range.end;
    for (auto record = first_behind(post_world_, begin);
         record != post_world_.unwind.end() && record->begin < end; ++record)
      compare_record(*record);
    // Records of the payload that the post image does not have.
    for (auto record = first_behind(base_world_, base_.range.begin);
         record != base_world_.unwind.end() &&
         record->begin < map_.base_of(end);
         ++record)
      if (!seen_.contains(record->begin))
        add(record->begin, begin,
            "found a record for " + describe(base_world_, record->begin) +
                ", expected none");
    return std::move(out_);
  }

private:
  using Iterator = std::vector<WorldUnwind>::const_iterator;

  // The first record of code that ends behind the place.
  static Iterator first_behind(const World &world, Place place) {
    auto after =
        std::ranges::upper_bound(world.unwind, place, {}, &WorldUnwind::begin);
    while (after != world.unwind.begin() && std::prev(after)->end > place)
      --after;
    return after;
  }

  [[nodiscard]] std::string describe(const World &world, Place place) const {
    return world.describe(place, &world == &base_world_ ? "base" : "post");
  }

  void add(Place base_at, Place post_at, const std::string &detail) {
    out_.others.push_back({base_at, post_at, "unwind data: " + detail});
  }

  void compare_record(const WorldUnwind &post) {
    const Place begin = std::max(post.begin, post_.range.begin);
    const Place base_begin = map_.base_of(begin);
    const WorldUnwind *base = unwind_at(base_world_, base_begin);
    if (base == nullptr)
      return add(base_begin, begin,
                 "found none, expected a record as at " +
                     describe(post_world_, post.begin));
    seen_.insert(base->begin);
    if (post.begin < post_.range.begin)
      return;
    if (!same_place(base->begin, post.begin, 0, 0) ||
        (post.end <= post_.range.end && !same_place(base->end, post.end, 0, 0)))
      return add(base->begin, post.begin,
                 "found a record for " + extent(base_world_, *base) +
                     ", expected one for " + extent(post_world_, post));
    const std::optional<UnwindFacts> found = facts_of(base_world_, *base),
                                     expected = facts_of(post_world_, post);
    if (!found || !expected)
      return add(base->begin, post.begin,
                 "the record at " +
                     (found ? describe(post_world_, post.info)
                            : describe(base_world_, base->info)) +
                     " cannot be read");
    compare_facts(*found, *expected, *base, post);
  }

  [[nodiscard]] std::string extent(const World &world,
                                   const WorldUnwind &unwind) const {
    return describe(world, unwind.begin) + " to " + describe(world, unwind.end);
  }

  // Places outside of both bodies are the same if they are as far from where
  // the code of their record begins.
  [[nodiscard]] bool same_place(Place base, Place post, Place base_origin,
                                Place post_origin) const {
    const bool in_base = base >= base_.range.begin && base <= base_.range.end;
    const bool in_post = post >= post_.range.begin && post <= post_.range.end;
    if (in_base && in_post)
      return map_.corresponds(base, post);
    return base - base_origin == post - post_origin;
  }

  [[nodiscard]] bool same_fact(const UnwindFact &base,
                               const UnwindFact &post) const {
    if (base.what != post.what || base.kind != post.kind ||
        !std::ranges::equal(base.bytes, post.bytes))
      return false;
    switch (base.kind) {
    case Kind::number:
      return base.value == post.value;
    case Kind::place:
      return same_place(base.value, post.value, base.origin, post.origin);
    case Kind::target:
    case Kind::slot:
      return true; // a reference
    }
    return false;
  }

  [[nodiscard]] std::string text_of(const World &world,
                                    const UnwindFact &fact) const {
    std::string text(fact.what);
    if (fact.kind == Kind::number)
      text += " " + hex(fact.value);
    for (const std::byte byte : fact.bytes)
      text += " " + hex(std::to_integer<std::uint64_t>(byte));
    if (fact.kind != Kind::number)
      text += " at " + describe(world, fact.value);
    return text;
  }

  void compare_facts(const UnwindFacts &found, const UnwindFacts &expected,
                     const WorldUnwind &base, const WorldUnwind &post) {
    for (std::size_t i = 0; i < std::max(found.size(), expected.size()); ++i) {
      const bool are_there = i < found.size() && i < expected.size();
      if (!are_there || !same_fact(found[i], expected[i]))
        return add(base.begin, post.begin,
                   "found " +
                       (i < found.size() ? text_of(base_world_, found[i])
                                         : "no more") +
                       ", expected " +
                       (i < expected.size() ? text_of(post_world_, expected[i])
                                            : "no more"));
      if (found[i].kind == Kind::target || found[i].kind == Kind::slot)
        refer(found[i], expected[i], base, post);
    }
  }

  void refer(const UnwindFact &found, const UnwindFact &expected,
             const WorldUnwind &base, const WorldUnwind &post) {
    const WorldSection *section = post_world_.section_at(expected.value);
    const bool is_code =
        found.kind == Kind::target && section != nullptr && section->is_code;
    out_.references.push_back(
        {.use = is_code ? ReferenceUse::transfer : ReferenceUse::address,
         .base_via_slot = found.kind == Kind::slot,
         .post_via_slot = expected.kind == Kind::slot,
         .base_target = found.value,
         .post_target = expected.value,
         .base_at = base.begin,
         .post_at = post.begin});
  }

  const World &base_world_;
  const World &post_world_;
  const CodeBody &base_;
  const CodeBody &post_;
  CodeMap map_;
  std::set<Place> seen_; // begins of the base's records with a counterpart
  CodeComparison out_;
};

} // namespace

CodeComparison compare_unwind(const World &base_world, const CodeBody &base,
                              const World &post_world, const CodeBody &post) {
  return Comparing(base_world, base, post_world, post).run();
}

} // namespace hotpatch
