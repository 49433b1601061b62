// From an object to its types: chooses the reader, then spells the graph.
//
// Unnamed types are compared twice.  Where a record holds one, its members are
// the record's; and `typedef struct { ... } Name;` is listed as Name, which is
// how C programs reach most of theirs through pointers.  Spelling such a member
// "Name" instead was rejected: CodeView lists an alias only where it was used,
// and a change of use would look like a change of layout.
//
// Enumerations without a name (`enum { first = 1 };`) are constants that live
// in plain integers: all are listed under one made-up name.
//
// For what is compared see layout_changes.cc; for the readers dwarf_types.cc
// and codeview_types.cc; for the spelling type_speller.cc.
#include "formats/debug/type_layout.h"

#include "formats/debug/codeview_types.h"
#include "formats/debug/dwarf_types.h"
#include "formats/debug/linked_debug.h"
#include "formats/debug/type_speller.h"

#include <algorithm>
#include <map>
#include <utility>

namespace hotpatch {
namespace {

// What types may take when written out.  Real objects need less than 10 bytes
// for a byte of debug information.
constexpr std::size_t least_bytes = 1U << 20, most_growth = 64;

Expected<TypeGraph> read_graph(const LinkedDebug &debug) {
  return debug.bytes_of(".debug_info").empty() ? read_codeview_types(debug)
                                               : read_dwarf_types(debug);
}

// By record or enumeration: the first name, in byte order, of an alias for it.
Expected<std::map<TypeId, std::string>> aliases_of(const TypeGraph &graph,
                                                   TypeSpeller &speller) {
  std::map<TypeId, std::string> aliases;
  for (TypeId id = 0; id < graph.nodes.size(); ++id) {
    if (graph.nodes[id].kind != NodeKind::alias)
      continue;
    const TypeId target = HP_TRY(
        speller.strip(graph.nodes[id].target, TypeSpeller::Aliases::keep));
    if (graph.nodes[target].kind != NodeKind::record &&
        graph.nodes[target].kind != NodeKind::enumeration)
      continue;
    if (!HP_TRY(speller.name_of(target)).empty())
      continue;
    std::string name = HP_TRY(speller.name_of(id));
    const auto [place, is_added] = aliases.try_emplace(target, name);
    if (!is_added && !name.empty() && name < place->second)
      place->second = std::move(name);
  }
  return aliases;
}

bool tells_types(const TypeGraph &graph) {
  return std::ranges::any_of(graph.nodes, [&](const TypeNode &node) {
    switch (node.kind) {
    case NodeKind::pointer:
    case NodeKind::member_pointer:
    case NodeKind::array:
    case NodeKind::record:
    case NodeKind::enumeration:
      return true;
    case NodeKind::basic:
      return node.size > 0;
    default:
      return false;
    }
  });
}

void sort_unique(auto &values) {
  std::ranges::sort(values);
  const auto rest = std::ranges::unique(values);
  values.erase(rest.begin(), rest.end());
}

Expected<std::vector<TypeLayout>> layouts_of(const TypeGraph &graph,
                                             TypeSpeller &speller) {
  const std::map<TypeId, std::string> aliases =
      HP_TRY(aliases_of(graph, speller));
  std::vector<TypeLayout> layouts;
  for (TypeId id = 0; id < graph.nodes.size(); ++id) {
    const TypeNode &node = graph.nodes[id];
    const bool is_record = node.kind == NodeKind::record;
    if (!node.is_complete || (!is_record && node.kind != NodeKind::enumeration))
      continue;
    TypeLayout layout = {.name = HP_TRY(speller.name_of(id)),
                         .kind = is_record ? TypeKind::record
                                           : TypeKind::enumeration,
                         .size = node.size};
    if (const auto alias = aliases.find(id);
        layout.name.empty() && alias != aliases.end())
      layout.name = alias->second;
    if (layout.name.empty()) {
      if (is_record)
        continue;
      layout.name = unnamed_enumeration;
    }
    if (is_record)
      layout.members = HP_TRY(speller.members_of(id));
    else
      for (const TypeChild &child : graph.children_of(node))
        layout.enumerators.emplace_back(child.name,
                                        static_cast<std::int64_t>(child.value));
    std::ranges::sort(layout.enumerators);
    layouts.push_back(std::move(layout));
  }
  sort_unique(layouts);
  return layouts;
}

} // namespace

Expected<ObjectTypes> read_types(BytesView object) {
  const bool is_elf = as_text(object).starts_with("\177ELF");
  const LinkedDebug debug =
      HP_TRY(is_elf ? link_elf_debug(object) : link_coff_debug(object));
  const TypeGraph graph = HP_TRY(read_graph(debug));
  TypeSpeller speller(graph, least_bytes + most_growth * object.size());
  ObjectTypes types;
  types.has_types = tells_types(graph);
  types.types = HP_TRY(layouts_of(graph, speller));
  for (const DefinedFunction &function : graph.functions)
    types.signatures.push_back(
        {.name = std::string(function.name),
         .signature = HP_TRY(speller.signature(function)),
         .is_local = function.is_local});
  sort_unique(types.signatures);
  for (const DefinedVariable &variable : graph.variables)
    if (const std::optional<std::uint64_t> size =
            HP_TRY(speller.size_of(variable.type)))
      types.variables.push_back(
          {.name = std::string(variable.name), .size = *size});
  sort_unique(types.variables);
  return types;
}

} // namespace hotpatch
