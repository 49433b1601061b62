// See base_view.h.
//
// Not every slot is one to read an address from.  An ELF image has a field with
// the symbol's address also where a variable is initialised with it, and the
// program may have given that another value; and what .got.plt holds leads to
// the dynamic linker before the first call.
#include "hpcompile/base_view.h"

#include <algorithm>

namespace hotpatch {
namespace {

// Sections of a PE image that need not be in memory, or are made anew there.
bool may_be_discarded(std::string_view name) {
  return name.starts_with(".debug") || name.starts_with('/') ||
         name == ".reloc";
}

// Whether the loader changes one of the bytes [begin, end).
bool is_loaded_otherwise(const Image &image, Rva begin, Rva end) {
  constexpr Rva widest = 16;
  const Rva from = begin < widest ? 0 : begin - widest + 1;
  for (auto site = std::ranges::lower_bound(image.relocation_sites, from, {},
                                            &RelocationSite::rva);
       site != image.relocation_sites.end() && site->rva < end; ++site)
    if (site->rva + site->width > begin)
      return true;
  for (auto slot = std::ranges::lower_bound(image.slots, from, {}, &Slot::rva);
       slot != image.slots.end() && slot->rva < end; ++slot)
    if (slot->rva + 8 > begin)
      return true;
  return false;
}

} // namespace

BaseView::BaseView(const Build &pre, const Image &image, const NameIndex &names)
    : pre_(pre), image_(image), names_(names),
      placements_(place_sections(pre, image, names)),
      bindings_(read_bindings(pre, placements_, image)), definitions_(pre),
      needed_(pre, placements_, definitions_) {
  for (const Slot &slot : image.slots) {
    if (slot.name.empty() ||
        (slot.kind != SlotKind::import && slot.kind != SlotKind::symbol))
      continue;
    const ImageSection *holder = image.section_at(slot.rva);
    const std::string_view name = holder ? holder->name : "";
    const bool is_pe = image.machine.format == ObjectFormat::coff;
    if (is_pe || name == ".got")
      slots_.try_emplace(slot.name, &slot);
    if (is_pe || name.starts_with(".got"))
      jump_slots_.try_emplace(slot.name, &slot);
  }
}

std::optional<Rva> BaseView::function_place(std::uint32_t object,
                                            std::uint32_t function,
                                            std::uint64_t offset) const {
  const Function &code =
      pre_.objects[object].side.contents().functions[function];
  const auto [number, at] = code.extent_at(offset);
  const Extent &extent = code.extents[number];
  if (at >= extent.size())
    return std::nullopt;
  return placements_.rva_of(object, extent.section, extent.begin + at);
}

std::optional<Rva> BaseView::content_place(std::uint32_t object,
                                           std::uint32_t section,
                                           std::uint64_t offset) const {
  const Section &where = pre_.objects[object].side.object().sections[section];
  if (!where.is_mergeable)
    return placements_.rva_of(object, section, offset);
  const Binding *piece = bindings_.piece(object, section, offset);
  return piece && !piece->other_site
             ? std::optional(static_cast<Rva>(piece->value))
             : std::nullopt;
}

std::optional<Rva> BaseView::placed_definition(std::string_view name) const {
  for (const Definition &definition : definitions_.of(name)) {
    const Symbol &symbol = pre_.objects[definition.object]
                               .side.object()
                               .symbols[definition.symbol];
    if (symbol.placement != Placement::in_section)
      continue;
    if (std::optional<Rva> rva =
            placements_.rva_of(definition.object, symbol.section, symbol.value))
      return rva;
  }
  return std::nullopt;
}

std::optional<Rva> BaseView::definition_of(std::string_view name) const {
  if (std::optional<Rva> rva = placed_definition(name))
    return rva;
  const NamedPlace *place = names_.global(name);
  return place ? std::optional(place->rva) : std::nullopt;
}

const Slot *BaseView::slot_of(std::string_view name) const {
  auto found = slots_.find(name);
  return found == slots_.end() ? nullptr : found->second;
}

const Slot *BaseView::jump_slot_of(std::string_view name) const {
  auto found = jump_slots_.find(name);
  return found == jump_slots_.end() ? nullptr : found->second;
}

std::optional<Rva> BaseView::find_bytes(BytesView bytes,
                                        std::uint64_t alignment) const {
  if (bytes.empty())
    return std::nullopt;
  const std::string_view wanted = as_text(bytes);
  for (const ImageSection &section : image_.sections) {
    if (section.is_code || section.is_writable || section.is_tls ||
        may_be_discarded(section.name))
      continue;
    const std::string_view text = as_text(section.bytes);
    for (std::size_t at = text.find(wanted); at != text.npos;
         at = text.find(wanted, at + 1)) {
      const Rva rva = section.rva + static_cast<Rva>(at);
      const Rva end = rva + static_cast<Rva>(bytes.size());
      if (rva % alignment == 0 && !is_loaded_otherwise(image_, rva, end))
        return rva;
    }
  }
  return std::nullopt;
}

} // namespace hotpatch
