// See initializers.h.  Names have a suffix for their order: .init_array.00100,
// .ctors.65435, .CRT$XCU.
#include "hpcompile/initializers.h"

#include <algorithm>
#include <array>

namespace hotpatch {
namespace {

constexpr std::array<std::string_view, 6> at_load = {
    ".init_array", ".preinit_array", ".ctors", ".CRT$X", ".init", ".tls_cb"};
constexpr std::array<std::string_view, 3> at_unload = {".fini_array", ".dtors",
                                                       ".fini"};

} // namespace

bool holds_initializers(std::string_view section) {
  return std::ranges::any_of(
      at_load, [&](auto prefix) { return section.starts_with(prefix); });
}

bool is_run_unasked(std::string_view section) {
  return holds_initializers(section) ||
         std::ranges::any_of(at_unload, [&](auto prefix) {
           return section.starts_with(prefix);
         });
}

} // namespace hotpatch
