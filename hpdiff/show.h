// The instruction-level difference of one function.
#ifndef HOTPATCH_HPDIFF_SHOW_H
#define HOTPATCH_HPDIFF_SHOW_H

#include "formats/core/error.h"
#include "hpdiff/diff.h"
#include "hpdiff/show_view.h"

#include <string>
#include <vector>

namespace hotpatch {

// Every function of the two inputs whose name, demangled name or
// "object:name" is `function`, on either side, in the report's order.
// Errors as diff_inputs(); mismatch: there is no such function (the hint names
// similar ones).
Expected<std::vector<ShownFunction>> show_function(const std::string &pre,
                                                   const std::string &post,
                                                   const std::string &function,
                                                   const DiffOptions &options);

} // namespace hotpatch

#endif
