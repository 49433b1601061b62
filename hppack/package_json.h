// What hppack says of packages as JSON (docs/schemas).
#ifndef HOTPATCH_HPPACK_PACKAGE_JSON_H
#define HOTPATCH_HPPACK_PACKAGE_JSON_H

#include "formats/package/fault.h"
#include "hppack/build.h"
#include "hppack/check.h"
#include "hppack/contents.h"

#include <string>
#include <string_view>

namespace hotpatch {

// Schema "hppack.build/1".  `path` is the package's.
// Source: docs/schemas/hppack.build.schema.json.
std::string render_build_json(const BuiltPackage &built, std::string_view path);

// Schema "hppack.verify/1", whichever way it went.
// Source: docs/schemas/hppack.verify.schema.json.
std::string render_verify_json(const PackageResult<CheckedPackage> &checked,
                               std::string_view path);

// Schema "hppack.show/1".  `checked` is null where nobody was trusted.
// Source: docs/schemas/hppack.show.schema.json.
std::string render_show_json(const PackageContents &contents,
                             const CheckedPackage *checked,
                             std::string_view path);

} // namespace hotpatch

#endif
