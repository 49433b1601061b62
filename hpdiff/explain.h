// Why a function has its class.
#ifndef HOTPATCH_HPDIFF_EXPLAIN_H
#define HOTPATCH_HPDIFF_EXPLAIN_H

#include "cli/terminal.h"
#include "formats/core/error.h"
#include "hpdiff/report.h"

#include <string>
#include <string_view>

namespace hotpatch {

// Whether `wanted` names the function: its name or demangled name on either
// side, or OBJECT:NAME where OBJECT is the object's path, file or member name.
bool is_named(const FunctionDiff &function, std::string_view wanted);

// Class, pairing, sizes, flags and evidence of every function that `wanted`
// names; several objects may each have one.
// mismatch: there is none; the hint names those that look like it.
Expected<std::string> explain(const DiffReport &report, std::string_view wanted,
                              const TextStyle &style);

} // namespace hotpatch

#endif
