// Whether two places are the same thing: what it takes, from the strongest
// evidence to the weakest.
//
//   code       a name in common that is nobody else's, and then its bodies are
//              compared because they have it; else the bodies themselves must
//              be equal (CodePair): of static functions that share a name, of
//              functions that got another one, and of those that have none
//   slots      the same import, or the same place: thunks and PLT stubs are
//              followed, and so is a slot where the other side has none
//   variables  the same name and offset.  Names that a compiler numbers, or
//              gives several static variables, prove nothing by themselves,
//              and some variables have none: these are taken for the same as
//              long as all code agrees, so that the pairs are one to one.
//              Initial contents must agree as well: the base's are live, but a
//              fix that counts on others is no fix of this process
//   constants  equal content, whatever the name: see validate_content.cc
//
// A variable whose name the base has is the base's: a copy of it in the payload
// would split the program's state.
//
// Rejected: the offset from the nearest named place, as a name for everything.
// In real images it names literals after the variable that happens to lie
// before them (65 times in jq).  Only where a symbol has no size (COFF) and
// both sides agree is it used, and then as a further condition.
#include "hpcompile/validate_places.h"

#include "formats/core/text.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace hotpatch {
namespace {

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

std::string import_text(const WorldPointer &pointer) {
  std::string text(pointer.module);
  text += text.empty() ? "" : "!";
  return text + (pointer.name.empty() ? "#" + std::to_string(pointer.ordinal)
                                      : std::string(pointer.name));
}

std::string name_text(const World &world, Place place) {
  const std::span<const WorldName> names = world.names_at(place);
  return names.empty() ? "" : " (" + std::string(names[0].name) + ")";
}

// Distinct places of the image's own that have the key.
std::size_t count_places(const World &world, std::uint32_t key) {
  auto found = world.by_key.find(key);
  if (found == world.by_key.end())
    return 0;
  std::size_t count = 0;
  std::size_t in_payload = 0;
  Place last = ~Place{0};
  for (std::uint32_t index : found->second) {
    const Place place = world.names[index].place;
    if (place != last)
      ++(world.is_payload(place) ? in_payload : count);
    last = place;
  }
  return std::max(count, in_payload);
}

// Places that the linker makes and names: where a table of its own or a section
// begins or ends, and mingw's pointers to what their name says.  What is there
// belongs to the link, and the name says which thing it is.
bool is_of_linker(std::string_view name) {
  constexpr std::array names = {
      std::string_view("_GLOBAL_OFFSET_TABLE_"),
      std::string_view("__TMC_END__"),
      std::string_view("_DYNAMIC"),
      std::string_view("__GNU_EH_FRAME_HDR"),
      std::string_view("__ehdr_start"),
      std::string_view("__dso_handle"),
      std::string_view("__ImageBase"),
      std::string_view("__bss_start"),
      std::string_view("_edata"),
      std::string_view("_end"),
      std::string_view("__bss_start__"),
      std::string_view("__bss_end__"),
      std::string_view("__data_start__"),
      std::string_view("__data_end__"),
      std::string_view("__RUNTIME_PSEUDO_RELOC_LIST__"),
      std::string_view("__RUNTIME_PSEUDO_RELOC_LIST_END__")};
  return name.starts_with(".refptr.") ||
         std::ranges::find(names, name) != names.end();
}

bool share_linker_name(std::span<const WorldName> base,
                       std::span<const WorldName> post) {
  for (const WorldName &name : base)
    if (is_of_linker(name.name) &&
        std::ranges::find(post, name.name, &WorldName::name) != post.end())
      return true;
  return false;
}

} // namespace

PlaceMatcher::PlaceMatcher(const Worlds &worlds,
                           std::vector<std::string_view> accepted)
    : worlds_(worlds), base_(worlds.base), post_(worlds.post),
      accepted_(std::move(accepted)) {}

void PlaceMatcher::set_referenced(std::vector<Place> base,
                                  std::vector<Place> post) {
  base_referenced_ = std::move(base);
  post_referenced_ = std::move(post);
}

PlaceMatcher::Answer PlaceMatcher::differ(Place base, Place post,
                                          std::string_view why) const {
  return std::string(why) + ": found " + base_.describe(base, "base") +
         name_text(base_, base) + ", expected " + post_.describe(post, "post") +
         name_text(post_, post);
}

bool PlaceMatcher::is_ambiguous(std::uint32_t key) const {
  return count_places(base_, key) > 1 || count_places(post_, key) > 1;
}

bool PlaceMatcher::share_key(std::span<const WorldName> base,
                             std::span<const WorldName> post) const {
  for (const WorldName &b : base)
    for (const WorldName &p : post)
      if (b.key == p.key)
        return true;
  return false;
}

bool PlaceMatcher::share_name(std::span<const WorldName> base,
                              std::span<const WorldName> post) const {
  for (const WorldName &b : base)
    for (const WorldName &p : post)
      if (b.key == p.key && b.name == p.name && !is_ambiguous(b.key))
        return true;
  return false;
}

bool PlaceMatcher::take_for_same(Place base, Place post) {
  return base_variables_.try_emplace(base, post).first->second == post &&
         post_variables_.try_emplace(post, base).first->second == base;
}

std::optional<std::string>
PlaceMatcher::mismatch(const CodeReference &reference) {
  const bool is_relaxed = reference.base_via_slot || reference.post_via_slot;
  if (reference.use == ReferenceUse::transfer || is_relaxed)
    return same_thing(
        base_.lead(reference.base_target, reference.base_via_slot),
        post_.lead(reference.post_target, reference.post_via_slot),
        reference.use);
  std::uint64_t width = 0;
  if (reference.use == ReferenceUse::access)
    width = static_cast<std::uint64_t>(
        effects_of(post_.bytes_at(reference.post_at, reference.post_length),
                   Isa::x86_64)
            .memory_width);
  return same_place(reference.base_target, reference.post_target, reference.use,
                    width);
}

PlaceMatcher::Answer PlaceMatcher::same_thing(const WorldPointer &base,
                                              const WorldPointer &post,
                                              ReferenceUse use) {
  using Kind = WorldPointer::Kind;
  if (base.kind == Kind::place && post.kind == Kind::place)
    return same_place(base.place, post.place, use, 0);
  const bool agree = base.kind == post.kind && base.name == post.name &&
                     base.ordinal == post.ordinal &&
                     base.addend == post.addend && base.slot == post.slot;
  const bool same_module = base.module.empty() || post.module.empty() ||
                           equal_ignoring_case(base.module, post.module);
  if (agree && same_module)
    return std::nullopt;
  const auto text = [](const World &world, const WorldPointer &pointer,
                       std::string_view image) {
    return pointer.kind == Kind::place ? world.describe(pointer.place, image) +
                                             name_text(world, pointer.place)
                                       : import_text(pointer);
  };
  return "another import: found " + text(base_, base, "base") + ", expected " +
         text(post_, post, "post");
}

PlaceMatcher::Answer PlaceMatcher::same_place(Place base, Place post,
                                              ReferenceUse use,
                                              std::uint64_t width) {
  const WorldSection *base_section = base_.section_at(base);
  const WorldSection *post_section = post_.section_at(post);
  if (base_section == nullptr || post_section == nullptr) {
    // Headers, or a name for where a section ends.
    const bool are_headers =
        base_section == post_section && base == post && !base_.is_payload(base);
    if (are_headers || share_name(base_.names_at(base), post_.names_at(post)))
      return std::nullopt;
    return differ(base, post, "a place outside of all sections");
  }
  if (!base_.is_payload(base) &&
      share_linker_name(base_.names_at(base), post_.names_at(post)))
    return std::nullopt;
  if (base_section->is_code != post_section->is_code)
    return differ(base, post, "code and data");
  // Else it may be a table among the code.
  if (post_section->is_code &&
      (use == ReferenceUse::transfer || post_.function_at(post) != nullptr))
    return same_code(base, post, use);
  return same_data(base, post, use, width);
}

PlaceMatcher::Answer PlaceMatcher::same_code(Place base, Place post,
                                             ReferenceUse use) {
  const std::span<const WorldName> base_names = base_.names_at(base);
  const std::span<const WorldName> post_names = post_.names_at(post);
  if (share_name(base_names, post_names))
    return std::nullopt;
  const BodyRange *post_function = post_.function_at(post);
  if (post_function == nullptr || post == post_function->begin) {
    // A pointer may be compared with others, so a name that is still there
    // must be it.
    const bool is_elsewhere =
        use != ReferenceUse::transfer && !base_names.empty() &&
        !share_key(base_names, post_names) &&
        std::ranges::any_of(post_names, [&](const WorldName &name) {
          return base_.by_key.contains(name.key);
        });
    if (is_elsewhere)
      return differ(base, post, "another function");
    // A function of the payload has its pieces within it.
    const BodyRange *around = base_.function_at(base);
    if (around != nullptr && around->begin != base && around->is_exact &&
        !base_.is_payload(base))
      return differ(base, post, "the middle of a function");
    pairs_.push_back({.base = base_.in_force(base), .post = post});
    return std::nullopt;
  }
  const BodyRange *base_function = base_.function_at(base);
  if (base_function == nullptr)
    return differ(base, post, "no code");
  pairs_.push_back({.base = base,
                    .post = post,
                    .is_inside = true,
                    .base_entry = base_function->begin,
                    .post_entry = post_function->begin});
  return std::nullopt;
}

PlaceMatcher::Answer PlaceMatcher::same_data(Place base, Place post,
                                             ReferenceUse use,
                                             std::uint64_t width) {
  const WorldPointer *base_slot = base_.pointer_at(base);
  const WorldPointer *post_slot = post_.pointer_at(post);
  const bool is_base_slot = base_slot != nullptr && base_slot->is_slot;
  const bool is_post_slot = post_slot != nullptr && post_slot->is_slot;
  if (use == ReferenceUse::access && (is_base_slot || is_post_slot)) {
    if (base_slot == nullptr || post_slot == nullptr)
      return differ(base, post, "a slot and something else");
    return same_thing(base_.lead(base, true), post_.lead(post, true),
                      ReferenceUse::address);
  }
  if (base_.section_at(base)->is_writable !=
      post_.section_at(post)->is_writable)
    return differ(base, post, "a constant and a variable");
  return post_.section_at(post)->is_writable
             ? same_variable(base, post, use, width)
             : same_constant(base, post, use, width);
}

namespace {

std::span<const WorldName> without_code(std::span<const WorldName> names) {
  return std::ranges::any_of(names, &WorldName::is_code)
             ? std::span<const WorldName>{}
             : names;
}

std::uint64_t size_of(std::span<const WorldName> names) {
  std::uint64_t size = 0;
  for (const WorldName &name : names)
    size = std::max(size, name.size);
  return size;
}

} // namespace

PlaceMatcher::Answer PlaceMatcher::same_variable(Place base, Place post,
                                                 ReferenceUse use,
                                                 std::uint64_t width) {
  const std::span<const WorldName> base_names = base_.names_up_to(base);
  const std::span<const WorldName> post_names = post_.names_up_to(post);
  const auto covers = [](std::span<const WorldName> names, Place place) {
    return !names.empty() && place - names[0].place < size_of(names);
  };
  const bool is_exact = !post_names.empty() && post_names[0].place == post;
  if (!is_exact && !covers(post_names, post)) {
    // Unnamed, or behind a symbol without a size.
    if (covers(base_names, base))
      return differ(base, post, "another variable");
    if (!take_for_same(base, post))
      return differ(base, post, "a variable that elsewhere is another one");
    return same_content(base, post,
                        use == ReferenceUse::access ? width
                                                    : extent(base, post, use));
  }
  const Datum post_datum = {.names = post_names,
                            .begin = post_names[0].place,
                            .size = size_of(post_names),
                            .offset = post - post_names[0].place};
  Datum base_datum = {.begin = base - post_datum.offset};
  if (share_key(base_names, post_names)) {
    base_datum = {.names = base_names,
                  .begin = base_names[0].place,
                  .size = size_of(base_names),
                  .offset = base - base_names[0].place};
    if (base_datum.offset != post_datum.offset)
      return differ(base, post, "another place in a variable");
    if (!share_name(base_names, post_names) &&
        !take_for_same(base_datum.begin, post_datum.begin))
      return differ(base, post, "a variable that elsewhere is another one");
    return same_initial(base_datum, post_datum);
  }
  const bool is_in_base =
      std::ranges::any_of(post_names, [&](const WorldName &n) {
        return !is_of_linker(n.name) && base_.by_key.contains(n.key);
      });
  if (covers(base_names, base) || is_in_base || !base_.is_payload(base))
    return differ(base, post, "another variable");
  if (!take_for_same(base_datum.begin, post_datum.begin))
    return differ(base, post, "a variable that elsewhere is another one");
  return same_initial(base_datum, post_datum);
}

PlaceMatcher::Answer PlaceMatcher::same_initial(const Datum &base,
                                                const Datum &post) {
  const std::pair key(base.begin, post.begin);
  if (auto known = initials_.find(key); known != initials_.end())
    return known->second;
  Answer &answer = initials_[key]; // equal, while its pointers are compared
  for (const WorldName &name : post.names)
    if (std::ranges::find(accepted_, name.name) != accepted_.end())
      return answer;
  Answer found;
  if (base.size != 0 && post.size != 0 && base.size != post.size)
    found = differ(base.begin, post.begin, "a variable of another size");
  else
    found = same_content(
        base.begin, post.begin,
        post.size != 0 ? post.size
                       : extent(base.begin, post.begin, ReferenceUse::address));
  initials_[key] = found;
  return found;
}

PlaceMatcher::Answer PlaceMatcher::same_constant(Place base, Place post,
                                                 ReferenceUse use,
                                                 std::uint64_t width) {
  const std::span<const WorldName> names =
      without_code(post_.names_up_to(post));
  const std::uint64_t size = size_of(names);
  const bool is_named = !names.empty() && post - names[0].place < size;
  const std::uint64_t offset = is_named ? post - names[0].place : 0;
  if (use == ReferenceUse::table) {
    const std::optional<Answer> table =
        same_table(base, post, is_named ? size - offset : 0);
    if (table)
      return *table;
  }
  if (is_named)
    return same_content(base - offset, post - offset, size);
  return same_content(base, post,
                      use == ReferenceUse::access && width != 0
                          ? width
                          : extent(base, post, use));
}

} // namespace hotpatch
