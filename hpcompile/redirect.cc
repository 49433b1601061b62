// See redirect.h.
//
// Two ways lead from a function's entry to the payload.
//
//        fill | body                          body | fill
//   pad  ..E9 rel32 | EB F9 ..          entry E9 rel32 ..
//          ^ entry-5  ^ entry                 ^ entry (+4 behind endbr64)
//
// `pad` changes two bytes of code that may be running, in one store that no
// processor sees by halves, and never leaves a thread between two new
// instructions; `entry` overwrites five, among which a thread may stand (the
// applier looks).  So `pad` is taken where it can be.  It needs five bytes
// before the entry that nobody misses: 62 % of real functions have them by
// alignment alone, but a third begin with a one-byte push, and only functions
// of fewer than five bytes (1.3 %) find `entry` hard.
//
// The bytes to be overwritten must be free of everything that arrives in their
// middle: branches, return addresses, addresses taken, and, in the fill, code
// that runs on from what stands before it.  Arriving at the first byte is
// harmless, since it holds a whole instruction in either state; only a loop
// back to the entry then leaves the old body, which is reported.
//
// Targets come in ascending order and each prefers what lies before it, so one
// number, the end of what has been claimed, is the whole allocation map: who
// takes fill behind it had no other way, and no later target can do better by
// taking it instead.
//
// Rejected: the shortest jump into any fill near by, as patching tools of the
// 1990s did; it saves some of the 1.3 % and makes every report harder to read.
#include "hpcompile/redirect.h"

#include "formats/core/text.h"
#include "formats/object/fill.h"
#include "hpcompile/code_facts.h"
#include "hpcompile/known_code.h"

#include <algorithm>
#include <cassert>

namespace hotpatch {
namespace {

constexpr std::uint32_t jump_size = 5;       // E9 rel32
constexpr std::uint32_t short_jump_size = 2; // EB F9
constexpr std::uint32_t endbr_size = 4;

// Why something cannot be done; empty: it can.
using Obstacles = std::vector<std::string>;

std::string joined(const Obstacles &obstacles) {
  std::string text;
  for (const std::string &obstacle : obstacles)
    text += (text.empty() ? "" : "; ") + obstacle;
  return text;
}

std::string bytes_text(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

// "entry+2", "entry-5".
std::string place_text(Rva at, Rva entry) {
  return at < entry ? "entry-" + std::to_string(entry - at)
                    : "entry+" + std::to_string(at - entry);
}

// A target with all that is asked about it more than once.
struct Candidate {
  const RedirectTarget &target;
  const ImageSection &section; // that holds it, wholly and with bytes
  CodeFacts body;
  Rva code_end = 0; // of the section's bytes in the file

  [[nodiscard]] Rva entry() const { return target.entry; }
  [[nodiscard]] Rva end() const { return target.entry + target.size; }
  [[nodiscard]] const Instruction &first() const { return body.code.front(); }
};

class Chooser {
public:
  Chooser(const Image &base, KnownCode known)
      : base_(base), known_(std::move(known)) {}

  RedirectChoice choose(const RedirectTarget &target);

private:
  [[nodiscard]] Obstacles check_target(const RedirectTarget &target) const;
  Obstacles check_pad(const Candidate &candidate);
  Obstacles check_entry(const Candidate &candidate, Rva begin);
  void check_fill_before(const Candidate &candidate, Obstacles &out) const;
  void check_fill_behind(const Candidate &candidate, Rva end,
                         Obstacles &out) const;
  void check_arrivals(const Candidate &candidate, const OccupiedRange &bytes,
                      Rva except, Obstacles &out) const;
  [[nodiscard]] CodeFacts facts_before(const Candidate &candidate);
  [[nodiscard]] bool has_relocation_site(const OccupiedRange &bytes) const;
  Redirect claim(const Candidate &candidate, RedirectKind kind, Rva begin);

  const Image &base_;
  KnownCode known_;
  Decoder decoder_{Isa::x86_64};
  CodeFacts before_;    // of the code that stands before the candidate
  Rva claimed_end_ = 0; // of the bytes that redirects overwrite so far
};

Obstacles Chooser::check_target(const RedirectTarget &target) const {
  const ImageSection *section = base_.section_at(target.entry);
  if (!section || !section->is_code)
    return {"the entry is not in a code section"};
  if (target.size == 0)
    return {"the function is empty"};
  if (!base_.bytes_at(target.entry, target.size))
    return {"the function is not wholly in the file"};
  return {};
}

// Decodes the known code that stands before the entry, if any does.
CodeFacts Chooser::facts_before(const Candidate &candidate) {
  std::optional<OccupiedRange> nearest =
      known_.nearest_before(candidate.entry());
  if (!nearest || nearest->begin < candidate.section.rva)
    return {};
  Rva end = std::min(known_.end_before(candidate.entry()), candidate.entry());
  std::optional<BytesView> bytes =
      base_.bytes_at(nearest->begin, end - nearest->begin);
  return bytes ? read_code_facts(decoder_, *bytes, nearest->begin)
               : CodeFacts();
}

bool Chooser::has_relocation_site(const OccupiedRange &bytes) const {
  auto first = std::ranges::partition_point(
      base_.relocation_sites, [&](const RelocationSite &site) {
        return site.rva + site.width <= bytes.begin;
      });
  return first != base_.relocation_sites.end() && first->rva < bytes.end;
}

// What arrives in the middle of bytes that are to be overwritten.
void Chooser::check_arrivals(const Candidate &candidate,
                             const OccupiedRange &bytes, Rva except,
                             Obstacles &out) const {
  const Rva entry = candidate.entry();
  for (const CodeFacts *facts : {&candidate.body, &before_})
    if (const Landing *landing =
            facts->landing_in(bytes.begin, bytes.end, except)) {
      out.push_back(std::string(text_of(landing->kind)) + " " +
                    place_text(landing->at, entry));
      return;
    }
  for (std::uint32_t offset : candidate.target.referenced)
    if (Rva at = entry + offset; offset < candidate.target.size &&
                                 at != except && at >= bytes.begin &&
                                 at < bytes.end) {
      out.push_back("a table or another function refers to " +
                    place_text(at, entry));
      return;
    }
  std::optional<Rva> other = known_.begin_from(entry + 1);
  if (other == except)
    other = known_.begin_from(except + 1);
  if (other && *other < bytes.end)
    out.push_back("other code begins at " + place_text(*other, entry));
  if (has_relocation_site(bytes))
    out.push_back("the loader relocates a field in the bytes");
}

void Chooser::check_fill_before(const Candidate &candidate,
                                Obstacles &out) const {
  const Rva entry = candidate.entry();
  Rva begin = std::max(known_.end_before(entry), candidate.section.rva);
  if (begin > entry) {
    out.emplace_back("it lies within other code");
    return;
  }
  std::optional<BytesView> gap = base_.bytes_at(begin, entry - begin);
  if (!gap || !is_fill(*gap, base_.machine.isa))
    out.emplace_back("the bytes before are not fill");
  else if (gap->size() < jump_size)
    out.push_back(bytes_text(gap->size()) + " of fill before");
  else if (begin > candidate.section.rva && !before_.ends_for_good)
    out.emplace_back("the code before may run on into the fill");
  else if (entry - jump_size < claimed_end_)
    out.emplace_back("the fill before serves another redirect");
}

Obstacles Chooser::check_pad(const Candidate &candidate) {
  Obstacles out;
  const Rva entry = candidate.entry();
  if (candidate.first().is_endbr)
    out.emplace_back("endbr64 at the entry has to stay");
  else if (candidate.first().length < short_jump_size)
    out.emplace_back("first instruction is 1 byte long");
  if (entry % short_jump_size != 0)
    out.emplace_back("the entry is at an odd address");
  check_fill_before(candidate, out);
  if (out.empty())
    check_arrivals(candidate, {entry - jump_size, entry + short_jump_size},
                   entry, out);
  return out;
}

// `end`: of the bytes to be overwritten, behind the function's.
void Chooser::check_fill_behind(const Candidate &candidate, Rva end,
                                Obstacles &out) const {
  const Rva begin = candidate.end();
  Rva gap_end = std::min(known_.begin_from(begin).value_or(candidate.code_end),
                         candidate.code_end);
  std::optional<BytesView> gap =
      base_.bytes_at(begin, std::max(gap_end, begin) - begin);
  bool is_free = !known_.is_taken(begin, gap_end) && gap &&
                 is_fill(*gap, base_.machine.isa);
  std::uint64_t room = is_free ? gap->size() : 0;
  if (begin + room < end)
    out.push_back(bytes_text(candidate.target.size) + " long, " +
                  bytes_text(room) + " of fill behind");
}

Obstacles Chooser::check_entry(const Candidate &candidate, Rva begin) {
  Obstacles out;
  const Rva end = begin + jump_size;
  if (candidate.end() < end)
    check_fill_behind(candidate, end, out);
  if (begin < claimed_end_)
    out.emplace_back("another redirect overwrites its first bytes");
  if (out.empty())
    check_arrivals(candidate, {begin, end}, begin, out);
  return out;
}

Redirect Chooser::claim(const Candidate &candidate, RedirectKind kind,
                        Rva begin) {
  std::uint32_t size = jump_size;
  if (kind == RedirectKind::pad)
    size += short_jump_size;
  claimed_end_ = begin + size;
  BytesView bytes = base_.bytes_at(begin, size).value_or(BytesView());
  return {.kind = kind,
          .base_entry = candidate.entry(),
          .patch_begin = begin,
          .payload_entry = 0,
          .base_bytes = {bytes.begin(), bytes.end()}};
}

RedirectChoice Chooser::choose(const RedirectTarget &target) {
  RedirectChoice choice;
  if (Obstacles obstacles = check_target(target); !obstacles.empty()) {
    choice.reason = joined(obstacles);
    return choice;
  }
  const ImageSection &section = *base_.section_at(target.entry);
  Candidate candidate{
      target, section,
      read_code_facts(
          decoder_,
          base_.bytes_at(target.entry, target.size).value_or(BytesView()),
          target.entry),
      section.rva + static_cast<Rva>(section.bytes.size())};
  if (candidate.first().flow == Flow::undecodable) {
    choice.reason = "the entry holds no instruction";
    return choice;
  }
  before_ = facts_before(candidate);
  Rva begin = target.entry + (candidate.first().is_endbr ? endbr_size : 0);
  for (const Landing &landing : candidate.body.landings)
    choice.loops_to_entry |=
        landing.kind == Landing::Kind::branch &&
        (landing.at == target.entry || landing.at == begin);

  Obstacles pad = check_pad(candidate);
  if (pad.empty()) {
    choice.redirect =
        claim(candidate, RedirectKind::pad, target.entry - jump_size);
    choice.reason = "first instruction is " +
                    bytes_text(candidate.first().length) + " long; fill before";
    return choice;
  }
  choice.reason = joined(pad);
  if (Obstacles entry = check_entry(candidate, begin); !entry.empty())
    choice.reason += "; " + joined(entry);
  else
    choice.redirect = claim(candidate, RedirectKind::entry, begin);
  return choice;
}

} // namespace

std::vector<RedirectChoice>
choose_redirects(const Image &base, const std::vector<OccupiedRange> &occupied,
                 const std::vector<RedirectTarget> &targets) {
  assert(std::ranges::is_sorted(targets, {}, &RedirectTarget::entry));
  Chooser chooser(base, KnownCode(base, occupied, targets));
  std::vector<RedirectChoice> choices;
  choices.reserve(targets.size());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (i > 0 && targets[i].entry == targets[i - 1].entry)
      choices.push_back({.redirect = std::nullopt,
                         .reason = "another target has the same entry",
                         .loops_to_entry = false});
    else
      choices.push_back(chooser.choose(targets[i]));
  }
  return choices;
}

} // namespace hotpatch
