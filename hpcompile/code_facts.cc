// See code_facts.h.
//
// Linear decoding, as everywhere in this project: compilers put no data between
// instructions (MSVC-style jump tables follow the code), and what is decoded
// out of step can only add landings that are not there.  Indirect jumps say
// nothing about where they lead; who knows the objects knows their tables (see
// RedirectTarget::referenced).
#include "hpcompile/code_facts.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace hotpatch {
namespace {

std::optional<Rva> place(Rva begin, std::uint32_t end_offset,
                         std::int64_t distance) {
  std::int64_t from = std::int64_t{begin} + end_offset;
  if (distance < -from ||
      distance > std::int64_t{std::numeric_limits<Rva>::max()} - from)
    return std::nullopt;
  return static_cast<Rva>(from + distance);
}

} // namespace

const Landing *CodeFacts::landing_in(Rva begin, Rva end, Rva except) const {
  for (auto it = std::ranges::lower_bound(landings, begin, {}, &Landing::at);
       it != landings.end() && it->at < end; ++it)
    if (it->at != except)
      return &*it;
  return nullptr;
}

CodeFacts read_code_facts(Decoder &decoder, BytesView bytes, Rva begin) {
  CodeFacts facts;
  facts.code = decoder.decode(bytes);
  auto add = [&](const Instruction &instruction, std::int64_t distance,
                 Landing::Kind kind) {
    if (std::optional<Rva> at = place(begin, instruction.end(), distance))
      facts.landings.push_back({*at, kind});
  };
  for (const Instruction &instruction : facts.code) {
    Flow flow = instruction.flow;
    if (flow == Flow::branch || flow == Flow::jump)
      add(instruction, instruction.immediate, Landing::Kind::branch);
    if (flow == Flow::call)
      add(instruction, instruction.immediate, Landing::Kind::call);
    if (flow == Flow::call || flow == Flow::indirect_call)
      add(instruction, 0, Landing::Kind::return_address);
    if (instruction.is_rip_relative)
      add(instruction, instruction.displacement, Landing::Kind::address);
  }
  std::ranges::sort(facts.landings);
  auto repeated = std::ranges::unique(facts.landings);
  facts.landings.erase(repeated.begin(), repeated.end());
  if (!facts.code.empty()) {
    Flow last = facts.code.back().flow;
    facts.ends_for_good =
        last == Flow::jump || last == Flow::indirect_jump || last == Flow::stop;
  }
  return facts;
}

std::string_view text_of(Landing::Kind kind) {
  switch (kind) {
  case Landing::Kind::branch:
    return "a branch leads to";
  case Landing::Kind::call:
    return "a call leads to";
  case Landing::Kind::return_address:
    return "a call returns to";
  case Landing::Kind::address:
    return "an operand refers to";
  }
  return "";
}

} // namespace hotpatch
