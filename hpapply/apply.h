// Putting a package in force, and taking one back.
#ifndef HOTPATCH_HPAPPLY_APPLY_H
#define HOTPATCH_HPAPPLY_APPLY_H

#include "formats/core/error.h"
#include "formats/package/verify.h"
#include "hpapply/change.h"
#include "hpapply/process.h"
#include "hpapply/residence.h"
#include "hpapply/switch.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

struct ChangeFigures {
  Duration longest_stop = {}; // of all threads
  std::uint64_t retries = 0;
  std::uint64_t memory_bytes = 0; // taken in the process; rollback: given back
};

enum class ChangeVerdict : std::uint8_t {
  done,
  already,       // there was nothing left to do
  would_be_done, // a dry run
  failed,        // midway
};

struct ChangeReport {
  ChangeVerdict verdict = ChangeVerdict::done;
  std::vector<Residence> arrived = {};  // in force now; already: what is
  std::vector<Residence> departed = {}; // no longer in force
  ChangeFigures figures = {};
  std::optional<SwitchFailure> failure = {}; // of `failed`
  std::vector<std::string> notes = {};
};

// All of the package's payloads for images that the process runs, or none.
// untrusted, process as it was: as plan_apply(), prepare(), switch_payloads()
// and the back end.  Other errors: trouble, likewise.
Expected<ChangeReport> apply_package(Process &process,
                                     const VerifiedPackage &package,
                                     const ChangePolicy &policy);

// Which packages are taken back; all without it.
struct RollbackChoice {
  std::optional<std::uint32_t> sequence = {};
  std::optional<PackageId> package = {};

  [[nodiscard]] bool has(const Residence &residence) const {
    return (!sequence || *sequence == residence.manifest.sequence) &&
           (!package || *package == residence.package);
  }
};

// Takes back what is in force, also in part, of the chosen packages.
// untrusted: "not-in-force": nothing is; "busy", "code-changed",
// "hook-refused".
Expected<ChangeReport> roll_back(Process &process, const RollbackChoice &choice,
                                 const ChangePolicy &policy);

} // namespace hotpatch

#endif
