// Proves that changed immediates are nothing but line numbers.
#ifndef HOTPATCH_HPDIFF_LINE_PROOF_H
#define HOTPATCH_HPDIFF_LINE_PROOF_H

#include "formats/debug/line_table.h"
#include "hpdiff/compare.h"
#include "hpdiff/line_rules.h"

#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

// Line rows of one function on both sides, by extent of the function; `begin`
// counts from the function's start.
struct FunctionLines {
  std::vector<LineRow> pre, post;
};

// The proof for each differing field of `difference`, in order, one sentence
// each; nothing if any of them is not proven.
//
// A field is proven if it is an immediate that only ever becomes an argument of
// calls (followed through registers and stack slots on every path), and the two
// values are
//  (a) on both sides a line of the instruction's inline chain,
//  (b) bracketed: the nearest line rows of the same function and file above and
//      below have moved by exactly the immediate's shift, or
//  (c) in a function without line rows, the argument that a rule names.
std::optional<std::vector<std::string>>
prove_lines(const Side &pre_side, const Difference &difference,
            const FunctionLines &lines, const std::vector<LineRule> &rules);

} // namespace hotpatch

#endif
