// Proves that changed immediates are nothing but line numbers.
#ifndef HOTPATCH_HPDIFF_LINE_PROOF_H
#define HOTPATCH_HPDIFF_LINE_PROOF_H

#include "formats/debug/line_table.h"
#include "hpdiff/compare.h"
#include "hpdiff/line_rules.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

// Line rows of one function on both sides; `begin` counts from its start.
struct FunctionLines {
  std::vector<LineRow> pre, post;
};

// Where functions begin in the source: for each file (its name without
// folders) the pre and post line of the functions that both sides have.
using FunctionStarts =
    std::map<std::string, std::map<std::uint32_t, std::vector<std::uint32_t>>>;

// The proof for each differing field of `difference`, in order, one sentence
// each; nothing if any of them is not proven.
//
// A field is proven if it is an immediate that only ever becomes an argument of
// calls (followed through registers and stack slots on every path), and the two
// values are
//  (a) on both sides a line of the instruction's inline chain,
//  (b) bracketed: the nearest line rows of the same function and file above and
//      below have moved by exactly the immediate's shift; behind a function's
//      last row the next function of the file counts as the row above, or
//  (c) in a function without line rows, the argument that a rule names.
std::optional<std::vector<std::string>>
prove_lines(const Side &pre_side, const Difference &difference,
            const FunctionLines &lines, const FunctionStarts &starts,
            const std::vector<LineRule> &rules);

} // namespace hotpatch

#endif
