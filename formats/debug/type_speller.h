// Spells the types of a graph and lists the members of its records.
#ifndef HOTPATCH_FORMATS_DEBUG_TYPE_SPELLER_H
#define HOTPATCH_FORMATS_DEBUG_TYPE_SPELLER_H

#include "formats/core/error.h"
#include "formats/debug/type_graph.h"
#include "formats/debug/type_layout.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hotpatch {

class TypeSpeller {
public:
  // `graph` must outlive the value.  `most_bytes` bounds all that is spelled.
  TypeSpeller(const TypeGraph &graph, std::size_t most_bytes)
      : graph_(graph), room_(most_bytes) {}

  // For all of these.  malformed: types nest or refer to each other too deeply.
  // unsupported: the bound is reached.

  // The type as TypeMember::type.
  Expected<std::string> spell(TypeId type);

  // "int(*, unsigned long)".
  Expected<std::string> signature(const DefinedFunction &function);

  // The qualified name of a record, enumeration or alias; empty if it has none
  // or the compiler made it up.
  Expected<std::string> name_of(TypeId type);

  // Members of a complete record, those of unnamed types in place; sorted.
  Expected<std::vector<TypeMember>> members_of(TypeId record);

  // In bytes; nothing if it is not known.
  Expected<std::optional<std::uint64_t>> size_of(TypeId type) const;

  // `type` without aliases (unless they are to stay) and qualifiers.
  enum class Aliases { strip, keep };
  Expected<TypeId> strip(TypeId type, Aliases aliases = Aliases::strip) const;

private:
  struct Place {
    std::uint64_t offset_bits = 0;
    std::string_view names = {}; // of the members around it, with dots
    int depth = 0;
  };

  Expected<std::string> spell_at(TypeId type, int depth);
  Expected<std::string> spell_node(TypeId type, int depth);
  Expected<std::string> spell_array(TypeId type, int depth);
  Expected<std::string> spell_unnamed(TypeId record, int depth);
  Expected<std::string> spell_function(TypeId type, TypeId result,
                                       std::string_view declarator, int depth);
  Expected<void> list_members(TypeId record, const Place &place,
                              std::vector<TypeMember> &members);
  [[nodiscard]] const TypeNode &complete(TypeId record) const;
  Expected<void> charge(std::size_t bytes);

  const TypeGraph &graph_;
  std::size_t room_;
  std::unordered_map<TypeId, std::string> spelled_, names_;
};

} // namespace hotpatch

#endif
