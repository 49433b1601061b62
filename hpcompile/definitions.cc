// See definitions.h.
#include "hpcompile/definitions.h"

namespace hotpatch {

Definitions::Definitions(const Build &build) {
  for (std::uint32_t o = 0; o < build.objects.size(); ++o) {
    const ObjectFile &file = build.objects[o].side.object();
    for (std::uint32_t s = 0; s < file.symbols.size(); ++s) {
      const Symbol &symbol = file.symbols[s];
      if (symbol.linkage != Linkage::local &&
          (symbol.placement == Placement::in_section ||
           symbol.placement == Placement::common))
        by_name_[symbol.name].push_back({o, s});
    }
  }
}

std::span<const Definition> Definitions::of(std::string_view name) const {
  auto found = by_name_.find(name);
  if (found == by_name_.end())
    return {};
  return found->second;
}

} // namespace hotpatch
