// From the entries of .debug_info to a graph of types.
//
// One walk over all entries, in order.  An entry of a type becomes a node, a
// member or parameter becomes a child of the innermost node around it; all
// others (blocks, units, variants of a Rust enum) are looked through, so that a
// type in a block belongs to its function.  References go forward as often as
// back, so they are kept as offsets and looked up at the end, by binary search:
// nodes are in the order of their offsets.
//
// No entry is read twice and nothing is recursive: time and memory follow the
// size of .debug_info (64 bytes for a node), however deep entries nest.
//
// For entries and forms see dwarf_info.cc, for functions dwarf_functions.cc.
#include "formats/debug/dwarf_types.h"

#include "formats/debug/dwarf_functions.h"
#include "formats/debug/dwarf_info.h"
#include "formats/debug/message.h"

#include <llvm/BinaryFormat/Dwarf.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace hotpatch {
namespace {

namespace dwarf = llvm::dwarf;

constexpr std::uint64_t no_entry = ~std::uint64_t{0};
constexpr std::uint64_t first_vendor_convention = 0xc0;

std::optional<NodeKind> kind_of(std::uint16_t tag) {
  switch (tag) {
  case dwarf::DW_TAG_base_type:
  case dwarf::DW_TAG_unspecified_type:
  case dwarf::DW_TAG_string_type:
    return NodeKind::basic;
  case dwarf::DW_TAG_typedef:
  case dwarf::DW_TAG_template_alias:
    return NodeKind::alias;
  case dwarf::DW_TAG_const_type:
  case dwarf::DW_TAG_volatile_type:
  case dwarf::DW_TAG_restrict_type:
  case dwarf::DW_TAG_atomic_type:
  case dwarf::DW_TAG_packed_type:
  case dwarf::DW_TAG_shared_type:
  case dwarf::DW_TAG_immutable_type:
  case dwarf::DW_TAG_subrange_type: // those of arrays are dimensions
    return NodeKind::qualified;
  case dwarf::DW_TAG_pointer_type:
  case dwarf::DW_TAG_reference_type:
  case dwarf::DW_TAG_rvalue_reference_type:
    return NodeKind::pointer;
  case dwarf::DW_TAG_ptr_to_member_type:
    return NodeKind::member_pointer;
  case dwarf::DW_TAG_array_type:
    return NodeKind::array;
  case dwarf::DW_TAG_subroutine_type:
  case dwarf::DW_TAG_subprogram:
    return NodeKind::function;
  case dwarf::DW_TAG_structure_type:
  case dwarf::DW_TAG_class_type:
  case dwarf::DW_TAG_union_type:
  case dwarf::DW_TAG_interface_type:
    return NodeKind::record;
  case dwarf::DW_TAG_enumeration_type:
    return NodeKind::enumeration;
  case dwarf::DW_TAG_namespace:
  case dwarf::DW_TAG_module:
    return NodeKind::scope;
  default:
    return std::nullopt;
  }
}

std::uint64_t number_or(const FormValue &value, std::uint64_t otherwise) {
  return value.kind == FormClass::constant ? value.value : otherwise;
}

bool is_set(const FormValue &flag) {
  return flag.kind == FormClass::flag && flag.value != 0;
}

// The offset of a member in bytes; nothing if it is computed at run time, as
// that of a virtual base is.  DWARF 2 writes even constants as an expression.
std::optional<std::uint64_t> location_of(const FormValue &location) {
  switch (location.kind) {
  case FormClass::none: // members of a union
    return 0;
  case FormClass::constant:
  case FormClass::section_offset: // DW_FORM_data4 in DWARF 3
    return location.value;
  case FormClass::block: {
    Cursor cursor(as_bytes(location.text));
    const std::uint8_t operation = cursor.u8();
    const std::uint64_t offset = cursor.uleb();
    if (operation == dwarf::DW_OP_plus_uconst && !cursor.failed() &&
        cursor.at_end())
      return offset;
    return std::nullopt;
  }
  default:
    return std::nullopt;
  }
}

struct PendingChild {
  TypeId parent = no_type;
  std::uint64_t type_entry = no_entry; // offset
  TypeChild child;
};

class TypeCollector {
public:
  TypeCollector(const LinkedDebug &debug, const DwarfInfo &info)
      : order_(debug.order), info_(info), offsets_(2), targets_(2, no_entry),
        owners_(2, no_entry) {}

  Expected<TypeGraph> collect() {
    for (const DwarfUnit &unit : info_.units())
      if (unit.is_type_unit)
        type_units_.emplace(unit.type_signature, unit.begin + unit.type_entry);
    for (const DwarfUnit &unit : info_.units())
      HP_TRY(add_unit(unit));
    resolve();
    for (const auto &[name, type] : variables_)
      graph_.variables.push_back({.name = name, .type = find(type)});
    graph_.functions = resolve_functions(
        graph_, functions_, [&](std::uint64_t offset) { return find(offset); });
    return std::move(graph_);
  }

private:
  // An entry whose children are being read.
  struct Level {
    TypeId node = no_type; // the innermost node
    bool is_own = false;   // the entry itself is that node
  };

  Expected<void> add_unit(const DwarfUnit &unit) {
    Cursor cursor = info_.entries_of(unit);
    std::vector<Level> levels = {{}};
    while (!cursor.at_end() && !levels.empty()) {
      const WholeEntry entry = HP_TRY(info_.next_whole_entry(unit, cursor));
      if (entry.tag == 0) {
        levels.pop_back();
        continue;
      }
      const Level inside = add_entry(unit, entry, levels.back());
      if (entry.has_children)
        levels.push_back(inside);
    }
    return {};
  }

  Level add_entry(const DwarfUnit &unit, const WholeEntry &entry,
                  const Level &around) {
    const NodeKind around_kind = around.node == no_type
                                     ? NodeKind::scope
                                     : graph_.nodes[around.node].kind;
    switch (entry.tag) {
    case dwarf::DW_TAG_member:
    case dwarf::DW_TAG_inheritance:
      if (around_kind == NodeKind::record)
        add_member(unit, entry, around.node);
      break;
    case dwarf::DW_TAG_formal_parameter:
    case dwarf::DW_TAG_unspecified_parameters:
      // Not those of calls that were inlined into the function.
      if (around_kind == NodeKind::function && around.is_own)
        children_.push_back(
            {.parent = around.node,
             .type_entry = entry_at(unit, entry[dwarf::DW_AT_type]),
             .child = {.type = entry.tag == dwarf::DW_TAG_formal_parameter
                                   ? void_type
                                   : no_type}});
      break;
    case dwarf::DW_TAG_variable:
      if (entry[dwarf::DW_AT_location].kind == FormClass::block)
        add_variable(unit, entry);
      break;
    case dwarf::DW_TAG_enumerator:
      if (around_kind == NodeKind::enumeration)
        children_.push_back(
            {.parent = around.node,
             .child = {.name = info_.text_of(unit, entry[dwarf::DW_AT_name]),
                       .value = entry[dwarf::DW_AT_const_value].value}});
      break;
    case dwarf::DW_TAG_subrange_type:
    case dwarf::DW_TAG_enumeration_type:
      if (around_kind == NodeKind::array) {
        children_.push_back(
            {.parent = around.node, .child = {.value = count_of(entry)}});
        break;
      }
      [[fallthrough]];
    default:
      if (const std::optional<NodeKind> kind = kind_of(entry.tag))
        return {.node = add_node(unit, entry, *kind, around.node),
                .is_own = true};
    }
    return {.node = around.node, .is_own = false};
  }

  TypeId add_node(const DwarfUnit &unit, const WholeEntry &entry, NodeKind kind,
                  TypeId scope) {
    const auto id = static_cast<TypeId>(graph_.nodes.size());
    TypeNode node = {
        .kind = kind,
        .is_complete = !is_set(entry[dwarf::DW_AT_declaration]),
        .name = info_.text_of(unit, entry[dwarf::DW_AT_name]),
        .scope = scope,
        .size = number_or(entry[dwarf::DW_AT_byte_size], 0),
    };
    const std::uint64_t convention =
        number_or(entry[dwarf::DW_AT_calling_convention], 0);
    if (kind == NodeKind::function && convention >= first_vendor_convention)
      node.convention = static_cast<std::uint8_t>(convention);
    graph_.nodes.push_back(node);
    offsets_.push_back(entry.offset);
    // A declaration may say which type unit has the rest.
    targets_.push_back(
        entry_at(unit, kind == NodeKind::record && !node.is_complete
                           ? entry[dwarf::DW_AT_signature]
                           : entry[dwarf::DW_AT_type]));
    owners_.push_back(entry_at(unit, entry[dwarf::DW_AT_containing_type]));
    if (entry.tag == dwarf::DW_TAG_subprogram)
      add_function(unit, entry, id);
    return id;
  }

  void add_function(const DwarfUnit &unit, const WholeEntry &entry, TypeId id) {
    const auto has = [&](std::uint16_t attribute) {
      return entry[attribute].kind != FormClass::none;
    };
    std::string_view linkage_name =
        info_.text_of(unit, entry[dwarf::DW_AT_linkage_name]);
    if (linkage_name.empty())
      linkage_name = info_.text_of(unit, entry[dwarf::DW_AT_MIPS_linkage_name]);
    functions_.push_back({
        .type = id,
        .linkage_name = linkage_name,
        .origin = entry_at(unit, entry[dwarf::DW_AT_abstract_origin]),
        .specification = entry_at(unit, entry[dwarf::DW_AT_specification]),
        .has_result = has(dwarf::DW_AT_type),
        .has_code = has(dwarf::DW_AT_low_pc) || has(dwarf::DW_AT_ranges),
        .is_external = is_set(entry[dwarf::DW_AT_external]),
    });
  }

  // Variables at an address; others have a register or a stack slot.
  void add_variable(const DwarfUnit &unit, const WholeEntry &entry) {
    Cursor cursor(as_bytes(entry[dwarf::DW_AT_location].text));
    if (cursor.u8() != dwarf::DW_OP_addr)
      return;
    std::string_view name =
        info_.text_of(unit, entry[dwarf::DW_AT_linkage_name]);
    if (name.empty())
      name = info_.text_of(unit, entry[dwarf::DW_AT_name]);
    if (!name.empty())
      variables_.emplace_back(name, entry_at(unit, entry[dwarf::DW_AT_type]));
  }

  void add_member(const DwarfUnit &unit, const WholeEntry &entry,
                  TypeId record) {
    // Static members have no place in the record.
    if (is_set(entry[dwarf::DW_AT_external]) ||
        is_set(entry[dwarf::DW_AT_declaration]))
      return;
    const std::optional<std::uint64_t> location =
        location_of(entry[dwarf::DW_AT_data_member_location]);
    const std::uint64_t bits = number_or(entry[dwarf::DW_AT_bit_size], 0);
    std::uint64_t offset = location.value_or(0) * 8;
    offset += number_or(entry[dwarf::DW_AT_data_bit_offset], 0);
    if (entry[dwarf::DW_AT_bit_offset].kind != FormClass::none) {
      // DWARF 2 and 3 count from the most significant bit of the field's
      // storage.
      const std::uint64_t from_top =
          number_or(entry[dwarf::DW_AT_bit_offset], 0);
      const std::uint64_t storage =
          number_or(entry[dwarf::DW_AT_byte_size], 0) * 8;
      offset +=
          order_ == std::endian::little ? storage - from_top - bits : from_top;
    }
    children_.push_back(
        {.parent = record,
         .type_entry = entry_at(unit, entry[dwarf::DW_AT_type]),
         .child = {.name = info_.text_of(unit, entry[dwarf::DW_AT_name]),
                   .type = void_type,
                   .value = offset,
                   .size_bits = static_cast<std::uint32_t>(bits),
                   .is_virtual_base =
                       entry.tag == dwarf::DW_TAG_inheritance && !location}});
  }

  static std::uint64_t count_of(const WholeEntry &entry) {
    const std::uint64_t count =
        number_or(entry[dwarf::DW_AT_count], unknown_count);
    if (count != unknown_count)
      return count;
    const std::uint64_t last =
        number_or(entry[dwarf::DW_AT_upper_bound], unknown_count);
    return last == unknown_count
               ? unknown_count
               : last + 1 - number_or(entry[dwarf::DW_AT_lower_bound], 0);
  }

  // The offset of the entry that an attribute refers to.
  std::uint64_t entry_at(const DwarfUnit &unit,
                         const FormValue &reference) const {
    switch (reference.kind) {
    case FormClass::unit_reference:
      return unit.begin + reference.value;
    case FormClass::info_reference:
      return reference.value;
    case FormClass::type_reference: {
      const auto known = type_units_.find(reference.value);
      return known == type_units_.end() ? no_entry - 1 : known->second;
    }
    default:
      return no_entry;
    }
  }

  TypeId find(std::uint64_t offset) const {
    const auto found = std::ranges::lower_bound(offsets_, offset);
    return found == offsets_.end() || *found != offset
               ? unknown_type
               : static_cast<TypeId>(found - offsets_.begin());
  }

  void resolve() {
    for (TypeId id = unknown_type + 1; id < graph_.nodes.size(); ++id) {
      TypeNode &node = graph_.nodes[id];
      if (targets_[id] != no_entry)
        node.target = find(targets_[id]);
      else if (node.kind == NodeKind::record ||
               node.kind == NodeKind::enumeration)
        node.target = no_type;
      if (owners_[id] != no_entry && node.kind == NodeKind::member_pointer)
        node.owner = find(owners_[id]);
    }
    std::ranges::stable_sort(children_, {}, &PendingChild::parent);
    graph_.children.reserve(children_.size());
    for (PendingChild &pending : children_) {
      TypeNode &parent = graph_.nodes[pending.parent];
      if (parent.child_count == 0)
        parent.first_child = static_cast<std::uint32_t>(graph_.children.size());
      ++parent.child_count;
      if (pending.type_entry != no_entry)
        pending.child.type = find(pending.type_entry);
      graph_.children.push_back(pending.child);
    }
  }

  std::endian order_;
  const DwarfInfo &info_;
  TypeGraph graph_;
  // By node, offsets in .debug_info: of the entry, of TypeNode::target and of
  // TypeNode::owner.
  std::vector<std::uint64_t> offsets_, targets_, owners_;
  std::vector<PendingChild> children_;
  std::vector<FunctionEntry> functions_; // by type
  std::vector<std::pair<std::string_view, std::uint64_t>>
      variables_; // name, offset of the type
  std::map<std::uint64_t, std::uint64_t> type_units_; // signature -> offset
};

} // namespace

Expected<TypeGraph> read_dwarf_types(const LinkedDebug &debug) {
  if (!debug.bytes_of(".debug_types").empty())
    return fail(ErrorCode::unsupported,
                "types in .debug_types, which is not read",
                "compile without -fdebug-types-section, or with -gdwarf-5");
  const DwarfInfo info = HP_TRY(DwarfInfo::read(debug));
  return TypeCollector(debug, info).collect();
}

} // namespace hotpatch
