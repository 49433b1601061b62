// Refusals that somebody has accepted.
#ifndef HOTPATCH_HPCOMPILE_ALLOWANCES_H
#define HOTPATCH_HPCOMPILE_ALLOWANCES_H

#include "formats/core/error.h"
#include "formats/payload/payload.h"
#include "hpcompile/compile.h"
#include "hpcompile/refusal.h"

#include <vector>

namespace hotpatch {

// Whether it names the refusal by slug and subject.
bool is_for(const Allowance &allowance, const Refusal &refusal);

struct Settled {
  std::vector<Refusal> refusals;      // that remain, in their order
  std::vector<AcceptedRisk> accepted; // sorted, no duplicates
};

// Takes out the refusals that an allowance is for.
// mismatch: an allowance that matches nothing, or that names what cannot be
// accepted.
Expected<Settled> settle_refusals(std::vector<Refusal> refusals,
                                  const std::vector<Allowance> &allow);

} // namespace hotpatch

#endif
