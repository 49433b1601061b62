// Where a reference of the post side leads to, once the payload is applied.
#ifndef HOTPATCH_HPCOMPILE_RESOLVE_H
#define HOTPATCH_HPCOMPILE_RESOLVE_H

#include "hpcompile/base_view.h"
#include "hpcompile/pairing.h"
#include "hpcompile/refusal.h"

#include <compare>
#include <cstdint>
#include <set>
#include <string>
#include <utility>

namespace hotpatch {

// Something of the post side that the payload must bring along.
enum class EntityKind : std::uint8_t {
  function,     // object, index (Contents::functions)
  datum,        // object, index (Contents::data)
  content,      // object, index (section), place: unnamed read-only data
  table,        // the same, which holds distances from its begin
  common,       // object, index (symbol): a common symbol
  base_slot,    // 8 bytes that hold the address of `base`
  entity_slot,  // 8 bytes that hold the address of what `inner` says
  import_slot,  // 8 bytes that hold the address of the export `name`
  import_thunk, // a jump through the slot `base`, or through an import_slot of
                // `name` if base is 0
};

struct Entity {
  EntityKind kind = EntityKind::function;
  EntityKind inner = EntityKind::function; // entity_slot
  std::uint32_t object = 0, index = 0;
  std::uint64_t place = 0; // content: offset in the section
  std::uint32_t width = 0; // content: bytes; 0: up to what follows
  Rva base = 0; // base_slot, import_thunk; entity_slot: the offset in
                // the entity
  std::string name = {};

  friend auto operator<=>(const Entity &, const Entity &) = default;
};

struct Resolution {
  enum class Kind : std::uint8_t {
    base,     // a place of the base image
    entity,   // comes along
    number,   // no place at all
    imported, // an export: only a field of 8 bytes can hold its address
    refused,
  };
  Kind kind = Kind::refused;
  Rva base = 0;          // base; imported: the base's slot that holds it, or 0
  std::string name = {}; // imported
  Entity entity = {};    // entity
  std::int64_t offset = 0; // from the base place or the entity; number: it
  RefusalReason reason = RefusalReason::unbound; // refused
  std::string detail = {};                       // refused: what was looked for
};

// The corresponding reference of the pre side, as far as it is known.
struct PreReference {
  bool is_known = false;
  Target target = {}; // in the paired pre object
};

// What the code that refers to unnamed data shows of it.
struct ContentUse {
  bool holds_distances = false; // from its begin, in 4 bytes each
  // Bytes that are read at the place, and nothing else is; 0: not known.
  std::uint32_t width = 0;
};

class Resolver {
public:
  // All must outlive the value.  `replaced_data` are read-only data (post
  // object, datum) whose new content the payload brings along, and
  // `replaced_functions` functions (post object, function) that the payload
  // replaces: their insides are nowhere in the base.
  Resolver(
      const Build &post, const BaseView &base, Pairing &pairing,
      const std::set<std::pair<std::uint32_t, std::uint32_t>> &replaced_data,
      const std::set<std::pair<std::uint32_t, std::uint32_t>>
          &replaced_functions);

  // Where `target` of the post object leads to by `access`.
  Resolution resolve(std::uint32_t object, const Target &target, Access access,
                     const PreReference &pre, const ContentUse &use) const;

private:
  Resolution resolve_symbol(std::uint32_t object, const Target &target,
                            Access access) const;
  [[nodiscard]] std::optional<Resolution> by_counterpart(const Entity &entity,
                                                         std::int64_t offset,
                                                         Access access) const;
  Resolution resolve_code(std::uint32_t object, const Target &target,
                          Access access) const;
  Resolution resolve_datum(std::uint32_t object, const Target &target,
                           Access access) const;
  Resolution resolve_content(std::uint32_t object, const Target &target,
                             Access access, const PreReference &pre,
                             const ContentUse &use) const;
  [[nodiscard]] std::optional<Entity> defined_as(std::string_view name) const;
  [[nodiscard]] bool is_in_base(std::string_view name) const;
  [[nodiscard]] bool is_live(const Entity &entity) const;
  Resolution through_slot(std::string_view name, std::int64_t offset) const;
  Resolution by_address(std::string_view name, std::int64_t offset,
                        Access access) const;
  [[nodiscard]] std::string place_of(const BindingSite &site) const;

  const Build &post_;
  const BaseView &base_;
  Pairing &pairing_;
  const std::set<std::pair<std::uint32_t, std::uint32_t>> &replaced_data_;
  const std::set<std::pair<std::uint32_t, std::uint32_t>> &replaced_functions_;
  Definitions definitions_; // of the post build
};

} // namespace hotpatch

#endif
