// Makes parts out of the post side's functions and data.
#ifndef HOTPATCH_HPCOMPILE_PART_BUILDER_H
#define HOTPATCH_HPCOMPILE_PART_BUILDER_H

#include "hpcompile/function_view.h"
#include "hpcompile/resolve.h"
#include "hpcompile/selection.h"
#include "hpcompile/tls_resolve.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace hotpatch {

// A place in the selection.
struct PartPlace {
  std::uint32_t part = no_index;
  std::int64_t offset = 0;
};

// What building a part needs of the selection around it.
struct PartContext {
  const Build &post;
  const BaseView &base;
  Pairing &pairing;
  const Resolver &resolver;
  const TlsResolver &tls;
  // Where a place of an entity will be; it is selected if it was not yet.
  // `by_call` tells calls from what takes its address.
  std::function<PartPlace(const Entity &entity, std::int64_t offset,
                          bool by_call)>
      place_of;
  std::function<void(RefusalReason reason, std::string detail)> refuse;
  // Where unnamed content of a post object ends that begins there.
  std::function<std::uint64_t(std::uint32_t object, std::uint32_t section,
                              std::uint64_t place)>
      end_of_content;
};

// The code of a post function, one part an extent; `places` are the parts'
// numbers.
std::vector<Part> build_function(const PartContext &context,
                                 std::uint32_t object, std::uint32_t function,
                                 const std::vector<std::uint32_t> &places);

// Data or unnamed content of a post object; if it holds distances, every four
// bytes of it lead somewhere.
Part build_data(const PartContext &context, std::uint32_t object,
                const Extent &extent, const ContentUse &use);

// Adds a link that leads to `resolution`, whose addend is as for a place there;
// or refuses.
void add_link(const PartContext &context, Part &part, Link link,
              const Resolution &resolution, bool by_call);

} // namespace hotpatch

#endif
