// Building the two worlds: an image with its names, and the payload over it.
//
// The payload is laid over as the applier does it, but for the address: the
// payload's place in memory is any within reach, so it is put right behind the
// base image, one granule of 64 KiB apart, and both share one flat space of
// places.  Then a fixup is no special case for anyone who reads the result: a
// rel32 field holds a distance like any other, an absolute or imported one is a
// pointer like those that the loader fills.  Redirects are written over a copy
// of the base's code, so that damage to a neighbour shows as a difference of
// the neighbour.
//
// What the loader writes is not written into bytes but listed (WorldPointer):
// two loads of one image differ there, so bytes would have nothing to say.
//
// Names of the payload are those of its functions, and for a changed one also
// those that the base has for the place it replaces: aliases and folded
// functions share one redirect.
#include "hpcompile/validate_lay_over.h"

#include "formats/core/byte_writer.h"
#include "formats/core/file_name.h"
#include "formats/core/text.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <span>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::uint64_t granule = 0x10000;

// Filled by the loader and constant once the image's code runs.
bool is_relro(std::string_view section) {
  return section.starts_with(".data.rel.ro") || section.starts_with(".got") ||
         section == ".init_array" || section == ".fini_array" ||
         section == ".dynamic";
}

void add_sections(World &world, const Image &image) {
  for (const ImageSection &section : image.sections) {
    const bool has_no_place = section.is_tls && section.bytes.empty();
    if (section.size == 0 || has_no_place)
      continue;
    world.sections.push_back(
        {.begin = section.rva,
         .size = section.size,
         .bytes = section.bytes,
         .is_code = section.is_code,
         .is_writable = section.is_writable && !is_relro(section.name)});
  }
}

// Lists of pointers that GNU ld puts among the code, without saying that they
// are data.
bool is_list_in_code(std::string_view name) {
  return name.ends_with("__CTOR_LIST__") || name.ends_with("__DTOR_LIST__");
}

// A name that stands for a section, or for where GNU ld put the begin or end of
// a list that may be empty, and not for what is there.
bool is_section_name(const Image &image, std::string_view name) {
  if (name.starts_with("___crt_x") || name.starts_with("___tls_") ||
      name == "__end__")
    return true;
  return name.starts_with('.') &&
         std::ranges::find(image.sections, name, &ImageSection::name) !=
             image.sections.end();
}

void add_names(World &world, const NamedImage &named, NamePool &pool) {
  for (const NamedPlace &place : named.symbols.places) {
    const WorldSection *section = world.section_at(place.rva);
    if (place.name.empty() || is_section_name(named.image, place.name))
      continue;
    const bool is_in_code = section != nullptr && section->is_code;
    world.names.push_back(
        {.place = place.rva,
         .size = place.size,
         .is_code = !is_list_in_code(place.name) &&
                    (place.kind == PlaceKind::function ||
                     (place.kind == PlaceKind::unknown && is_in_code)),
         .name = place.name,
         .key = pool.key(place.name),
         .object = place.object < named.symbols.objects.size()
                       ? object_file_name(named.symbols.objects[place.object])
                       : std::string_view{}});
  }
}

WorldPointer pointer_of(const World &world, const Slot &slot) {
  const WorldSection *section = world.section_at(slot.rva);
  WorldPointer pointer = {.site = slot.rva,
                          .kind = WorldPointer::Kind::other,
                          .slot = slot.kind,
                          .is_slot =
                              (section != nullptr && !section->is_writable) ||
                              !slot.module.empty(),
                          .module = slot.module,
                          .name = slot.name,
                          .ordinal = slot.ordinal,
                          .addend = slot.target};
  if (slot.kind == SlotKind::import) {
    pointer.kind = WorldPointer::Kind::import;
  } else if (slot.kind == SlotKind::relative) {
    pointer.kind = WorldPointer::Kind::place;
    pointer.place = static_cast<Place>(slot.target);
    pointer.addend = 0;
  }
  return pointer;
}

// A slot bound by name to what the image itself defines is a pointer to it.
void bind_to_exports(World &world, const Image &image) {
  for (WorldPointer &pointer : world.pointers) {
    if (pointer.kind != WorldPointer::Kind::other ||
        pointer.slot != SlotKind::symbol)
      continue;
    auto found = std::ranges::lower_bound(image.exports, pointer.name, {},
                                          &Export::name);
    if (found == image.exports.end() || found->name != pointer.name)
      continue;
    pointer.kind = WorldPointer::Kind::place;
    pointer.place = found->rva + static_cast<Place>(pointer.addend);
    pointer.addend = 0;
  }
}

void add_pointers(World &world, const Image &image) {
  for (const Slot &slot : image.slots)
    world.pointers.push_back(pointer_of(world, slot));
  bind_to_exports(world, image);
  const std::size_t slots = world.pointers.size();
  for (const RelocationSite &site : image.relocation_sites) {
    const std::optional<std::uint64_t> value =
        read_int<std::uint64_t>(world.bytes_at(site.rva, 8), 0);
    if (site.width != 8 || !value || image.slot_at(site.rva) != nullptr)
      continue;
    world.pointers.push_back(
        {.site = site.rva, .place = *value - image.preferred_base});
  }
  if (slots != world.pointers.size())
    std::ranges::stable_sort(world.pointers, {}, &WorldPointer::site);
  for (const Thunk &thunk : image.thunks)
    world.thunks.emplace(thunk.rva, thunk.slot);
}

World world_of(const NamedImage &named, NamePool &pool) {
  World world;
  world.preferred_base = named.image.preferred_base;
  world.is_relocatable = named.image.is_relocatable;
  add_sections(world, named.image);
  add_names(world, named, pool);
  add_pointers(world, named.image);
  world.functions = find_functions(named.image, world.names);
  world.is_pe = named.image.machine.format == ObjectFormat::coff;
  for (const UnwindRange &range : named.image.unwind) {
    world.unwind.push_back({range.begin, range.end, range.own_info});
    world.unwind_infos.push_back(range.info);
  }
  return world;
}

// Everything that is looked up in sorted order, once all of it is there.
void finish(World &world) {
  std::ranges::stable_sort(world.names, {}, [](const WorldName &name) {
    return std::pair(name.place, name.name);
  });
  std::ranges::stable_sort(world.pointers, {}, &WorldPointer::site);
  std::ranges::stable_sort(world.functions, {}, &BodyRange::begin);
  std::ranges::stable_sort(world.unwind, {}, &WorldUnwind::begin);
  for (std::uint32_t i = 0; i < world.names.size(); ++i)
    world.by_key[world.names[i].key].push_back(i);
  for (const WorldSection &section : world.sections)
    world.has_code_pointers =
        world.has_code_pointers ||
        (section.is_code &&
         !world.pointers_in(section.begin, section.end()).empty());
}

Expected<std::span<std::byte>> own_bytes(World &world, Place place,
                                         std::uint64_t size) {
  auto after =
      std::ranges::upper_bound(world.sections, place, {}, &WorldSection::begin);
  if (after == world.sections.begin() || !std::prev(after)->has(place) ||
      place - std::prev(after)->begin + size > std::prev(after)->bytes.size())
    return fail(ErrorCode::malformed, "the payload writes " +
                                          std::to_string(size) + " bytes at " +
                                          world.describe(place, "base") +
                                          ", expected a place with bytes");
  WorldSection &section = *std::prev(after);
  for (std::vector<std::byte> &bytes : world.owned)
    if (bytes.data() == section.bytes.data())
      return std::span(bytes).subspan(place - section.begin, size);
  world.owned.emplace_back(section.bytes.begin(), section.bytes.end());
  section.bytes = world.owned.back();
  return std::span(world.owned.back()).subspan(place - section.begin, size);
}

Expected<void> apply_fixup(World &world, const Fixup &fixup) {
  const Place site = world.payload_begin + fixup.site;
  const Place target =
      fixup.base_target + static_cast<std::uint64_t>(fixup.addend);
  switch (fixup.kind) {
  case FixupKind::rel32:
    put_at(HP_TRY(own_bytes(world, site, 4)), 0, target - site, 4);
    break;
  case FixupKind::absolute:
    static_cast<void>(HP_TRY(own_bytes(world, site, 8)));
    world.pointers.push_back({.site = site, .place = target});
    break;
  case FixupKind::indirect: {
    static_cast<void>(HP_TRY(own_bytes(world, site, 8)));
    const WorldPointer *slot = world.pointer_at(fixup.base_target);
    if (slot == nullptr)
      return fail(ErrorCode::malformed,
                  "the fixup at payload+" + hex(fixup.site) + " copies base+" +
                      hex(fixup.base_target) + ", expected a slot there");
    WorldPointer copy = *slot;
    copy.site = site;
    copy.is_slot = true;
    world.pointers.push_back(copy);
    break;
  }
  }
  return {};
}

// Pointers are looked up while more are added, so these come last.
Expected<void> add_payload_pointers(World &world, const Payload &payload) {
  const std::size_t base_pointers = world.pointers.size();
  std::vector<WorldPointer> added;
  for (const Fixup &fixup : payload.fixups) {
    HP_TRY(apply_fixup(world, fixup));
    if (world.pointers.size() > base_pointers) {
      added.push_back(world.pointers.back());
      world.pointers.pop_back();
    }
  }
  for (const PayloadImport &import : payload.imports)
    added.push_back({.site = world.payload_begin + import.slot,
                     .kind = WorldPointer::Kind::import,
                     .slot = SlotKind::import,
                     .is_slot = true,
                     .module = import.module,
                     .name = import.name,
                     .ordinal = import.ordinal});
  for (Rva site : payload.relative_sites) {
    const Place place = world.payload_begin + site;
    const std::optional<std::uint64_t> value =
        read_int<std::uint64_t>(world.bytes_at(place, 8), 0);
    if (!value)
      return fail(ErrorCode::malformed, "the field at payload+" + hex(site) +
                                            " is outside of all sections");
    added.push_back({.site = place, .place = world.payload_begin + *value});
  }
  world.pointers.insert(world.pointers.end(), added.begin(), added.end());
  return {};
}

void add_payload_functions(World &world, const Payload &payload,
                           NamePool &pool) {
  std::vector<WorldName> added;
  for (const PayloadFunction &function : payload.functions) {
    const Place place = world.payload_begin + function.payload_rva;
    const std::string_view object = object_file_name(function.object);
    WorldName name = {.place = place,
                      .size = function.size,
                      .is_code = true,
                      .name = function.name,
                      .key = pool.key(function.name),
                      .object = object};
    added.push_back(name);
    if (function.base_rva)
      for (WorldName alias : world.names_at(*function.base_rva)) {
        if (!alias.is_code || alias.name == function.name)
          continue;
        alias.place = place;
        alias.size = function.size;
        added.push_back(alias);
      }
    if (function.size != 0)
      world.functions.push_back({.begin = place, .end = place + function.size});
  }
  world.names.insert(world.names.end(), added.begin(), added.end());
}

void add_problem(Worlds &worlds, const Redirect &redirect, std::string detail) {
  worlds.problems.push_back({.function = {},
                             .post_rva = 0,
                             .place = "base+" + hex(redirect.patch_begin),
                             .detail = std::move(detail)});
}

Expected<void> apply_redirect(Worlds &worlds, const Redirect &redirect) {
  World &world = worlds.base;
  const bool is_pad = redirect.kind == RedirectKind::pad;
  const std::size_t size = is_pad ? 7 : 5;
  const Place begin = redirect.patch_begin;
  const Place target = world.payload_begin + redirect.payload_entry;
  const Place distance = is_pad ? redirect.base_entry - begin : 0;
  const std::uint32_t skipped =
      is_pad ? 0 : redirect.patch_begin - redirect.base_entry;
  if ((is_pad && distance != 5) || (!is_pad && skipped != 0 && skipped != 4))
    add_problem(worlds, redirect,
                "the redirect of base+" + hex(redirect.base_entry) +
                    " is not at its entry");
  if (!equal_bytes(world.bytes_at(begin, size), redirect.base_bytes))
    add_problem(worlds, redirect,
                "the bytes to overwrite are not those of the base image");
  std::span<std::byte> at = HP_TRY(own_bytes(world, begin, size));
  at[0] = std::byte{0xE9};
  put_at(at, 1, target - (begin + 5), 4);
  if (is_pad) {
    at[5] = std::byte{0xEB};
    at[6] = std::byte{0xF9};
  }
  if (!world.redirects.emplace(redirect.base_entry, target).second)
    add_problem(worlds, redirect, "a second redirect of one function");
  return {};
}

} // namespace

Expected<Worlds> make_worlds(const Payload &payload, const NamedImage &base,
                             const NamedImage &post) {
  NamePool pool;
  Worlds worlds = {.base = world_of(base, pool),
                   .post = world_of(post, pool),
                   .problems = {}};
  World &world = worlds.base;
  if (!payload.sections.empty()) {
    Place end = 0;
    for (const WorldSection &section : world.sections)
      end = std::max(end, section.end());
    world.payload_begin = (end + 2 * granule - 1) / granule * granule;
  }
  std::ranges::stable_sort(world.names, {}, &WorldName::place);
  for (const PayloadSection &section : payload.sections)
    world.sections.push_back(
        {.begin = world.payload_begin + section.rva,
         .size = section.size,
         .bytes = section.bytes,
         .is_code = section.kind == PayloadSectionKind::code,
         .is_writable = section.kind == PayloadSectionKind::writable});
  HP_TRY(add_payload_pointers(world, payload));
  add_payload_functions(world, payload, pool);
  for (const PayloadUnwind &range : payload.unwind)
    world.unwind.push_back({world.payload_begin + range.begin,
                            world.payload_begin + range.end,
                            world.payload_begin + range.info});
  for (const Redirect &redirect : payload.redirects)
    HP_TRY(apply_redirect(worlds, redirect));
  finish(worlds.base);
  finish(worlds.post);
  return worlds;
}

} // namespace hotpatch
