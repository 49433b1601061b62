// Small manifests to test with, always the same ones.
#ifndef HOTPATCH_TESTS_SUPPORT_MANIFEST_BUILDER_H
#define HOTPATCH_TESTS_SUPPORT_MANIFEST_BUILDER_H

#include "formats/package/package.h"

#include <string>
#include <vector>

namespace hotpatch {

// Product "shop", sequence number 7, with one image: libshop.so.1 in ELF.
Manifest small_manifest();
// The sections that small_manifest() is of.
std::vector<std::string> small_sections();

// Every field, three images, of which two have one name.
Manifest full_manifest();
// The sections that full_manifest() is of.
std::vector<std::string> full_sections();

// `manifest` with the sizes and digests of `sections`, one for each image.
Manifest with_sections(Manifest manifest,
                       const std::vector<std::string> &sections);

} // namespace hotpatch

#endif
