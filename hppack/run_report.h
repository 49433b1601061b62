// The command `report`: measures a package, and says it in every form asked
// for.
#ifndef HOTPATCH_HPPACK_RUN_REPORT_H
#define HOTPATCH_HPPACK_RUN_REPORT_H

#include "cli/output.h"
#include "formats/core/error.h"
#include "hppack/exit_status.h"
#include "hppack/options.h"

#include <cstdint>
#include <optional>

namespace hotpatch {

// What a report may depend on besides files.  Seconds since 1970 UTC.
struct ReportTimes {
  std::uint64_t now = 0;                   // overrides of budgets end
  std::optional<std::uint64_t> epoch = {}; // SOURCE_DATE_EPOCH
};

// Exit status 3 if a budget fails; everything is written then, too.
// Nobody's signature is asked for: whoever measures a package has made it.
// Errors: of inputs, of measuring, of outputs.
Expected<PackExit> run_report(const PackOptions &options,
                              const Surroundings &surroundings,
                              const ReportTimes &times);

} // namespace hotpatch

#endif
