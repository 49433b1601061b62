// Named places of an image, by name.
#ifndef HOTPATCH_HPCOMPILE_NAME_INDEX_H
#define HOTPATCH_HPCOMPILE_NAME_INDEX_H

#include "formats/core/image_symbols.h"

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hotpatch {

class NameIndex {
public:
  // `symbols` must outlive the value.
  explicit NameIndex(const ImageSymbols &symbols);

  // All places of the name, in ascending order of their RVAs.
  [[nodiscard]] std::span<const NamedPlace *const>
  places_of(std::string_view name) const;
  // The one place of the name that is not local, or null if there is none or
  // there are several.
  [[nodiscard]] const NamedPlace *global(std::string_view name) const;
  // The names of all functions at the place, sorted.
  [[nodiscard]] std::vector<std::string> functions_at(Rva rva) const;
  [[nodiscard]] const ImageSymbols &symbols() const { return *symbols_; }
  // ImageSymbols::objects[object].
  [[nodiscard]] std::string_view object_name(std::uint32_t object) const {
    return symbols_->objects[object];
  }

private:
  const ImageSymbols *symbols_;
  std::unordered_map<std::string_view, std::vector<const NamedPlace *>>
      by_name_;
};

} // namespace hotpatch

#endif
