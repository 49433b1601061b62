// What of a package there is to do in a process.
#ifndef HOTPATCH_HPAPPLY_PLAN_H
#define HOTPATCH_HPAPPLY_PLAN_H

#include "formats/core/error.h"
#include "formats/package/verify.h"
#include "hpapply/prepare.h"
#include "hpapply/process.h"
#include "hpapply/residence.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace hotpatch {

// A residence and what is in force of it.
struct KnownResidence {
  Residence residence = {};
  ResidenceCheck check = {};
};
Expected<std::vector<KnownResidence>> known_residences(Process &process);

struct ApplyPlan {
  Arrivals arrivals = {}; // no payloads: all is in force already
  std::vector<Residence> departures = {}; // what they replace
  std::vector<Residence> in_force = {};   // of this package
  std::vector<std::string> notes = {};    // what somebody should know
};

// Matches the package's images with those that run, and unpacks their payloads
// against memory.  Nothing is changed.
// untrusted: "wrong-base", "code-changed"; "interrupted": a payload is in force
// in part; "older-package", "not-superseded": another one is in force;
// "bad-payload".
Expected<ApplyPlan> plan_apply(Process &process, const VerifiedPackage &package,
                               std::span<const KnownResidence> known);

} // namespace hotpatch

#endif
