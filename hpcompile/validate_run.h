// Comparing pairs of code until nothing is left that an answer rests on.
#ifndef HOTPATCH_HPCOMPILE_VALIDATE_RUN_H
#define HOTPATCH_HPCOMPILE_VALIDATE_RUN_H

#include "hpcompile/validate_code.h"
#include "hpcompile/validate_roots.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

struct PairDifference {
  Place base_at = 0, post_at = 0;
  std::string detail;
};

// Two bodies of code and what was found when comparing them.
struct ComparedPair {
  Place base = 0, post = 0;
  bool is_root = false;
  bool is_replaced = false; // as in Root
  std::uint32_t instructions = 0, references = 0;
  // Immediates that differ, and everything else that does.
  std::vector<PairDifference> immediates = {}, others = {};
  std::vector<Place> base_targets =
      {}; // all places that the base's body refers to
};

// All roots, and all pairs that references have led to; in the order found.
// What differs in a pair that is no root is a difference of those that refer to
// it.
// accepted: data whose initial content may differ.
std::vector<ComparedPair> compare_pairs(const Worlds &worlds,
                                        const std::vector<Root> &roots,
                                        std::vector<std::string_view> accepted);

} // namespace hotpatch

#endif
