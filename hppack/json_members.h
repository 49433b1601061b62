// Checked reading of JSON values: what is missing or of another type is an
// Error with the member's name.  Private to this folder's readers.
#ifndef HOTPATCH_HPPACK_JSON_MEMBERS_H
#define HOTPATCH_HPPACK_JSON_MEMBERS_H

#include "formats/core/error.h"

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

using Json = nlohmann::json;
inline std::unexpected<Error> wrong_member(const char *name,
                                           std::string_view expected) {
  return fail(ErrorCode::malformed, "member '" + std::string(name) +
                                        "' is missing or no " +
                                        std::string(expected));
}

// The member, or null.
inline const Json *member(const Json &object, const char *name) {
  if (!object.is_object())
    return nullptr;
  const auto at = object.find(name);
  return at == object.end() ? nullptr : &*at;
}

inline bool is_null(const Json &object, const char *name) {
  const Json *value = member(object, name);
  return value != nullptr && value->is_null();
}

inline Expected<std::uint64_t>
number_of(const Json &object, const char *name,
          std::uint64_t most = std::numeric_limits<std::uint64_t>::max()) {
  const Json *value = member(object, name);
  if (value == nullptr || !value->is_number_unsigned() ||
      value->get<std::uint64_t>() > most)
    return wrong_member(name, "number that fits");
  return value->get<std::uint64_t>();
}

// Null is nothing.
inline Expected<std::optional<std::uint64_t>> number_or_null(const Json &object,
                                                             const char *name) {
  if (is_null(object, name))
    return std::optional<std::uint64_t>();
  return std::optional(HP_TRY(number_of(object, name)));
}

inline Expected<std::string> text_of(const Json &object, const char *name) {
  const Json *value = member(object, name);
  if (value == nullptr || !value->is_string())
    return wrong_member(name, "text");
  return value->get<std::string>();
}

// Null is empty.
inline Expected<std::string> text_or_null(const Json &object,
                                          const char *name) {
  if (is_null(object, name))
    return std::string();
  return text_of(object, name);
}

// One value for each item of an array.
template <typename T>
Expected<std::vector<T>> items_of(const Json &object, const char *name,
                                  Expected<T> (*read)(const Json &)) {
  const Json *array = member(object, name);
  if (array == nullptr || !array->is_array())
    return wrong_member(name, "list");
  std::vector<T> items;
  for (const Json &item : *array)
    items.push_back(HP_TRY(read(item)));
  return items;
}

} // namespace hotpatch

#endif
