// Which bytes of the base image are overwritten so that calls of a function
// come to the payload.
#ifndef HOTPATCH_HPCOMPILE_REDIRECT_H
#define HOTPATCH_HPCOMPILE_REDIRECT_H

#include "formats/image/image.h"
#include "formats/payload/payload.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

// A function of the base image to redirect.
struct RedirectTarget {
  Rva entry = 0;
  std::uint32_t size = 0; // bytes of its entry's extent, without fill behind
};

// Bytes [begin, end) of the base that hold code or data: nothing but fill is
// claimed outside of them.
struct OccupiedRange {
  Rva begin = 0, end = 0;

  friend auto operator<=>(const OccupiedRange &,
                          const OccupiedRange &) = default;
};

struct RedirectChoice {
  std::optional<Redirect> redirect; // payload_entry is left 0; nothing: none is
                                    // possible
  std::string reason; // why this kind and not the other, or why none: "first
                      // instruction is 1 byte long; 3 bytes of fill before"
};

// One choice per target, in their order, which must be ascending by entry.  One
// allocation map serves all: no byte is claimed twice, and none that another
// function's body occupies.
//   pad    the first instruction is at least two bytes, the entry is
//          two-aligned, and the five bytes before it are fill that no branch
//          leads to, no code falls through into and nothing else claims
//   entry  five bytes of body plus fill behind it (behind endbr64 if there is
//          one), without a branch target or return address inside, except the
//          first byte
// `occupied` is what is known of the image's functions (objects, symbols,
// unwind tables), ascending; ranges may overlap.
std::vector<RedirectChoice>
choose_redirects(const Image &base, const std::vector<OccupiedRange> &occupied,
                 const std::vector<RedirectTarget> &targets);

// Why a function may stay on a stack for good: "never returns" (no return and
// no tail jump leaves it, or it holds an endless loop), or empty.  `name` is
// its symbol: main, WinMain, DllMain and thread starts that are passed to
// CreateThread, pthread_create and the like run at the bottom of a stack.
std::string residency_of(const Image &base, const RedirectTarget &target,
                         std::string_view name);

} // namespace hotpatch

#endif
