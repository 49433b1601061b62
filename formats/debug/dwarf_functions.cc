// A function with code is seldom described in one entry:
//
//   the code ──abstract origin──> the function ──specification──> its
//   (low_pc)                      (parameters)                    declaration
//
// Names and linkage come from the first entry that has them.  Parameters come
// from the last entry before a specification: the code's own entry may lack
// those that the optimiser removed, and a callee compiled from the same source
// still agrees with its callers about all of them.
#include "formats/debug/dwarf_functions.h"

#include <algorithm>

namespace hotpatch {
namespace {

constexpr int most_origin_steps = 8;
constexpr std::uint64_t no_entry = ~std::uint64_t{0};

} // namespace

std::vector<DefinedFunction>
resolve_functions(const TypeGraph &graph,
                  const std::vector<FunctionEntry> &entries,
                  const std::function<TypeId(std::uint64_t)> &find) {
  std::vector<DefinedFunction> functions;
  for (const FunctionEntry &entry : entries) {
    if (!entry.has_code)
      continue;
    DefinedFunction function = {.type = entry.type, .is_local = true};
    std::string_view plain_name;
    bool has_result = false, has_parameters = false;
    const FunctionEntry *at = &entry;
    for (int step = 0; step < most_origin_steps; ++step) {
      const TypeNode &node = graph.nodes[at->type];
      if (function.name.empty())
        function.name = at->linkage_name;
      if (plain_name.empty())
        plain_name = node.name;
      if (!has_result && at->has_result)
        function.result = node.target;
      has_result = has_result || at->has_result;
      function.is_local = function.is_local && !at->is_external;
      if (!has_parameters)
        function.type = at->type;
      has_parameters = has_parameters || at->origin == no_entry;
      const std::uint64_t next =
          at->origin != no_entry ? at->origin : at->specification;
      const TypeId type = next == no_entry ? no_type : find(next);
      const auto found =
          std::ranges::lower_bound(entries, type, {}, &FunctionEntry::type);
      if (found == entries.end() || found->type != type)
        break;
      at = &*found;
    }
    if (function.name.empty())
      function.name = plain_name;
    functions.push_back(function);
  }
  return functions;
}

} // namespace hotpatch
