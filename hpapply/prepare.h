// Payloads in the memory of a process, ready to be put in force.
#ifndef HOTPATCH_HPAPPLY_PREPARE_H
#define HOTPATCH_HPAPPLY_PREPARE_H

#include "formats/core/error.h"
#include "formats/package/frame.h"
#include "formats/package/package.h"
#include "formats/payload/payload.h"
#include "hpapply/change.h"
#include "hpapply/process.h"
#include "hpapply/residence.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace hotpatch {

// A payload for an image that a process runs.
struct Arrival {
  std::uint32_t image = 0; // of the manifest
  Address base = 0;        // of the base image
  Payload payload = {};
  std::vector<std::byte> file = {}; // that `payload` was read from
};

// What is to come into force together.
struct Arrivals {
  PackageId package = {};
  Manifest manifest = {};
  std::vector<Arrival> payloads = {};
};

struct Prepared {
  Residence residence = {};
  bool is_new = true; // else it was there, retired, and is taken again
};

// Maps payloads within reach of their bases, computes their fixups and imports
// and tells the unwinder of them, in one stop if it takes one.  All or none;
// nothing of a base image changes.  `residences` are those that the process
// has.  A dry run only finds out where they would be.
// untrusted: "no-near-space", "unbound", "no-unwinder", and what the back end
// refuses.  Other errors: as the back end's; what was mapped is unmapped.
Expected<std::vector<Prepared>> prepare(Process &process,
                                        const Arrivals &arrivals,
                                        std::span<const Residence> residences,
                                        bool is_dry_run, Stops &stops);

// Takes residences that are not in force out of memory, in one stop, but those
// that something may still lead into: they stay, retired.  The bytes that were
// given back.
Expected<std::uint64_t>
discard(Process &process, std::span<const Residence> residences, Stops &stops);

} // namespace hotpatch

#endif
