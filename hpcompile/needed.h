// What the image holds for certain, because something that it holds refers to
// it, whether or not its place is known.
#ifndef HOTPATCH_HPCOMPILE_NEEDED_H
#define HOTPATCH_HPCOMPILE_NEEDED_H

#include "hpcompile/definitions.h"
#include "hpcompile/placement.h"

#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace hotpatch {

class Needed {
public:
  // `build` must outlive the value.
  Needed(const Build &build, const Placements &placements,
         const Definitions &definitions);

  [[nodiscard]] bool section(std::uint32_t object,
                             std::uint32_t section) const {
    return sections_[object][section];
  }
  // Of a symbol that is not local.
  [[nodiscard]] bool name(std::string_view name) const {
    return names_.contains(name);
  }

private:
  std::vector<std::vector<bool>> sections_; // [object][section]
  std::unordered_set<std::string_view> names_;
};

} // namespace hotpatch

#endif
