// The words of reports for values of packages.
#ifndef HOTPATCH_HPPACK_WORDS_H
#define HOTPATCH_HPPACK_WORDS_H

#include "formats/package/package.h"

#include <string_view>

namespace hotpatch {

// As in JSON: "ed25519"; valid for the program's life.
std::string_view to_word(SignatureAlgorithm algorithm);

} // namespace hotpatch

#endif
