// Types and signatures of an object, as far as a payload must agree with the
// running program about them.
#ifndef HOTPATCH_FORMATS_DEBUG_TYPE_LAYOUT_H
#define HOTPATCH_FORMATS_DEBUG_TYPE_LAYOUT_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hotpatch {

// A member, base class or bit field.  Members of unnamed types are listed as
// members of the type around them.
struct TypeMember {
  std::uint64_t offset_bits = 0;
  std::uint32_t size_bits = 0; // bit fields only; else 0
  // Its type without cv and without the names of members: data pointers are
  // "*", function pointers "R(*)(A, B)" with their signature spelt in full,
  // arrays "T[n]", records and enumerations by qualified name, unnamed types by
  // their content: "{8; 0 int; 32 *}".
  std::string type;
  std::string name; // for messages; not compared

  friend auto operator<=>(const TypeMember &, const TypeMember &) = default;
};

// The name of all enumerations that have none.
inline constexpr std::string_view unnamed_enumeration = "(unnamed enumeration)";

enum class TypeKind : std::uint8_t { record, enumeration };

struct TypeLayout {
  // Qualified: "ns::Parser", "XML_ParserStruct"; that of its typedef if it has
  // none of its own.  Records that have neither, and those that the compiler
  // numbered, are not listed.
  std::string name;
  TypeKind kind = TypeKind::record;
  std::uint64_t size = 0;               // bytes
  std::vector<TypeMember> members = {}; // records; by offset, then the rest
  // Enumerations: name and value, by name.
  std::vector<std::pair<std::string, std::int64_t>> enumerators = {};

  friend auto operator<=>(const TypeLayout &, const TypeLayout &) = default;
};

struct FunctionSignature {
  std::string name;      // linkage name; CodeView: as S_*PROC32 names it
  std::string signature; // "int(*, unsigned long)", spelt as TypeMember::type
  bool is_local = false;

  friend auto operator<=>(const FunctionSignature &,
                          const FunctionSignature &) = default;
};

// A variable with a fixed place in memory.
struct VariableSize {
  std::string name; // linkage name, as far as the debug information has it
  std::uint64_t size = 0; // bytes

  friend auto operator<=>(const VariableSize &, const VariableSize &) = default;
};

struct ObjectTypes {
  bool has_types = false;        // there is type information at all
  std::vector<TypeLayout> types; // complete ones only; sorted, no duplicates
  std::vector<FunctionSignature> signatures; // of its definitions; sorted
  // Of its definitions whose size is known; sorted.  Statics of several
  // functions may share a name.
  std::vector<VariableSize> variables = {};
};

// Types of an object: CodeView (.debug$T, .debug$S), DWARF 2 to 5; DWARF if it
// has both.
// malformed: type records that cannot be read.  unsupported: a version or
// section that is not known, or types that are many times larger when written
// out.
// Source: the CodeView format as LLVM documents it; DWARF 5 chapters 2 and 5.
Expected<ObjectTypes> read_types(BytesView object);

// A type that two builds disagree about.
struct LayoutChange {
  std::string type;   // qualified name
  std::string detail; // "size 64 -> 72", "member at byte 24: int -> long",
                      // "enumerator A: 3 -> 4"

  friend auto operator<=>(const LayoutChange &, const LayoutChange &) = default;
};

// Types complete on both sides (each side the union over all its objects) that
// differ in size or in the set of (offset, bit size, type); for enumerations in
// the value of an enumerator that both have.  A type of which one side has
// several layouts (ODR) has changed if the sets of layouts differ.  Sorted.
std::vector<LayoutChange> changed_layouts(const std::vector<ObjectTypes> &pre,
                                          const std::vector<ObjectTypes> &post);

} // namespace hotpatch

#endif
