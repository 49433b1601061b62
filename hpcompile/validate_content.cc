// Whether constants are equal: bytes, pointers, strings and tables.
//
// How far a constant reaches is the question.  Where a symbol tells its size
// that is the answer; a load of known width sees no more than that; anything
// else ends where the next thing begins that has a name or that any code,
// pointer, table or unwind record refers to, in either world.  Text ends with
// its NUL instead: linkers merge a string with the tail of another, so that it
// is referred to in the middle, and put another behind it that nothing refers
// to.  A single character before zeros is no text, nor are 16-bit units.
//
// The initial value of a variable is evidence, not what runs: what a pointer in
// it leads to is compared as text, or else over the size of a pointer.
//
// Pointers inside must lead to the same thing, recursively; a pair of places
// that is being compared counts as equal meanwhile, which is what equality of
// cyclic structures means (the greatest fixpoint).
//
// A table of distances (find_table_bases()) has as many entries as lead to the
// same kind of section as its first one.  Where both sides end by that, they
// must be equally long.
#include "hpcompile/validate_places.h"

#include "formats/core/text.h"

#include <algorithm>
#include <iterator>

namespace hotpatch {
namespace {

Place next_after(const std::vector<Place> &places, Place place) {
  auto found = std::ranges::upper_bound(places, place);
  return found == places.end() ? ~Place{0} : *found;
}

// Bytes from `place` up to where something else begins.
std::uint64_t room_at(const World &world, const std::vector<Place> &referenced,
                      Place place) {
  const WorldSection *section = world.section_at(place);
  if (section == nullptr)
    return 0;
  auto name =
      std::ranges::upper_bound(world.names, place, {}, &WorldName::place);
  const Place named = name == world.names.end() ? ~Place{0} : name->place;
  return std::min({section->end(), named, next_after(referenced, place)}) -
         place;
}

bool is_text(std::byte byte) {
  const auto c = std::to_integer<unsigned>(byte);
  return c >= 0x20 ? c != 0x7F : c == '\t' || c == '\n' || c == '\r';
}

// Bytes of the text at `place` with its NUL; 0 if there is none.
std::uint64_t text_size(const World &world, Place place) {
  const WorldSection *section = world.section_at(place);
  if (section == nullptr || section->is_code)
    return 0;
  const BytesView bytes = world.bytes_at(place, section->end() - place);
  const auto end = std::ranges::find_if_not(bytes, is_text);
  if (end == bytes.begin() || end == bytes.end() || *end != std::byte{0})
    return 0;
  const auto size = static_cast<std::uint64_t>(end - bytes.begin()) + 1;
  if (size > 2)
    return size;
  const bool before_zero = bytes.size() < 4 || bytes[2] == std::byte{0};
  const bool is_wide = !before_zero && bytes[3] == std::byte{0};
  return before_zero || is_wide ? 0 : size;
}

enum class EntryKind : std::uint8_t { none, code, data };

struct Table {
  EntryKind kind = EntryKind::none;
  std::vector<Place> targets;
  bool is_cut = false; // it ends because the next thing begins
};

Table read_table(const World &world, Place place, std::uint64_t size) {
  Table table;
  const BytesView bytes = world.bytes_at(place, size);
  for (std::uint64_t at = 0;; at += 4) {
    const std::optional<std::int64_t> distance = read_signed(bytes, at, 4);
    if (!distance) {
      table.is_cut = true;
      return table;
    }
    const Place target = place + static_cast<Place>(*distance);
    const WorldSection *section = world.section_at(target);
    const EntryKind kind = section == nullptr || section->is_writable
                               ? EntryKind::none
                           : section->is_code ? EntryKind::code
                                              : EntryKind::data;
    if (at == 0)
      table.kind = kind;
    if (kind != table.kind || kind == EntryKind::none)
      return table;
    table.targets.push_back(target);
  }
}

} // namespace

std::uint64_t PlaceMatcher::extent(Place base, Place post,
                                   ReferenceUse use) const {
  const std::uint64_t room = std::min(room_at(base_, base_referenced_, base),
                                      room_at(post_, post_referenced_, post));
  // Linkers merge literals, not what has a name.
  const bool is_named = !post_.names_at(post).empty();
  if (const std::uint64_t text = text_size(post_, post); text != 0)
    return is_named ? std::min(room, text) : text;
  return use == ReferenceUse::initial
             ? std::min<std::uint64_t>(room, sizeof(std::uint64_t))
             : room;
}

std::pair<std::vector<Place>, std::vector<Place>> PlaceMatcher::table_targets(
    const std::vector<CodeReference> &references) const {
  std::pair<std::vector<Place>, std::vector<Place>> targets;
  const auto add = [](const World &world, const std::vector<Place> &referenced,
                      Place place, std::vector<Place> &to) {
    const Table table =
        read_table(world, place, room_at(world, referenced, place));
    to.insert(to.end(), table.targets.begin(), table.targets.end());
  };
  for (const CodeReference &reference : references)
    if (reference.use == ReferenceUse::table) {
      add(base_, base_referenced_, reference.base_target, targets.first);
      add(post_, post_referenced_, reference.post_target, targets.second);
    }
  return targets;
}

std::optional<PlaceMatcher::Answer>
PlaceMatcher::same_table(Place base, Place post, std::uint64_t size) {
  const Table post_table = read_table(
      post_, post, size != 0 ? size : room_at(post_, post_referenced_, post));
  if (post_table.kind == EntryKind::none)
    return std::nullopt; // it only looked like one
  const Table base_table = read_table(
      base_, base, size != 0 ? size : room_at(base_, base_referenced_, base));
  if (base_table.kind != post_table.kind)
    return differ(base, post, "another kind of table");
  const std::size_t count =
      std::min(base_table.targets.size(), post_table.targets.size());
  const bool is_cut = base_table.targets.size() < post_table.targets.size()
                          ? base_table.is_cut
                          : post_table.is_cut;
  if (base_table.targets.size() != post_table.targets.size() && !is_cut)
    return differ(base, post, "a table of another length");
  for (std::size_t i = 0; i < count; ++i) {
    const Answer answer = same_place(
        base_table.targets[i], post_table.targets[i], ReferenceUse::address, 0);
    if (answer)
      return "entry " + std::to_string(i) + " of a table: " + *answer;
  }
  return Answer{};
}

PlaceMatcher::Answer PlaceMatcher::same_content(Place base, Place post,
                                                std::uint64_t size) {
  const std::pair key(base, post);
  auto known = contents_.find(key);
  if (known != contents_.end() &&
      (known->second.first >= size || known->second.second))
    return known->second.second;
  contents_[key] = {size, std::nullopt}; // equal, while it is compared
  Answer answer = compare_content(base, post, size);
  contents_[key].second = answer;
  return answer;
}

PlaceMatcher::Answer PlaceMatcher::compare_content(Place base, Place post,
                                                   std::uint64_t size) {
  const WorldSection *section = base_.section_at(base);
  if (section == nullptr || section->end() - base < size)
    return differ(base, post, "content that ends too early");
  const std::span<const WorldPointer> base_pointers =
      base_.pointers_in(base, base + size);
  const std::span<const WorldPointer> post_pointers =
      post_.pointers_in(post, post + size);
  const bool same_sites =
      std::ranges::equal(base_pointers, post_pointers,
                         [&](const WorldPointer &b, const WorldPointer &p) {
                           return b.site - base == p.site - post;
                         });
  if (!same_sites)
    return differ(base, post, "pointers at other places");

  const BytesView base_bytes = base_.bytes_at(base, size);
  const BytesView post_bytes = post_.bytes_at(post, size);
  const std::size_t filled = std::max(base_bytes.size(), post_bytes.size());
  std::size_t pointer = 0;
  for (std::size_t i = 0; i < filled; ++i) {
    if (pointer < post_pointers.size() &&
        post_pointers[pointer].site - post == i) {
      i += 7;
      ++pointer;
      continue;
    }
    const std::byte b = i < base_bytes.size() ? base_bytes[i] : std::byte{0};
    const std::byte p = i < post_bytes.size() ? post_bytes[i] : std::byte{0};
    if (b != p)
      return differ(base + i, post + i, "another content");
  }
  for (std::size_t i = 0; i < post_pointers.size(); ++i) {
    const WorldPointer &b = base_pointers[i];
    const WorldPointer &p = post_pointers[i];
    const Answer answer = same_thing(
        base_.lead(b.site, true), post_.lead(p.site, true),
        section->is_writable ? ReferenceUse::initial : ReferenceUse::address);
    if (answer)
      return "the pointer at " + base_.describe(b.site, "base") + ": " +
             *answer;
  }
  return std::nullopt;
}

} // namespace hotpatch
