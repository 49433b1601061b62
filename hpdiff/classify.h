// Turns a difference into what the report says about it.
#ifndef HOTPATCH_HPDIFF_CLASSIFY_H
#define HOTPATCH_HPDIFF_CLASSIFY_H

#include "hpdiff/compare.h"
#include "hpdiff/report.h"

#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

struct Verdict {
  FunctionClass cls = FunctionClass::identical;
  ChangeFlags flags;
  double similarity = 1.0;
  std::vector<std::string> evidence;
};

// Whether nothing but immediates differs, so that it is worth trying to prove
// them line numbers.
bool may_be_lines(const Difference &difference);

// `unwind_differs`: the functions' unwind information does not agree.
// `line_proof`: what prove_lines() found, if it was asked and proved all.
Verdict classify(const Side &pre_side, const Difference &difference,
                 bool unwind_differs,
                 std::optional<std::vector<std::string>> line_proof);

} // namespace hotpatch

#endif
