// What the objects of a build define under names that all of them see.
#ifndef HOTPATCH_HPCOMPILE_DEFINITIONS_H
#define HOTPATCH_HPCOMPILE_DEFINITIONS_H

#include "hpcompile/build.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hotpatch {

struct Definition {
  std::uint32_t object = 0, symbol = 0;
};

class Definitions {
public:
  // `build` must outlive the value.
  explicit Definitions(const Build &build);

  // In the order of the objects; several for COMDATs and common symbols.
  [[nodiscard]] std::span<const Definition> of(std::string_view name) const;

private:
  std::unordered_map<std::string_view, std::vector<Definition>> by_name_;
};

} // namespace hotpatch

#endif
