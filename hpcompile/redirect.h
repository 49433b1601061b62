// Which bytes of the base image are overwritten so that calls of a function
// come to the payload.
#ifndef HOTPATCH_HPCOMPILE_REDIRECT_H
#define HOTPATCH_HPCOMPILE_REDIRECT_H

#include "formats/image/image.h"
#include "formats/payload/payload.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// A function of the base image to redirect.
struct RedirectTarget {
  Rva entry = 0;
  std::uint32_t size = 0; // bytes of its entry's extent, without fill behind
  // Offsets in it that are known to be referred to from elsewhere, in any
  // order: jump tables, other functions' branches into it, as the relocations
  // of the pre objects tell.
  std::vector<std::uint32_t> referenced = {};
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
  // A branch of its own leads back to the entry: a loop that is under way would
  // go on in the payload, so the old body must not be on any stack when the
  // redirect is written (the rule `whole`).
  bool loops_to_entry = false;
};

// One choice per target, in their order, which must be ascending by entry; of
// two with the same entry the second gets none.  One
// allocation map serves all: no byte is claimed twice, and none that another
// function's body occupies.
//   pad    the first instruction is at least two bytes and not endbr64, the
//          entry is two-aligned, and the five bytes before it are fill that no
//          branch leads to, no code falls through into and nothing else claims
//   entry  five bytes of body plus fill behind it (behind endbr64 if there is
//          one), without a branch target or return address inside, except the
//          first byte
// `occupied` is what is known of the image's functions (objects, symbols,
// unwind tables), ascending; ranges may overlap.  Branches into a function's
// first bytes are looked for in its own body, in the code before it, and in
// RedirectTarget::referenced: it is assumed that no other function jumps into
// the middle of its first five bytes, as no compiler makes one do.
std::vector<RedirectChoice>
choose_redirects(const Image &base, const std::vector<OccupiedRange> &occupied,
                 const std::vector<RedirectTarget> &targets);

// Why a function may stay on a stack for good, or empty: "runs at the bottom of
// a stack", "never returns" (it loops, and no return and no jump leaves it),
// "holds an endless loop"; several are joined by "; ".  `name` is its symbol:
// main, WinMain, DllMain and the start-up code that calls them are known by
// name, threads' by `thread_starts` (find_thread_starts(), ascending).  A jump
// to a piece of the function elsewhere counts as leaving it.
std::string residency_of(const Image &base, const RedirectTarget &target,
                         std::string_view name,
                         const std::vector<Rva> &thread_starts);

} // namespace hotpatch

#endif
