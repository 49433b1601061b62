// Accesses of thread-local variables, rewritten as a linker would.
#ifndef HOTPATCH_HPCOMPILE_TLS_FORMS_H
#define HOTPATCH_HPCOMPILE_TLS_FORMS_H

#include "hpcompile/access.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace hotpatch {

struct TlsCode {
  std::vector<std::byte> bytes; // as many as the window has
  // Where its 4-byte field is: the distance to a slot, or a number.  Nothing if
  // it has none.
  std::optional<std::uint64_t> field;
};

// What takes the place of `window` (window_of() a relocation of this type) so
// that it gets at its variable by `access`.  Nothing if the window is not code
// that may be rewritten, or not so.
// Source: System V x86-64 psABI 11.1.
std::optional<TlsCode> rewrite_tls(std::uint32_t type, BytesView window,
                                   Access access);

} // namespace hotpatch

#endif
