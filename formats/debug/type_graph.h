// The types of an object as a graph, as CodeView and DWARF both describe them,
// before they are spelled.
#ifndef HOTPATCH_FORMATS_DEBUG_TYPE_GRAPH_H
#define HOTPATCH_FORMATS_DEBUG_TYPE_GRAPH_H

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace hotpatch {

using TypeId = std::uint32_t; // index into TypeGraph::nodes

inline constexpr TypeId void_type = 0;
inline constexpr TypeId unknown_type = 1; // of a kind that is not read: "?"
inline constexpr TypeId no_type = 0xffffffff;

enum class NodeKind : std::uint8_t {
  basic, // by name
  alias, // typedef: `target` under another name
  qualified,
  pointer, // and references
  member_pointer,
  array,    // one child per dimension
  function, // `target` is the result; one child per parameter
  record,   // struct, union, class; one child per member and base class
  enumeration,
  scope, // a namespace
};

struct TypeNode {
  NodeKind kind = NodeKind::basic;
  bool is_complete = false; // records and enumerations: not only declared
  bool has_this = false;    // functions: an object is the first argument
  // Functions: DW_CC_* or CodeView's CV_call_e where it matters, else 0.
  std::uint8_t convention = 0;
  std::string_view name = {}; // without the scope's; empty: unnamed
  TypeId scope = no_type;
  // What it is of.  Incomplete records: the complete one, or no_type.
  // Enumerations: the integer that holds it, or no_type.
  TypeId target = void_type;
  TypeId owner = no_type;                         // member pointers: the class
  std::uint64_t size = 0;                         // bytes
  std::uint32_t first_child = 0, child_count = 0; // in TypeGraph::children
};

// A member, base class, parameter, enumerator or dimension.
struct TypeChild {
  std::string_view name = {};
  TypeId type = no_type;   // parameters: no_type is "..."
  std::uint64_t value = 0; // members: offset in bits; enumerators: the value;
                           // dimensions: number of elements or unknown_count
  std::uint32_t size_bits = 0; // of bit fields, else 0
  bool is_virtual_base = false;
};

inline constexpr std::uint64_t unknown_count = ~std::uint64_t{0};

// A function that the object defines.
struct DefinedFunction {
  std::string_view name = {};
  TypeId type = no_type; // a function node: its children are parameters
  TypeId result = void_type;
  bool is_local = false;
};

// A variable that the object defines, or a static one within a function.
struct DefinedVariable {
  std::string_view name = {};
  TypeId type = no_type;
};

// Names point into the debug sections.
struct TypeGraph {
  std::vector<TypeNode> nodes = {{.name = "void"},
                                 {.name = "?"}}; // void_type, unknown_type
  std::vector<TypeChild> children;
  std::vector<DefinedFunction> functions;
  std::vector<DefinedVariable> variables;

  [[nodiscard]] std::span<const TypeChild>
  children_of(const TypeNode &node) const {
    return std::span(children).subspan(node.first_child, node.child_count);
  }
};

} // namespace hotpatch

#endif
