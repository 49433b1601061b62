// Watching whether a process is well after a change, and remembering packages
// that were not good for an image.
#ifndef HOTPATCH_HPAPPLY_PROBATION_H
#define HOTPATCH_HPAPPLY_PROBATION_H

#include "formats/core/error.h"
#include "formats/package/frame.h"
#include "hpapply/change.h"
#include "hpapply/residence.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

struct Probation {
  Duration duration = {};                   // the probe is repeated for
  Duration pause = std::chrono::seconds(1); // between two
  // The probe's exit status; nothing: it hung and was killed.
  std::function<Expected<std::optional<int>>()> probe = {};
  std::function<bool()> is_alive = {};
};

// What is wrong, as text for people; nothing: all probes went well.
Expected<std::optional<std::string>> watch(const Probation &probation,
                                           const Clock &clock);

// A package on an image: what a quarantine is about.
struct QuarantineSubject {
  PackageId package = {};
  Sha256 code = {}; // the image's
};
std::vector<QuarantineSubject>
subjects_of(const std::vector<Residence> &residences);

// The folder where quarantines are kept: $XDG_STATE_HOME/hpapply, or
// ~/.local/state/hpapply; of root /var/lib/hpapply.
std::string state_folder();

// Why the package is in quarantine; nothing: it is not.  io: the folder cannot
// be read.
Expected<std::optional<std::string>>
quarantine_of(const std::string &folder, const QuarantineSubject &subject);
Expected<void> put_in_quarantine(const std::string &folder,
                                 const QuarantineSubject &subject,
                                 const std::string &reason);

} // namespace hotpatch

#endif
