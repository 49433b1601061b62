// Where the symbols of a build lead to in its image, read from the image
// itself: from the fields of the references in all placed sections.
#ifndef HOTPATCH_HPCOMPILE_BINDINGS_H
#define HOTPATCH_HPCOMPILE_BINDINGS_H

#include "hpcompile/placement.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace hotpatch {

// A relocated field of the build.
struct BindingSite {
  std::uint32_t object = 0, section = 0;
  std::uint64_t offset = 0;
};

struct Binding {
  // The place of the symbol (an RVA), of its slot, or with is_number(access)
  // the number.
  std::int64_t value = 0;
  BindingSite site; // the first that says so
  // A site that says otherwise: then the symbol is ambiguous.
  std::optional<BindingSite> other_site = {};
  std::int64_t other_value = 0;
};

class Bindings {
public:
  // Of a symbol that is not local.
  [[nodiscard]] const Binding *named(std::string_view name,
                                     Access access) const;
  // Of a local symbol of an object of the build.
  [[nodiscard]] const Binding *local(std::uint32_t object, std::uint32_t symbol,
                                     Access access) const;
  // Of the piece of a merged section that begins at the offset.
  [[nodiscard]] const Binding *piece(std::uint32_t object,
                                     std::uint32_t section,
                                     std::uint64_t offset) const;
  // What is the image's own rather than a symbol's: Access::tls_local, or
  // Access::tls_direct (whose value is 0) if the linker has rewritten it.
  [[nodiscard]] const Binding *module(Access access) const;
  // How many fields told something.
  [[nodiscard]] std::uint64_t reference_count() const { return count_; }

private:
  friend class BindingReader;
  using PerAccess = std::array<std::optional<Binding>, access_count>;
  using LocalKey = std::pair<std::uint32_t, std::uint32_t>;
  using PieceKey = std::tuple<std::uint32_t, std::uint32_t, std::uint64_t>;

  std::unordered_map<std::string_view, PerAccess> named_;
  std::map<LocalKey, PerAccess> local_;
  std::map<PieceKey, std::optional<Binding>> pieces_;
  PerAccess module_;
  std::uint64_t count_ = 0;
};

Bindings read_bindings(const Build &build, const Placements &placements,
                       const Image &image);

} // namespace hotpatch

#endif
