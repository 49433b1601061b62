// What hppack says of packages to people.
#ifndef HOTPATCH_HPPACK_PACKAGE_TEXT_H
#define HOTPATCH_HPPACK_PACKAGE_TEXT_H

#include "cli/terminal.h"
#include "hppack/build.h"
#include "hppack/check.h"
#include "hppack/contents.h"

#include <string>
#include <string_view>

namespace hotpatch {

// `path` is the package's.
std::string render_build_text(const BuiltPackage &built, std::string_view path,
                              const TextStyle &style);

// The first line says that it is valid and by whom.
std::string render_verify_text(const CheckedPackage &checked,
                               const TextStyle &style);

// The first line says who stands for it: nobody if `checked` is null.
std::string render_show_text(const PackageContents &contents,
                             const CheckedPackage *checked,
                             const TextStyle &style);

} // namespace hotpatch

#endif
