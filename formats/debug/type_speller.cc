// How types are written so that equal text means equal layout.
//
// A member's text says what the bytes at its place are, and no more: aliases
// and cv are gone, a data pointer is "*" whatever it points to (the record
// there is compared on its own), a function pointer is its whole signature
// since nothing else compares that, and a record held by value is its name.
//
// A type without a name, or with one that the compiler numbered, cannot be
// compared on its own.  Its members count as members of the type around them;
// where it cannot be taken apart (an array of it, a parameter), its text is its
// content: "{8; 0 int; 32 *}".
//
// The text of a graph can be exponentially larger than the graph: a chain of
// unnamed types, each with two members of the one before.  So everything that
// is spelled is paid for from a fixed amount, and what was spelled is kept.
#include "formats/debug/type_speller.h"

#include "formats/debug/message.h"
#include "formats/debug/type_names.h"

#include <algorithm>
#include <string>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::uint64_t pointer_size = 8; // bytes, where a type does not say
constexpr int most_levels = 64;
constexpr int most_scopes = 256;

std::unexpected<Error> too_deep(TypeId type) {
  return fail(ErrorCode::malformed,
              message("type {} is more than {} levels deep, or contains itself",
                      {type, most_levels}));
}

} // namespace

Expected<void> TypeSpeller::charge(std::size_t bytes) {
  if (bytes > room_)
    return fail(ErrorCode::unsupported,
                "the types are many times larger when written out");
  room_ -= bytes;
  return {};
}

Expected<TypeId> TypeSpeller::strip(TypeId type, Aliases aliases) const {
  for (int step = 0; step < most_levels; ++step) {
    if (type >= graph_.nodes.size())
      return unknown_type;
    const TypeNode &node = graph_.nodes[type];
    if (node.kind != NodeKind::qualified &&
        (node.kind != NodeKind::alias || aliases == Aliases::keep))
      return type;
    type = node.target;
  }
  return too_deep(type);
}

Expected<std::optional<std::uint64_t>> TypeSpeller::size_of(TypeId type) const {
  std::uint64_t count = 1;
  for (int step = 0; step < most_levels; ++step) {
    type = HP_TRY(strip(type));
    const TypeNode &node = graph_.nodes[type];
    switch (node.kind) {
    case NodeKind::array:
      for (const TypeChild &dimension : graph_.children_of(node)) {
        if (dimension.value == unknown_count ||
            __builtin_mul_overflow(count, dimension.value, &count))
          return std::nullopt;
      }
      type = node.target;
      continue;
    case NodeKind::pointer:
      if (node.size == 0)
        return count * pointer_size;
      break;
    default:
      break;
    }
    const std::uint64_t size =
        node.kind == NodeKind::record ? complete(type).size : node.size;
    if (size == 0 || __builtin_mul_overflow(count, size, &count))
      return std::nullopt;
    return count;
  }
  return too_deep(type);
}

// The record itself, or the complete one that a declaration leads to.
const TypeNode &TypeSpeller::complete(TypeId record) const {
  const TypeNode &node = graph_.nodes[record];
  return !node.is_complete && node.target < graph_.nodes.size() &&
                 graph_.nodes[node.target].kind == NodeKind::record
             ? graph_.nodes[node.target]
             : node;
}

Expected<std::string> TypeSpeller::spell(TypeId type) {
  return spell_at(type, 0);
}

Expected<std::string> TypeSpeller::signature(const DefinedFunction &function) {
  return spell_function(function.type, function.result, "", 0);
}

Expected<std::string> TypeSpeller::spell_at(TypeId type, int depth) {
  if (depth > most_levels)
    return too_deep(type);
  type = HP_TRY(strip(type));
  if (const auto known = spelled_.find(type); known != spelled_.end()) {
    HP_TRY(charge(known->second.size()));
    return known->second;
  }
  std::string text = HP_TRY(spell_node(type, depth));
  HP_TRY(charge(text.size() + 1));
  spelled_.emplace(type, text);
  return text;
}

Expected<std::string> TypeSpeller::spell_node(TypeId type, int depth) {
  const TypeNode &node = graph_.nodes[type];
  switch (node.kind) {
  case NodeKind::basic:
    return std::string(node.name);
  case NodeKind::pointer:
  case NodeKind::member_pointer: {
    std::string star = "*";
    if (node.kind == NodeKind::member_pointer && node.owner != no_type)
      star = HP_TRY(spell_at(node.owner, depth + 1)) + "::*";
    const TypeId target = HP_TRY(strip(node.target));
    if (graph_.nodes[target].kind != NodeKind::function)
      return star;
    return spell_function(target, graph_.nodes[target].target, "(" + star + ")",
                          depth + 1);
  }
  case NodeKind::array:
    return spell_array(type, depth);
  case NodeKind::function:
    return spell_function(type, node.target, "", depth + 1);
  case NodeKind::record: {
    std::string name = HP_TRY(name_of(type));
    return name.empty() ? spell_unnamed(type, depth) : name;
  }
  case NodeKind::enumeration: {
    std::string name = HP_TRY(name_of(type));
    if (!name.empty())
      return name;
    return node.target == no_type ? message("enum of {} bytes", {node.size})
                                  : spell_at(node.target, depth + 1);
  }
  default: // an alias or qualifier was stripped
    return std::string("?");
  }
}

// The dimensions in the order of C, whether they are one node's (DWARF) or
// nested (CodeView).
Expected<std::string> TypeSpeller::spell_array(TypeId type, int depth) {
  std::string dimensions;
  for (; graph_.nodes[type].kind == NodeKind::array; ++depth) {
    if (depth > most_levels)
      return too_deep(type);
    const TypeNode &array = graph_.nodes[type];
    for (const TypeChild &dimension : graph_.children_of(array))
      dimensions += dimension.value == unknown_count
                        ? "[]"
                        : message("[{}]", {dimension.value});
    type = HP_TRY(strip(array.target));
  }
  return HP_TRY(spell_at(type, depth)) + dimensions;
}

Expected<std::string> TypeSpeller::spell_unnamed(TypeId record, int depth) {
  if (depth > most_levels)
    return too_deep(record);
  std::vector<TypeMember> members;
  HP_TRY(list_members(record, {.depth = depth + 1}, members));
  std::ranges::sort(members);
  std::string text = "{" + std::to_string(complete(record).size);
  for (const TypeMember &member : members) {
    text += message("; {}", {member.offset_bits});
    if (member.size_bits > 0)
      text += message(":{}", {member.size_bits});
    text += " " + member.type;
  }
  return text + "}";
}

Expected<std::string> TypeSpeller::spell_function(TypeId type, TypeId result,
                                                  std::string_view declarator,
                                                  int depth) {
  if (depth > most_levels)
    return too_deep(type);
  const TypeNode &node = graph_.nodes[type];
  std::string text = HP_TRY(spell_at(result, depth + 1));
  if (node.convention != 0)
    text += message(" convention {:#x} ", {node.convention});
  text += declarator;
  text += node.has_this ? "(*" : "(";
  bool is_first = !node.has_this;
  for (const TypeChild &parameter : graph_.children_of(node)) {
    text += is_first ? "" : ", ";
    is_first = false;
    text += parameter.type == no_type
                ? "..."
                : HP_TRY(spell_at(parameter.type, depth + 1));
  }
  return text + ")";
}

Expected<std::string> TypeSpeller::name_of(TypeId type) {
  if (const auto known = names_.find(type); known != names_.end()) {
    HP_TRY(charge(known->second.size()));
    return known->second;
  }
  std::vector<std::string> parts;
  std::size_t size = 0;
  for (TypeId at = type; at != no_type; at = graph_.nodes[at].scope) {
    const TypeNode &node = graph_.nodes[at];
    const bool is_namespace = node.kind == NodeKind::scope;
    if (parts.size() > most_scopes)
      return too_deep(type);
    parts.push_back(node.name.empty() && is_namespace
                        ? std::string(anonymous_namespace)
                        : stable_type_name(node.name));
    size += parts.back().size() + 2;
    HP_TRY(charge(parts.back().size() + 2));
    if (parts.back().empty() || is_made_by_compiler(parts.back())) {
      names_.emplace(type, "");
      return std::string();
    }
  }
  std::string name;
  name.reserve(size);
  for (auto part = parts.rbegin(); part != parts.rend(); ++part)
    name += (name.empty() ? "" : "::") + *part;
  names_.emplace(type, name);
  return name;
}

Expected<std::vector<TypeMember>> TypeSpeller::members_of(TypeId record) {
  std::vector<TypeMember> members;
  HP_TRY(list_members(record, {}, members));
  std::ranges::sort(members);
  return members;
}

Expected<void> TypeSpeller::list_members(TypeId record, const Place &place,
                                         std::vector<TypeMember> &members) {
  if (place.depth > most_levels)
    return too_deep(record);
  for (const TypeChild &child : graph_.children_of(complete(record))) {
    std::string name(place.names);
    name += (name.empty() || child.name.empty() ? "" : ".");
    name += child.name;
    HP_TRY(charge(sizeof(TypeMember) + name.size()));
    const std::uint64_t offset = place.offset_bits + child.value;
    const TypeId type = HP_TRY(strip(child.type));
    if (graph_.nodes[type].kind == NodeKind::record && child.size_bits == 0 &&
        complete(type).child_count > 0 && HP_TRY(name_of(type)).empty()) {
      HP_TRY(list_members(
          type,
          {.offset_bits = offset, .names = name, .depth = place.depth + 1},
          members));
      continue;
    }
    members.push_back({.offset_bits = offset,
                       .size_bits = child.size_bits,
                       .type = (child.is_virtual_base ? "virtual " : "") +
                               HP_TRY(spell_at(type, place.depth + 1)),
                       .name = std::move(name)});
  }
  return {};
}

} // namespace hotpatch
