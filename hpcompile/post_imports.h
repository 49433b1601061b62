// What the symbols of new imports are called in the modules that export them.
#ifndef HOTPATCH_HPCOMPILE_POST_IMPORTS_H
#define HOTPATCH_HPCOMPILE_POST_IMPORTS_H

#include "formats/image/image.h"
#include "formats/payload/payload.h"
#include "hpcompile/build.h"
#include "hpcompile/refusal.h"

#include <vector>

namespace hotpatch {

// A linked PE image, and the objects that it was linked from.
struct LinkedBuild {
  const Build &build;
  const Image &image;
  const ImageSymbols &symbols;
};

struct NamedImports {
  std::vector<PayloadImport> imports;
  std::vector<Refusal> refusals; // unbound
};

// Completes the imports of a PE payload, which have a symbol's name only.  An
// import library may map that name to any export of any DLL; the one who knows
// is the linker, so it is read from the post image how the same symbol came out
// there.  `post` may be null: then such imports are refused.
NamedImports name_imports(std::vector<PayloadImport> imports,
                          const LinkedBuild *post);

} // namespace hotpatch

#endif
