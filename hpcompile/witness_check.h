// Whether what a reference was resolved to agrees with what the base image and
// the two objects show.
#ifndef HOTPATCH_HPCOMPILE_WITNESS_CHECK_H
#define HOTPATCH_HPCOMPILE_WITNESS_CHECK_H

#include "hpcompile/function_view.h"
#include "hpcompile/part_builder.h"

#include <cstdint>

namespace hotpatch {

// A pre function and the post object that its successor is in.
struct PreFunction {
  std::uint32_t object = no_index, function = no_index;
};

// `resolution` of a post reference that `aligned` corresponds to: itself if the
// pre function's field in the image leads there, too, or leads elsewhere and to
// nothing that corresponds.  Of a function in several objects, where the field
// leads to.  Else a refusal.
Resolution check_witness(const PartContext &context, std::uint32_t post_object,
                         const PreFunction &pre, const Target &target,
                         const AlignedReference &aligned,
                         Resolution resolution);

// Whether a place that the code gives as a distance into a section may as well
// count from what follows there, which the base has elsewhere.
bool is_doubtful(const PartContext &context, std::uint32_t post_object,
                 const Reference &reference, const PreReference &pre);

} // namespace hotpatch

#endif
