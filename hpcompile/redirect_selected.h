// Redirects for everything in a selection that replaces a function of the base.
#ifndef HOTPATCH_HPCOMPILE_REDIRECT_SELECTED_H
#define HOTPATCH_HPCOMPILE_REDIRECT_SELECTED_H

#include "hpcompile/base_view.h"
#include "hpcompile/redirect.h"
#include "hpcompile/refusal.h"
#include "hpcompile/selection.h"

#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

// Vectors are by selected function; empty where it replaces none.
struct Redirected {
  std::vector<std::optional<Redirect>> redirects;
  std::vector<std::string> reasons;
  std::vector<std::string> residencies;
  std::vector<Refusal> refusals; // unredirectable
  std::vector<std::string> notes;
};

Redirected redirect_selected(const Selection &selection, const BaseView &base);

// SHA-256 of the base's bytes [rva, rva + size) as linked, with everything
// zeroed that the loader changes; zeros if they are not in the file.
Sha256 digest_of_base(const Image &image, Rva rva, std::uint32_t size);

} // namespace hotpatch

#endif
