// From the records of .debug$T and .debug$S to a graph of types.
//
// Record N is node N (after the two fixed ones), so that most references need
// no look-up; argument and field lists are nodes that nobody spells.  A list is
// read once, however many records share it: their nodes share its children.
// A declaration leads to the complete record of the same unique name (or name).
//
// LLVM's CodeView readers were not used: they visit one record at a time with
// callbacks and follow lists and names without a bound, and with Debian's
// build, which has no assertions, past the end.
//
// For field lists see codeview_fields.cc, for types without a record
// codeview_basic_types.cc, for symbols codeview_type_symbols.cc.
#include "formats/debug/codeview_types.h"

#include "formats/core/cursor.h"
#include "formats/debug/codeview_basic_types.h"
#include "formats/debug/codeview_fields.h"
#include "formats/debug/codeview_tables.h"
#include "formats/debug/codeview_type_symbols.h"
#include "formats/debug/message.h"

#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::uint32_t signature = 4; // CV_SIGNATURE_C13
constexpr TypeId first_record = unknown_type + 1;

// Source: microsoft-pdb cvinfo.h, LEAF_ENUM_e.
enum class Leaf : std::uint16_t {
  modifier = 0x1001,
  pointer = 0x1002,
  procedure = 0x1008,
  member_function = 0x1009,
  argument_list = 0x1201,
  field_list = 0x1203,
  bit_field = 0x1205,
  array = 0x1503,
  class_type = 0x1504,
  structure = 0x1505,
  union_type = 0x1506,
  enumeration = 0x1507,
  precompiled = 0x1509,
  type_server = 0x1515,
  interface = 0x1519,
  function_id = 0x1601,
  member_function_id = 0x1602,
};

constexpr std::uint16_t is_declaration = 0x80, has_unique_name = 0x200;
constexpr std::uint8_t vector_call = 0x18;

struct Children {
  std::uint32_t first = 0, count = 0;
};

class GraphBuilder {
public:
  explicit GraphBuilder(std::vector<CodeViewRecord> records)
      : records_(std::move(records)), continues_(records_.size()) {
    graph_.nodes.resize(first_record + records_.size(), {.name = "?"});
  }

  Expected<TypeGraph> build(const std::vector<Subsection> &subsections) {
    for (std::size_t i = 0; i < records_.size(); ++i) {
      Expected<void> added = add_record(i);
      if (!added)
        return std::unexpected(std::move(added).error().at(
            message("type {:#x}", {first_type_index + i})));
    }
    complete_declarations();
    count_elements();
    add_symbols(HP_TRY(read_type_symbols(subsections)));
    return std::move(graph_);
  }

private:
  [[nodiscard]] const CodeViewRecord *record(std::uint32_t index) const {
    return index < first_type_index ||
                   index - first_type_index >= records_.size()
               ? nullptr
               : &records_[index - first_type_index];
  }

  TypeId node_of(std::uint32_t index) {
    if (index >= first_type_index)
      return record(index) == nullptr
                 ? unknown_type
                 : first_record + (index - first_type_index);
    const auto [place, is_added] = basic_.try_emplace(index, void_type);
    if (!is_added)
      return place->second;
    const BasicType basic = basic_type(index);
    TypeNode node = {.name = basic.name, .size = basic.size};
    if (basic.is_pointer)
      node.kind = NodeKind::pointer;
    place->second = static_cast<TypeId>(graph_.nodes.size());
    graph_.nodes.push_back(node);
    return place->second;
  }

  Expected<void> add_record(std::size_t number) {
    Cursor cursor(records_[number].bytes);
    TypeNode node = {.name = "?"};
    switch (static_cast<Leaf>(records_[number].kind)) {
    case Leaf::modifier:
      node.kind = NodeKind::qualified;
      node.target = node_of(cursor.u32());
      break;
    case Leaf::pointer:
      add_pointer(cursor, node);
      break;
    case Leaf::procedure:
    case Leaf::member_function:
      HP_TRY(
          add_function(cursor, node, static_cast<Leaf>(records_[number].kind)));
      break;
    case Leaf::array:
      node.kind = NodeKind::array;
      node.target = node_of(cursor.u32());
      cursor.u32(); // type of the index
      node.size = take_numeric(cursor);
      break;
    case Leaf::class_type:
    case Leaf::structure:
    case Leaf::interface:
    case Leaf::union_type:
      HP_TRY(add_user_type(cursor, number, node));
      break;
    case Leaf::enumeration:
      HP_TRY(add_user_type(cursor, number, node));
      break;
    default:
      return {};
    }
    if (cursor.failed())
      return fail(ErrorCode::malformed,
                  message("record of kind {:#x} is cut short",
                          {records_[number].kind}));
    graph_.nodes[first_record + number] = node;
    return {};
  }

  void add_pointer(Cursor &cursor, TypeNode &node) {
    node.kind = NodeKind::pointer;
    node.target = node_of(cursor.u32());
    const std::uint32_t attributes = cursor.u32();
    const std::uint32_t mode = attributes >> 5 & 7U;
    node.size = attributes >> 13 & 0x3fU;
    if (mode == 2 || mode == 3) { // to a data member, to a member function
      node.kind = NodeKind::member_pointer;
      node.owner = node_of(cursor.u32());
    }
  }

  Expected<void> add_function(Cursor &cursor, TypeNode &node, Leaf leaf) {
    node.kind = NodeKind::function;
    node.target = node_of(cursor.u32());
    if (leaf == Leaf::member_function) {
      cursor.u32(); // class
      node.has_this = cursor.u32() != 0;
    }
    const std::uint8_t convention = cursor.u8();
    if (convention == vector_call)
      node.convention = convention;
    cursor.take(1 + 2); // options, number of parameters
    const Children parameters = HP_TRY(arguments_of(cursor.u32()));
    node.first_child = parameters.first;
    node.child_count = parameters.count;
    return {};
  }

  Expected<Children> arguments_of(std::uint32_t index) {
    if (const auto known = lists_.find(index); known != lists_.end())
      return known->second;
    Children children = {
        .first = static_cast<std::uint32_t>(graph_.children.size())};
    const CodeViewRecord *list = record(index);
    if (list == nullptr || static_cast<Leaf>(list->kind) != Leaf::argument_list)
      return children;
    Cursor cursor(list->bytes);
    children.count = cursor.u32();
    if (children.count > cursor.remaining() / 4)
      return fail(ErrorCode::malformed,
                  message("list of {} arguments in {} bytes",
                          {children.count, list->bytes.size()}));
    for (std::uint32_t i = 0; i < children.count; ++i) {
      const std::uint32_t type = cursor.u32();
      graph_.children.push_back(
          {.type = type == 0 ? no_type : node_of(type)}); // 0: "..."
    }
    lists_.emplace(index, children);
    return children;
  }

  // A class, structure, union or enumeration.
  Expected<void> add_user_type(Cursor &cursor, std::size_t number,
                               TypeNode &node) {
    const auto leaf = static_cast<Leaf>(records_[number].kind);
    cursor.u16(); // number of members
    const std::uint16_t properties = cursor.u16();
    node.is_complete = (properties & is_declaration) == 0;
    node.target = no_type;
    std::uint32_t fields = 0;
    if (leaf == Leaf::enumeration) {
      node.kind = NodeKind::enumeration;
      node.target = node_of(cursor.u32());
      fields = cursor.u32();
      node.size = graph_.nodes[node.target].size;
    } else {
      node.kind = NodeKind::record;
      fields = cursor.u32();
      if (leaf != Leaf::union_type)
        cursor.take(8); // derived from, shape of the virtual table
      node.size = take_numeric(cursor);
    }
    node.name = cursor.text();
    const std::string_view key =
        (properties & has_unique_name) != 0 ? cursor.text() : node.name;
    if (node.is_complete && !cursor.failed()) {
      const Children children = HP_TRY(fields_of(fields));
      node.first_child = children.first;
      node.child_count = children.count;
    }
    const auto id = static_cast<TypeId>(first_record + number);
    if (node.is_complete)
      complete_.emplace(key, id);
    else
      declared_.emplace_back(id, key);
    return {};
  }

  Expected<Children> fields_of(std::uint32_t index) {
    if (const auto known = lists_.find(index); known != lists_.end())
      return known->second;
    Children children = {
        .first = static_cast<std::uint32_t>(graph_.children.size())};
    std::optional<std::uint32_t> part = index;
    while (part) {
      const CodeViewRecord *list = record(*part);
      if (list == nullptr || static_cast<Leaf>(list->kind) != Leaf::field_list)
        break;
      // Else lists that share a long rest, or go round, would grow without
      // bound.
      if (*part != index) {
        if (continues_[*part - first_type_index])
          return fail(
              ErrorCode::malformed,
              message("field list {:#x} continues two others", {*part}));
        continues_[*part - first_type_index] = true;
      }
      const FieldList read = HP_TRY(read_field_list(list->bytes));
      for (const Field &field : read.fields)
        graph_.children.push_back(child_of(field));
      part = read.rest;
    }
    children.count =
        static_cast<std::uint32_t>(graph_.children.size()) - children.first;
    lists_.emplace(index, children);
    return children;
  }

  TypeChild child_of(const Field &field) {
    TypeChild child = {.name = field.name,
                       .type = void_type,
                       .value = field.value,
                       .is_virtual_base =
                           field.kind == FieldKind::virtual_base};
    if (field.kind == FieldKind::enumerator)
      return child;
    child.value *= 8;
    const CodeViewRecord *type = record(field.type);
    if (type == nullptr || static_cast<Leaf>(type->kind) != Leaf::bit_field) {
      child.type = node_of(field.type);
      return child;
    }
    Cursor cursor(type->bytes);
    child.type = node_of(cursor.u32());
    child.size_bits = cursor.u8();
    child.value += cursor.u8();
    return child;
  }

  void complete_declarations() {
    for (const auto &[id, key] : declared_)
      if (const auto found = complete_.find(key);
          found != complete_.end() &&
          graph_.nodes[found->second].kind == graph_.nodes[id].kind) {
        TypeNode &node = graph_.nodes[id];
        node.size = graph_.nodes[found->second].size;
        if (node.kind == NodeKind::record)
          node.target = found->second;
      }
  }

  // Records give the bytes of an array.  Its element comes before it, so one
  // pass in order knows all sizes.
  void count_elements() {
    std::vector<std::uint64_t> sizes(graph_.nodes.size());
    for (TypeId id = 0; id < graph_.nodes.size(); ++id)
      sizes[id] = graph_.nodes[id].size;
    const std::size_t records_end = first_record + records_.size();
    for (TypeId id = first_record; id < records_end; ++id) {
      TypeNode &node = graph_.nodes[id];
      if (node.kind == NodeKind::qualified && node.target < id)
        sizes[id] = sizes[node.target];
      else if (node.kind == NodeKind::qualified && node.target >= records_end)
        sizes[id] = sizes[node.target]; // a type without a record
      if (node.kind != NodeKind::array)
        continue;
      const std::uint64_t element = sizes[node.target];
      node.first_child = static_cast<std::uint32_t>(graph_.children.size());
      node.child_count = 1;
      graph_.children.push_back(
          {.value = element == 0 ? unknown_count : node.size / element});
    }
  }

  void add_symbols(const TypeSymbols &symbols) {
    for (const TypeAlias &alias : symbols.aliases) {
      const TypeId target = node_of(alias.type);
      graph_.nodes.push_back(
          {.kind = NodeKind::alias, .name = alias.name, .target = target});
    }
    for (const TypedVariable &variable : symbols.variables)
      graph_.variables.push_back(
          {.name = variable.name, .type = node_of(variable.type)});
    for (const TypedProcedure &procedure : symbols.procedures) {
      const TypeId type = function_type(procedure.type);
      if (graph_.nodes[type].kind == NodeKind::function)
        graph_.functions.push_back({.name = procedure.name,
                                    .type = type,
                                    .result = graph_.nodes[type].target,
                                    .is_local = procedure.is_local});
    }
  }

  // The type of a function, which in objects is behind its id.
  TypeId function_type(std::uint32_t index) {
    if (const CodeViewRecord *id = record(index)) {
      Cursor cursor(id->bytes);
      cursor.u32(); // scope or class
      if (static_cast<Leaf>(id->kind) == Leaf::function_id ||
          static_cast<Leaf>(id->kind) == Leaf::member_function_id)
        return node_of(cursor.u32());
    }
    return node_of(index);
  }

  std::vector<CodeViewRecord> records_;
  TypeGraph graph_;
  std::map<std::uint32_t, TypeId> basic_;                 // by index
  std::unordered_map<std::uint32_t, Children> lists_;     // by index
  std::vector<bool> continues_;                           // by record
  std::unordered_map<std::string_view, TypeId> complete_; // by unique name
  std::vector<std::pair<TypeId, std::string_view>> declared_;
};

} // namespace

Expected<TypeGraph> read_codeview_types(const LinkedDebug &debug) {
  Cursor cursor(debug.bytes_of(".debug$T"));
  if (cursor.at_end())
    return TypeGraph();
  if (const std::uint32_t found = cursor.u32(); found != signature)
    return fail(ErrorCode::unsupported,
                message(".debug$T of signature {}, expected 4", {found}));
  std::vector<CodeViewRecord> records =
      HP_TRY(cut_records(cursor.take(cursor.remaining())));
  if (!records.empty() &&
      (static_cast<Leaf>(records[0].kind) == Leaf::type_server ||
       static_cast<Leaf>(records[0].kind) == Leaf::precompiled))
    return TypeGraph();
  const std::vector<Subsection> subsections = HP_TRY(cut_subsections(debug));
  return GraphBuilder(std::move(records)).build(subsections);
}

} // namespace hotpatch
