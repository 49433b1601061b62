// Collects what a payload needs, starting from the functions that changed.
#ifndef HOTPATCH_HPCOMPILE_SELECT_H
#define HOTPATCH_HPCOMPILE_SELECT_H

#include "hpcompile/base_view.h"
#include "hpcompile/pairing.h"
#include "hpcompile/selection.h"

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

namespace hotpatch {

// A function that replaces one of the base image.
struct Root {
  std::uint32_t post_object = 0, post_function = 0;
  std::uint32_t pre_object = 0, pre_function = 0;
};

// A post function that the applier calls.
struct HookRoot {
  HookKind kind = HookKind::pre_apply;
  std::uint32_t object = 0, function = 0;
};

struct Roots {
  std::vector<Root> functions; // by post object, then function
  std::vector<HookRoot> hooks; // by kind
  // Read-only data (post object, datum) that changed and whose new content is
  // to come along where it is reached.
  std::set<std::pair<std::uint32_t, std::uint32_t>> replaced_data;
};

// Refusals of what cannot be bound or carried over are in the result, one for
// each place; the rest of the selection is complete but for those fields.
Selection select(const Build &post, const BaseView &base, Pairing &pairing,
                 const Roots &roots);

} // namespace hotpatch

#endif
