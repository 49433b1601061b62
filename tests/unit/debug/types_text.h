// Types as text, so that a test states what it expects in a few lines.
#ifndef HOTPATCH_TESTS_UNIT_DEBUG_TYPES_TEXT_H
#define HOTPATCH_TESTS_UNIT_DEBUG_TYPES_TEXT_H

#include "formats/debug/type_layout.h"

#include <string>
#include <vector>

namespace hotpatch {

// "0 int first", "32:3 unsigned flag": offset in bits, bits, type, name.
inline std::string text_of(const TypeMember &member) {
  std::string text = std::to_string(member.offset_bits);
  if (member.size_bits > 0)
    text += ":" + std::to_string(member.size_bits);
  text += " " + member.type;
  return member.name.empty() ? text : text + " " + member.name;
}

// "size 8" or "no such type", then members or "name = value".
inline std::vector<std::string> lines_of(const ObjectTypes &types,
                                         const std::string &name) {
  for (const TypeLayout &type : types.types) {
    if (type.name != name)
      continue;
    std::vector<std::string> lines = {"size " + std::to_string(type.size)};
    for (const TypeMember &member : type.members)
      lines.push_back(text_of(member));
    for (const auto &[enumerator, value] : type.enumerators)
      lines.push_back(enumerator + " = " + std::to_string(value));
    return lines;
  }
  return {"no such type"};
}

inline std::vector<std::string> names_of(const ObjectTypes &types) {
  std::vector<std::string> names;
  for (const TypeLayout &type : types.types)
    names.push_back(type.name);
  return names;
}

inline std::vector<std::string> signatures_of(const ObjectTypes &types) {
  std::vector<std::string> texts;
  for (const FunctionSignature &function : types.signatures)
    texts.push_back((function.is_local ? "static " : "") + function.name +
                    ": " + function.signature);
  return texts;
}

} // namespace hotpatch

#endif
