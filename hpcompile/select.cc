// See select.h.  "Pull, not prune": the selection starts with the functions
// that changed and grows by what their fields lead to, breadth first, so that
// its order is that of reaching and depends on nothing else.
#include "hpcompile/select.h"

#include "hpcompile/carried_unwind.h"
#include "hpcompile/entry_references.h"
#include "hpcompile/literal.h"
#include "hpcompile/part_builder.h"
#include "hpcompile/unwind_part.h"
#include "hpdiff/atoms.h"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>

namespace hotpatch {
namespace {

constexpr std::uint64_t slot_size = 8;

class Selector {
public:
  Selector(const Build &post, const BaseView &base, Pairing &pairing,
           const Roots &roots)
      : post_(post), base_(base), pairing_(pairing), roots_(roots),
        replaced_functions_(functions_of(roots)),
        resolver_(post, base, pairing, roots.replaced_data,
                  replaced_functions_),
        tls_(post, base, pairing),
        context_{
            post,
            base,
            pairing,
            resolver_,
            tls_,
            [this](const Entity &entity, std::int64_t offset, bool by_call) {
              return place_of(entity, offset, by_call);
            },
            [this](RefusalReason reason, std::string detail) {
              result_.refusals.push_back(
                  {reason, subject_, object_, std::move(detail)});
            },
            [this](std::uint32_t object, std::uint32_t section,
                   std::uint64_t place) {
              return content_extent({.kind = EntityKind::content,
                                     .object = object,
                                     .index = section,
                                     .place = place})
                  .end;
            }} {}

  Selection run() {
    for (const Root &root : roots_.functions)
      add_root(root);
    for (const HookRoot &hook : roots_.hooks) {
      const Entity entity{.kind = EntityKind::function,
                          .object = hook.object,
                          .index = hook.function};
      place_of(entity, 0, true);
      result_.hooks.emplace_back(hook.kind, function_of_.at(entity));
    }
    while (!queue_.empty()) {
      const Entity entity = std::move(queue_.front());
      queue_.pop_front();
      build(entity);
    }
    std::ranges::sort(result_.refusals);
    auto repeated = std::ranges::unique(result_.refusals);
    result_.refusals.erase(repeated.begin(), repeated.end());
    return std::move(result_);
  }

private:
  static std::set<std::pair<std::uint32_t, std::uint32_t>>
  functions_of(const Roots &roots) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> result;
    for (const Root &root : roots.functions)
      result.emplace(root.post_object, root.post_function);
    return result;
  }

  [[nodiscard]] const Side &side_of(std::uint32_t object) const {
    return post_.objects[object].side;
  }

  void add_root(const Root &root) {
    const Entity entity{.kind = EntityKind::function,
                        .object = root.post_object,
                        .index = root.post_function};
    place_of(entity, 0, true);
    SelectedFunction &function = result_.functions[function_of_.at(entity)];
    function.reason = FunctionReason::changed;
    function.base_references = entry_references(
        base_.pre().objects[root.pre_object].side, root.pre_function);
    for (const Extent &extent : base_.pre()
                                    .objects[root.pre_object]
                                    .side.contents()
                                    .functions[root.pre_function]
                                    .extents)
      if (std::optional<Rva> rva = base_.placements().rva_of(
              root.pre_object, extent.section, extent.begin))
        function.base_extents.push_back(
            {*rva, static_cast<std::uint32_t>(extent.size())});
  }

  static bool is_of_an_object(EntityKind kind) {
    switch (kind) {
    case EntityKind::function:
    case EntityKind::datum:
    case EntityKind::content:
    case EntityKind::table:
    case EntityKind::common:
      return true;
    case EntityKind::base_slot:
    case EntityKind::entity_slot:
    case EntityKind::import_slot:
    case EntityKind::import_thunk:
      return false;
    }
    return false;
  }

  std::uint32_t add_part() {
    result_.parts.emplace_back();
    return static_cast<std::uint32_t>(result_.parts.size() - 1);
  }

  // Where a place of an entity is; it is selected if it was not.
  PartPlace place_of(const Entity &entity, std::int64_t offset, bool by_call) {
    auto [entry, is_new] = parts_of_.try_emplace(entity);
    if (is_new) {
      std::size_t count = 1;
      if (entity.kind == EntityKind::function)
        count = side_of(entity.object)
                    .contents()
                    .functions[entity.index]
                    .extents.size();
      for (std::size_t i = 0; i < count; ++i)
        entry->second.push_back(add_part());
      queue_.push_back(entity);
      if (is_of_an_object(entity.kind))
        result_.objects.insert(entity.object);
      if (entity.kind == EntityKind::function)
        add_function(entity, entry->second);
    }
    if (entity.kind != EntityKind::function)
      return {entry->second.front(), offset};
    if (!by_call && offset == 0)
      result_.functions[function_of_.at(entity)].is_call_target = true;
    if (offset < 0)
      return {entry->second.front(), offset};
    const auto [extent, at] =
        side_of(entity.object)
            .contents()
            .functions[entity.index]
            .extent_at(static_cast<std::uint64_t>(offset));
    return {entry->second[extent], static_cast<std::int64_t>(at)};
  }

  void add_function(const Entity &entity,
                    const std::vector<std::uint32_t> &parts) {
    const Side &side = side_of(entity.object);
    const Function &function = side.contents().functions[entity.index];
    const PairedObject *pair = pairing_.of_post(entity.object);
    const bool is_new =
        !pair || pair->matched.pre_function[entity.index] == no_index;
    SelectedFunction selected;
    selected.name = name_of(side.object(), function);
    selected.object = post_.objects[entity.object].label;
    selected.reason = is_new ? FunctionReason::added : FunctionReason::reached;
    selected.parts = parts;
    function_of_.emplace(entity,
                         static_cast<std::uint32_t>(result_.functions.size()));
    result_.functions.push_back(std::move(selected));
  }

  void build(const Entity &entity) {
    const std::vector<std::uint32_t> parts = parts_of_.at(entity);
    object_ = post_.objects.empty() ? "" : post_.objects[entity.object].label;
    subject_ = subject_of(entity);
    Part part;
    switch (entity.kind) {
    case EntityKind::function:
      build_function_of(entity, parts);
      return;
    case EntityKind::datum:
      part = build_data(
          context_, entity.object,
          side_of(entity.object).contents().data[entity.index].extent, {});
      break;
    case EntityKind::content:
      part = build_data(context_, entity.object, content_extent(entity), {});
      break;
    case EntityKind::table:
      part = build_data(context_, entity.object, content_extent(entity),
                        {.holds_distances = true});
      break;
    case EntityKind::common: {
      const Symbol &symbol =
          side_of(entity.object).object().symbols[entity.index];
      part.section = PayloadSectionKind::writable;
      part.size = symbol.size;
      part.alignment = symbol.alignment;
      break;
    }
    case EntityKind::base_slot:
    case EntityKind::entity_slot:
    case EntityKind::import_slot:
      part = build_slot(entity);
      break;
    case EntityKind::import_thunk:
      part = build_thunk(entity);
      break;
    }
    part.owner = object_ + ": " + subject_;
    result_.parts[parts.front()] = std::move(part);
  }

  [[nodiscard]] std::string subject_of(const Entity &entity) const {
    switch (entity.kind) {
    case EntityKind::function:
      return result_.functions[function_of_.at(entity)].name;
    case EntityKind::datum:
      return name_of(side_of(entity.object).object(),
                     side_of(entity.object).contents().data[entity.index]);
    case EntityKind::content:
    case EntityKind::table:
      return std::string(
          side_of(entity.object).object().sections[entity.index].name);
    case EntityKind::common:
      return std::string(
          side_of(entity.object).object().symbols[entity.index].name);
    case EntityKind::base_slot:
    case EntityKind::entity_slot:
    case EntityKind::import_slot:
    case EntityKind::import_thunk:
      break;
    }
    return entity.name;
  }

  void build_function_of(const Entity &entity,
                         const std::vector<std::uint32_t> &parts) {
    std::vector<Part> built =
        build_function(context_, entity.object, entity.index, parts);
    std::uint32_t size = 0;
    for (std::size_t e = 0; e < built.size(); ++e) {
      size += static_cast<std::uint32_t>(built[e].size);
      built[e].owner = object_ + ": " + subject_;
      result_.parts[parts[e]] = std::move(built[e]);
    }
    result_.functions[function_of_.at(entity)].size = size;
    std::unique_ptr<UnwindCarrier> &carrier = carriers_[entity.object];
    if (!carrier)
      carrier = std::make_unique<UnwindCarrier>(side_of(entity.object));
    Expected<CarriedUnwind> unwind = carrier->carry(entity.index);
    if (!unwind) {
      context_.refuse(RefusalReason::unsupported_unwind,
                      unwind.error().message);
      return;
    }
    result_.needs_unwind = result_.needs_unwind || unwind->has_handler;
    add_unwind(context_, entity.object, entity.index, parts, *unwind, shared_,
               result_);
  }

  // Unnamed data reaches up to the next place that something refers to, if it
  // is not known what of it is read.
  Extent content_extent(const Entity &entity) {
    const Side &side = side_of(entity.object);
    if (entity.width > 0)
      return {entity.index, entity.place, entity.place + entity.width};
    if (std::optional<BytesView> literal =
            literal_at(side, entity.index, entity.place))
      return {entity.index, entity.place, entity.place + literal->size()};
    std::unique_ptr<Atoms> &atoms = atoms_[entity.object];
    if (!atoms)
      atoms = std::make_unique<Atoms>(side);
    return {entity.index, entity.place,
            atoms->end_of(entity.index, entity.place)};
  }

  Part build_slot(const Entity &entity) {
    Part part{.section = PayloadSectionKind::read_only};
    part.bytes.resize(slot_size);
    part.size = part.alignment = slot_size;
    Link link{.form = Link::Form::absolute};
    if (entity.kind == EntityKind::import_slot) {
      part.imports.push_back({0, entity.name});
      return part;
    }
    if (entity.kind == EntityKind::base_slot) {
      link.base = entity.base;
    } else {
      Entity inner = entity;
      inner.kind = entity.inner;
      inner.inner = EntityKind::function;
      inner.base = 0;
      const PartPlace place =
          place_of(inner, static_cast<std::int32_t>(entity.base), false);
      link.part = place.part;
      link.addend = place.offset;
    }
    part.links.push_back(link);
    return part;
  }

  // jmp qword ptr [rip + slot]
  Part build_thunk(const Entity &entity) {
    Part part{.section = PayloadSectionKind::code};
    part.bytes.resize(6);
    part.bytes[0] = std::byte{0xff};
    part.bytes[1] = std::byte{0x25};
    part.size = part.bytes.size();
    part.alignment = 8;
    Link link{.at = 2, .addend = -4};
    if (entity.base != 0)
      link.base = entity.base;
    else
      link.part =
          place_of({.kind = EntityKind::import_slot, .name = entity.name}, 0,
                   false)
              .part;
    part.links.push_back(link);
    return part;
  }

  const Build &post_;
  const BaseView &base_;
  Pairing &pairing_;
  const Roots &roots_;
  const std::set<std::pair<std::uint32_t, std::uint32_t>> replaced_functions_;
  Resolver resolver_;
  TlsResolver tls_;
  PartContext context_;
  std::string subject_, object_; // of what is being built, for refusals
  std::map<Entity, std::vector<std::uint32_t>> parts_of_;
  std::map<Entity, std::uint32_t> function_of_; // index into functions
  std::deque<Entity> queue_;
  std::map<std::uint32_t, std::unique_ptr<UnwindCarrier>> carriers_;
  std::map<std::uint32_t, std::unique_ptr<Atoms>> atoms_;
  SharedParts shared_;
  Selection result_;
};

} // namespace

Selection select(const Build &post, const BaseView &base, Pairing &pairing,
                 const Roots &roots) {
  return Selector(post, base, pairing, roots).run();
}

} // namespace hotpatch
