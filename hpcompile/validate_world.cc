// Looking things up in a world.  For how a world is made see
// validate_lay_over.cc and validate_functions.cc.
//
// All lists are sorted vectors with binary search: a world is built once and
// asked a few hundred thousand times, in no order that would favour a tree.
// The names of places inside a datum are not looked for here, since whether a
// name covers more than its first byte is a question of evidence, which
// validate_places.cc answers.
#include "hpcompile/validate_world.h"

#include "formats/core/text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>

namespace hotpatch {
namespace {

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
    return std::isdigit(c) != 0;
  });
}

// `name` without its components of digits alone: "foo.part.0.cold" is
// "foo.part.cold".  A first component stays, whatever it is.
std::string without_numbers(std::string_view name) {
  std::size_t dot = name.find('.', 1);
  std::string out(name.substr(0, dot));
  while (dot != std::string_view::npos) {
    const std::size_t next = name.find('.', dot + 1);
    const std::string_view part = name.substr(dot + 1, next - dot - 1);
    if (!is_number(part))
      out.append(".").append(part);
    dot = next;
  }
  return out;
}

} // namespace

std::uint32_t NamePool::key(std::string_view name) {
  return keys_
      .try_emplace(without_numbers(name),
                   static_cast<std::uint32_t>(keys_.size()))
      .first->second;
}

const WorldSection *World::section_at(Place place) const {
  auto after =
      std::ranges::upper_bound(sections, place, {}, &WorldSection::begin);
  if (after == sections.begin() || !std::prev(after)->has(place))
    return nullptr;
  return &*std::prev(after);
}

BytesView World::bytes_at(Place place, std::uint64_t size) const {
  const WorldSection *section = section_at(place);
  if (section == nullptr)
    return {};
  const std::uint64_t offset = place - section->begin;
  if (offset >= section->bytes.size())
    return {};
  return section->bytes.subspan(
      offset, std::min<std::uint64_t>(size, section->bytes.size() - offset));
}

const WorldPointer *World::pointer_at(Place site) const {
  auto found =
      std::ranges::lower_bound(pointers, site, {}, &WorldPointer::site);
  return found != pointers.end() && found->site == site ? &*found : nullptr;
}

std::span<const WorldPointer> World::pointers_in(Place begin, Place end) const {
  auto first =
      std::ranges::lower_bound(pointers, begin, {}, &WorldPointer::site);
  auto last = std::ranges::lower_bound(first, pointers.end(), end, {},
                                       &WorldPointer::site);
  return {first, last};
}

std::span<const WorldName> World::names_at(Place place) const {
  auto range = std::ranges::equal_range(names, place, {}, &WorldName::place);
  return {range.begin(), range.end()};
}

std::span<const WorldName> World::names_up_to(Place place) const {
  auto after = std::ranges::upper_bound(names, place, {}, &WorldName::place);
  if (after == names.begin())
    return {};
  const Place found = std::prev(after)->place;
  const WorldSection *section = section_at(place);
  if (section == nullptr || !section->has(found))
    return {};
  return names_at(found);
}

const CodeRange *World::function_at(Place place) const {
  auto after =
      std::ranges::upper_bound(functions, place, {}, &CodeRange::begin);
  if (after == functions.begin() || place >= std::prev(after)->end)
    return nullptr;
  return &*std::prev(after);
}

CodeRange World::code_from(Place entry) const {
  if (const CodeRange *range = function_at(entry))
    return {.begin = entry, .end = range->end, .is_exact = range->is_exact};
  const WorldSection *section = section_at(entry);
  CodeRange range = {.begin = entry,
                     .end = section != nullptr ? section->end() : entry,
                     .is_exact = false};
  auto next = std::ranges::upper_bound(functions, entry, {}, &CodeRange::begin);
  if (next != functions.end())
    range.end = std::min(range.end, next->begin);
  return range;
}

// The slot that code at `place` jumps through and does nothing else, as in
// thunks that a payload brings along: [endbr64;] jmp qword ptr [rip + slot].
std::optional<Place> World::payload_thunk(Place place) const {
  if (!is_payload(place))
    return std::nullopt;
  constexpr std::array endbr = {std::byte{0xF3}, std::byte{0x0F},
                                std::byte{0x1E}, std::byte{0xFA}};
  if (equal_bytes(bytes_at(place, endbr.size()), endbr))
    place += endbr.size();
  const BytesView code = bytes_at(place, 6);
  const std::optional<std::int64_t> distance = read_signed(code, 2, 4);
  if (!distance || code[0] != std::byte{0xFF} || code[1] != std::byte{0x25})
    return std::nullopt;
  return place + 6 + static_cast<Place>(*distance);
}

WorldPointer World::lead(Place place, bool via_slot) const {
  WorldPointer at = {.place = place};
  if (via_slot) {
    const WorldPointer *slot = pointer_at(place);
    if (slot == nullptr)
      return {.kind = WorldPointer::Kind::other, .name = "no slot"};
    at = *slot;
  }
  // A thunk may lead to a slot that leads to a thunk, hardly ever further.
  for (int step = 0; step < 4 && at.kind == WorldPointer::Kind::place; ++step) {
    const auto thunk = thunks.find(at.place);
    const std::optional<Place> through =
        thunk != thunks.end() ? thunk->second : payload_thunk(at.place);
    const WorldPointer *slot = through ? pointer_at(*through) : nullptr;
    if (slot == nullptr)
      break;
    at = *slot;
  }
  return at;
}

Place World::in_force(Place entry) const {
  auto found = redirects.find(entry);
  return found == redirects.end() ? entry : found->second;
}

std::string World::describe(Place place, std::string_view image) const {
  if (is_payload(place))
    return "payload+" + hex(place - payload_begin);
  return std::string(image) + "+" + hex(place);
}

} // namespace hotpatch
