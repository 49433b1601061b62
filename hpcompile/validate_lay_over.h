// The steps of make_worlds(), for validate_world.h alone.
#ifndef HOTPATCH_HPCOMPILE_VALIDATE_LAY_OVER_H
#define HOTPATCH_HPCOMPILE_VALIDATE_LAY_OVER_H

#include "formats/image/image.h"
#include "formats/payload/payload.h"
#include "hpcompile/validate_world.h"

#include <vector>

namespace hotpatch {

// Where functions begin and end in an image whose names are `names`; by begin,
// without overlap.
std::vector<BodyRange> find_functions(const Image &image,
                                      const std::vector<WorldName> &names);

} // namespace hotpatch

#endif
