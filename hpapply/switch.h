// The moment of the change: payloads go out of force and others come into it,
// all of them at once.
#ifndef HOTPATCH_HPAPPLY_SWITCH_H
#define HOTPATCH_HPAPPLY_SWITCH_H

#include "formats/core/error.h"
#include "hpapply/change.h"
#include "hpapply/process.h"
#include "hpapply/residence.h"

#include <vector>

namespace hotpatch {

struct SwitchPlan {
  // Whose redirects are taken back.  A partial one, where somebody was
  // interrupted, may be among them.
  std::vector<Residence> departures = {};
  std::vector<Residence> arrivals = {}; // whose redirects are written
};

// How a change ended that did not come about once it had begun.
struct SwitchFailure {
  Error error = {};
  bool is_undone = true;
};

struct SwitchResult {
  std::uint64_t retries = 0; // how often somebody was in code that changes
  std::optional<SwitchFailure> failure = {}; // midway
};

// Waits until no thread is in code that changes, calls the hooks and writes.
// untrusted, process as it was: "busy", "code-changed", "hook-refused".  Other
// errors: before anything was changed.
Expected<SwitchResult> switch_payloads(Process &process, const SwitchPlan &plan,
                                       const ChangePolicy &policy,
                                       Stops &stops);

} // namespace hotpatch

#endif
