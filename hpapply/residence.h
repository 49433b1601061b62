// A payload that lives in a process, as the process itself records it.
//
// In front of the payload's sections, in its first page, lies a header; behind
// them a page for the unwinder, if it knows of the payload, and the manifest of
// its package and the payload's file.  Who looks for
// payloads finds them there, whoever applied them: the record lives exactly as
// long as what it speaks of, and whether the payload is in force is read from
// the base image's bytes.  It is complete before the first byte of the base
// image changes, so whoever finds one after a crash can take back what it says.
// docs/formats/residence.md is the grammar.
#ifndef HOTPATCH_HPAPPLY_RESIDENCE_H
#define HOTPATCH_HPAPPLY_RESIDENCE_H

#include "formats/core/error.h"
#include "formats/package/frame.h"
#include "formats/package/package.h"
#include "formats/payload/load.h"
#include "formats/payload/payload.h"
#include "hpapply/process.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace hotpatch {

struct Residence {
  MemoryRange range = {}; // all of it; .begin is the payload's RVA 0
  Address base = 0;       // of the base image
  PackageId package = {};
  Manifest manifest = {};
  std::uint32_t image = 0; // of manifest.images
  Payload payload = {};
  Address frames = 0;   // registered .eh_frame or function table; 0: none
  Sha256 constant = {}; // digest of all sections but the writable one
  std::vector<BaseWrite> writes = {};
};

// What of a residence its header does not say.
struct ResidenceRecord {
  Address base = 0;
  PackageId package = {};
  std::uint32_t image = 0;
  Address frames = 0;
  BytesView manifest = {}; // as encode_manifest() makes it
  BytesView payload = {};  // as write_payload() makes it
};

// How many bytes a payload takes with its record: whole pages.
std::uint64_t residence_bytes(const Payload &payload,
                              const ResidenceRecord &record);

// The header's bytes, at the beginning of a residence.
inline constexpr std::size_t residence_header = 160;

// Where the page for the unwinder is; it is there if frames are registered.
MemoryRange unwinder_page(const Payload &payload, Address own);

// The loaded payload with header and record.
// `image` is LoadedPayload::image.
std::vector<std::byte> write_residence(const Payload &payload, BytesView image,
                                       const ResidenceRecord &record);

// All of a process, by address.  What is no residence, or is half written, is
// passed over: nothing of it is in force.
Expected<std::vector<Residence>> find_residences(Process &process);

enum class SiteState : std::uint8_t {
  redirected, // holds what the residence writes
  original,   // holds the base image's bytes, or another residence's
  changed,    // neither: somebody else wrote there
};

// Where a redirect is written.
struct SiteCheck {
  SiteState state = SiteState::original;
  std::vector<std::byte> found = {};
};

enum class ResidenceState : std::uint8_t {
  in_force,
  retired, // the base image's bytes are back
  partial, // some are: somebody was interrupted
  changed, // some site is
};

struct ResidenceCheck {
  ResidenceState state = ResidenceState::retired;
  std::vector<SiteCheck> sites = {}; // for each write
  bool is_payload_intact = true;     // what of it does not change by itself
};

// What one of `others` has written over a site is none of its changes.
Expected<ResidenceCheck> check_residence(Process &process,
                                         const Residence &residence,
                                         std::span<const Residence> others);

// Of memory that was read at `address`: the base's bytes as linked where it
// holds what the residence has written.
void put_back(std::span<std::byte> bytes, Address address,
              const Residence &residence);

} // namespace hotpatch

#endif
