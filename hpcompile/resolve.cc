// See resolve.h.
//
// The order is that of trust.  What the post objects define and the base does
// not have comes along in the payload.  All else is bound to the base: first as
// the same access of the same symbol is bound in the image itself (bindings.h),
// then through the placement of its definition, then by the image's symbols,
// and last, for functions of other modules, as a new import.  Local symbols
// take the way over their pre counterpart and its section's placement.
//
// Read-only data without a name is bound by content: to the pre counterpart of
// the very reference if both are proven equal, else to any place of the base's
// read-only data with the same bytes.
#include "hpcompile/resolve.h"

#include "formats/core/text.h"
#include "hpcompile/literal.h"

#include <algorithm>

namespace hotpatch {
namespace {

using Kind = Resolution::Kind;

Resolution in_base(std::int64_t rva, std::int64_t offset) {
  return {.kind = Kind::base, .base = static_cast<Rva>(rva), .offset = offset};
}

Resolution number(std::int64_t value) {
  return {.kind = Kind::number, .offset = value};
}

Resolution refuse(RefusalReason reason, std::string detail) {
  return {.kind = Kind::refused, .reason = reason, .detail = std::move(detail)};
}

Resolution bring(Entity entity, std::int64_t offset) {
  return {.kind = Kind::entity, .entity = std::move(entity), .offset = offset};
}

// The way to an entity or place by address, or through a new slot that holds
// its address.
Resolution by_access(Resolution direct, Access access) {
  if (access != Access::slot)
    return direct;
  if (direct.kind == Kind::base)
    return bring({.kind = EntityKind::base_slot,
                  .base = static_cast<Rva>(direct.base + direct.offset)},
                 0);
  if (direct.kind != Kind::entity)
    return direct;
  Entity slot = std::move(direct.entity);
  slot.inner = slot.kind;
  slot.kind = EntityKind::entity_slot;
  slot.base = static_cast<Rva>(direct.offset);
  return bring(std::move(slot), 0);
}

Resolution refuse_import(std::string_view name) {
  return refuse(RefusalReason::unbound,
                "undefined symbol " + std::string(name) +
                    ", and the image imports from no module");
}

constexpr std::string_view import_prefix = "__imp_";

} // namespace

Resolver::Resolver(
    const Build &post, const BaseView &base, Pairing &pairing,
    const std::set<std::pair<std::uint32_t, std::uint32_t>> &replaced_data,
    const std::set<std::pair<std::uint32_t, std::uint32_t>> &replaced_functions)
    : post_(post), base_(base), pairing_(pairing),
      replaced_data_(replaced_data), replaced_functions_(replaced_functions),
      definitions_(post) {}

Resolution Resolver::resolve(std::uint32_t object, const Target &target,
                             Access access, const PreReference &pre,
                             const ContentUse &use) const {
  switch (target.kind) {
  case Target::Kind::symbol:
    return resolve_symbol(object, target, access);
  case Target::Kind::code:
    return resolve_code(object, target, access);
  case Target::Kind::datum:
    return resolve_datum(object, target, access);
  case Target::Kind::content:
    return resolve_content(object, target, access, pre, use);
  case Target::Kind::unknown:
    break;
  }
  PairedObject *pair = pairing_.of_post(object);
  if (pair && pre.is_known && pre.target.kind == Target::Kind::unknown &&
      pre.target.index != no_index &&
      pair->equality->same(pre.target, target, nullptr))
    if (std::optional<Rva> rva = base_.placements().rva_of(
            pair->pre, pre.target.index,
            static_cast<std::uint64_t>(pre.target.offset)))
      return by_access(in_base(*rva, 0), access);
  return refuse(RefusalReason::unbound,
                "a place in no named datum and no function");
}

// What the post build defines under the name, if anything.  Of common symbols
// linkers take the largest, and none where a section holds the datum.
std::optional<Entity> Resolver::defined_as(std::string_view name) const {
  std::optional<Entity> common;
  std::uint64_t size = 0;
  for (const Definition &definition : definitions_.of(name)) {
    const Side &side = post_.objects[definition.object].side;
    const Symbol &symbol = side.object().symbols[definition.symbol];
    if (symbol.placement == Placement::common) {
      if (!common || symbol.size > size)
        common = Entity{.kind = EntityKind::common,
                        .object = definition.object,
                        .index = definition.symbol};
      size = std::max(size, symbol.size);
      continue;
    }
    const std::uint32_t function =
        side.contents().function_of_symbol(definition.symbol);
    if (function != no_index)
      return Entity{.kind = EntityKind::function,
                    .object = definition.object,
                    .index = function};
    const std::uint32_t datum = side.datum_of_symbol(definition.symbol);
    if (datum != no_index)
      return Entity{.kind = EntityKind::datum,
                    .object = definition.object,
                    .index = datum};
  }
  return common;
}

// What the post objects define and the pre objects do not, the image has only
// if it defines it itself: that it imports something of this name says nothing.
bool Resolver::is_in_base(std::string_view name) const {
  if (!definitions_.of(name).empty() && base_.definitions().of(name).empty()) {
    const NamedPlace *place = base_.names().global(name);
    return place && !base_.image().thunk_at(place->rva);
  }
  for (Access access : {Access::direct, Access::call, Access::slot})
    if (base_.bindings().named(name, access))
      return true;
  return base_.definition_of(name) || base_.jump_slot_of(name);
}

// Whether it is data that the program may write.
bool Resolver::is_live(const Entity &entity) const {
  if (entity.kind != EntityKind::datum)
    return entity.kind == EntityKind::common;
  const Side &side = post_.objects[entity.object].side;
  const Extent &extent = side.contents().data[entity.index].extent;
  const SectionKind kind = side.object().sections[extent.section].kind;
  return kind == SectionKind::writable || kind == SectionKind::bss;
}

std::string Resolver::place_of(const BindingSite &site) const {
  const BuildObject &object = base_.pre().objects[site.object];
  return object.label + " section " +
         std::string(object.side.object().sections[site.section].name) + "+" +
         hex(site.offset);
}

Resolution Resolver::through_slot(std::string_view name,
                                  std::int64_t offset) const {
  if (const Binding *binding = base_.bindings().named(name, Access::slot);
      binding && !binding->other_site)
    return in_base(binding->value, offset);
  if (const Slot *slot = base_.slot_of(name))
    return in_base(slot->rva, offset);
  if (std::optional<Rva> rva = base_.definition_of(name))
    return bring({.kind = EntityKind::base_slot, .base = *rva}, offset);
  if (base_.image().needed.empty())
    return refuse_import(name);
  return bring({.kind = EntityKind::import_slot, .name = std::string(name)},
               offset);
}

Resolution Resolver::by_address(std::string_view name, std::int64_t offset,
                                Access access) const {
  const Binding *binding = base_.bindings().named(name, access);
  if (!binding && access == Access::call)
    binding = base_.bindings().named(name, Access::direct);
  if (binding && binding->other_site)
    return refuse(RefusalReason::ambiguous_binding,
                  "leads to " +
                      hex(static_cast<std::uint64_t>(binding->value)) + " by " +
                      place_of(binding->site) + " and to " +
                      hex(static_cast<std::uint64_t>(binding->other_value)) +
                      " by " + place_of(*binding->other_site));
  if (binding)
    return in_base(binding->value, offset);
  // A library's slot for what it defines itself says that the loader may find
  // another module's definition.
  const Slot *slot =
      access == Access::call ? base_.jump_slot_of(name) : base_.slot_of(name);
  const bool may_be_other = slot &&
                            base_.image().machine.format == ObjectFormat::elf &&
                            base_.image().is_library;
  if (!may_be_other)
    if (std::optional<Rva> rva = base_.definition_of(name))
      return in_base(*rva, offset);
  if (name.starts_with(import_prefix)) {
    const std::string_view imported = name.substr(import_prefix.size());
    if (const Slot *known = base_.slot_of(imported))
      return in_base(known->rva, offset);
    return through_slot(imported, offset);
  }
  if (!slot && base_.image().needed.empty())
    return refuse_import(name);
  if (access != Access::call)
    return {.kind = Kind::imported,
            .base = slot ? slot->rva : 0,
            .name = std::string(name),
            .offset = offset};
  if (slot)
    return bring({.kind = EntityKind::import_thunk,
                  .base = slot->rva,
                  .name = std::string(name)},
                 offset);
  return bring({.kind = EntityKind::import_thunk, .name = std::string(name)},
               offset);
}

Resolution Resolver::resolve_symbol(std::uint32_t object, const Target &target,
                                    Access access) const {
  const Symbol &symbol =
      post_.objects[object].side.object().symbols[target.index];
  if (symbol.placement == Placement::absolute)
    return number(static_cast<std::int64_t>(symbol.value) + target.offset);
  if (std::optional<Entity> entity = defined_as(symbol.name)) {
    const std::pair key{entity->object, entity->index};
    const bool is_replaced =
        (entity->kind == EntityKind::datum && replaced_data_.contains(key)) ||
        (entity->kind == EntityKind::function && target.offset != 0 &&
         replaced_functions_.contains(key));
    if (!is_replaced && !is_in_base(symbol.name) && is_live(*entity) &&
        base_.needed().name(symbol.name))
      return refuse(RefusalReason::unbound, "the image holds " +
                                                std::string(symbol.name) +
                                                ", but nothing tells where");
    if (!is_replaced && !is_in_base(symbol.name))
      if (std::optional<Resolution> known =
              by_counterpart(*entity, target.offset, access))
        return *std::move(known);
    if (is_replaced || !is_in_base(symbol.name))
      return by_access(bring(*entity, target.offset), access);
  } else if (symbol.linkage == Linkage::weak && !is_in_base(symbol.name)) {
    return refuse(RefusalReason::unbound,
                  "weak symbol " + std::string(symbol.name) +
                      ", which the image neither defines nor looks up");
  }
  return access == Access::slot
             ? through_slot(symbol.name, target.offset)
             : by_address(symbol.name, target.offset, access);
}

// A static variable or function that has become global is still the one that is
// in the image: a second copy of a variable would be another variable.
std::optional<Resolution> Resolver::by_counterpart(const Entity &entity,
                                                   std::int64_t offset,
                                                   Access access) const {
  PairedObject *pair = pairing_.of_post(entity.object);
  if (!pair)
    return std::nullopt;
  if (entity.kind == EntityKind::datum &&
      pair->matched.pre_datum[entity.index] != no_index)
    return resolve_datum(entity.object,
                         {Target::Kind::datum, entity.index, offset}, access);
  const std::uint32_t pre = entity.kind == EntityKind::function
                                ? pair->matched.pre_function[entity.index]
                                : no_index;
  if (pre == no_index || offset < 0)
    return std::nullopt;
  const std::optional<Rva> rva =
      base_.function_place(pair->pre, pre, static_cast<std::uint64_t>(offset));
  return rva ? std::optional(by_access(in_base(*rva, 0), access))
             : std::nullopt;
}

Resolution Resolver::resolve_code(std::uint32_t object, const Target &target,
                                  Access access) const {
  const Side &side = post_.objects[object].side;
  const Function &function = side.contents().functions[target.index];
  if (target.offset < 0 ||
      static_cast<std::uint64_t>(target.offset) >= function.size())
    return refuse(RefusalReason::unbound, "a place behind function " +
                                              name_of(side.object(), function));
  const Entity entity{
      .kind = EntityKind::function, .object = object, .index = target.index};
  const bool is_replaced = replaced_functions_.contains({object, target.index});
  if (is_replaced && target.offset != 0)
    return by_access(bring(entity, target.offset), access);
  PairedObject *pair = pairing_.of_post(object);
  const std::uint32_t pre =
      pair ? pair->matched.pre_function[target.index] : no_index;
  if (pre != no_index)
    if (std::optional<Rva> rva = base_.function_place(
            pair->pre, pre, static_cast<std::uint64_t>(target.offset)))
      return by_access(in_base(*rva, 0), access);
  const bool is_named =
      function.symbol != no_index &&
      side.object().symbols[function.symbol].linkage != Linkage::local;
  if (is_named && target.offset == 0)
    return resolve_symbol(object, {Target::Kind::symbol, function.symbol, 0},
                          access);
  if (pre != no_index) {
    const Extent &entry = base_.pre()
                              .objects[pair->pre]
                              .side.contents()
                              .functions[pre]
                              .extents[0];
    const SectionPlacement &placement =
        base_.placements().of(pair->pre, entry.section);
    if (placement.state == SectionPlacement::State::ambiguous)
      return refuse(RefusalReason::ambiguous_binding,
                    "static function " + name_of(side.object(), function) +
                        " has " + std::to_string(placement.candidates.size()) +
                        " copies in the image, and nothing tells which is " +
                        "this object's");
  }
  return by_access(bring(entity, target.offset), access);
}

Resolution Resolver::resolve_datum(std::uint32_t object, const Target &target,
                                   Access access) const {
  const Entity entity{
      .kind = EntityKind::datum, .object = object, .index = target.index};
  PairedObject *pair = pairing_.of_post(object);
  const std::uint32_t pre =
      pair ? pair->matched.pre_datum[target.index] : no_index;
  if (pre == no_index || replaced_data_.contains({object, target.index}))
    return by_access(bring(entity, target.offset), access);
  const Extent &extent =
      base_.pre().objects[pair->pre].side.contents().data[pre].extent;
  if (std::optional<Rva> rva =
          base_.content_place(pair->pre, extent.section, extent.begin))
    return by_access(in_base(*rva, target.offset), access);
  using State = SectionPlacement::State;
  const State state = base_.placements().of(pair->pre, extent.section).state;
  const SectionKind kind = base_.pre()
                               .objects[pair->pre]
                               .side.object()
                               .sections[extent.section]
                               .kind;
  // Read-only data, or data that nothing in the image refers to, may as well
  // come along; live data may not have two copies.
  const bool is_needed = base_.needed().section(pair->pre, extent.section);
  if ((state == State::absent && !is_needed) || kind == SectionKind::read_only)
    return by_access(bring(entity, target.offset), access);
  return refuse(RefusalReason::unbound,
                state == State::differs
                    ? "the image holds its section with other content"
                    : "the image holds its section, but nothing tells where");
}

Resolution Resolver::resolve_content(std::uint32_t object, const Target &target,
                                     Access access, const PreReference &pre,
                                     const ContentUse &use) const {
  // Equal distances say nothing of what they lead to.
  if (use.holds_distances)
    return by_access(bring({.kind = EntityKind::table,
                            .object = object,
                            .index = target.index,
                            .place = static_cast<std::uint64_t>(target.offset)},
                           target.delta),
                     access);
  PairedObject *pair = pairing_.of_post(object);
  // A jump table leads into its own function, which the base has in its pre
  // form only, however equal the two tables are.
  if (pair && pre.is_known && pre.target.kind == Target::Kind::content &&
      !pair->equality->is_code_table(pre.target) &&
      pair->equality->same(pre.target, target, nullptr))
    if (std::optional<Rva> rva =
            base_.content_place(pair->pre, pre.target.index,
                                static_cast<std::uint64_t>(pre.target.offset)))
      return by_access(in_base(*rva, target.delta), access);
  const Side &side = post_.objects[object].side;
  const Section &section = side.object().sections[target.index];
  if (section.kind != SectionKind::read_only)
    return refuse(RefusalReason::unbound,
                  "unnamed data in section " + std::string(section.name));
  const std::uint64_t place = static_cast<std::uint64_t>(target.offset);
  const bool is_read = access == Access::direct && target.delta == 0;
  const std::optional<BytesView> read =
      is_read ? read_at(side, target.index, place, use.width) : std::nullopt;
  if (const std::optional<BytesView> known =
          read ? read : literal_at(side, target.index, place))
    if (std::optional<Rva> rva =
            base_.find_bytes(*known, alignment_at(section, place)))
      return by_access(in_base(*rva, target.delta), access);
  return by_access(bring({.kind = EntityKind::content,
                          .object = object,
                          .index = target.index,
                          .place = place,
                          .width = read ? use.width : 0},
                         target.delta),
                   access);
}

} // namespace hotpatch
