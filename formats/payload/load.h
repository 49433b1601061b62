// A payload as it will be in memory: its own image with fixups applied, and
// what is written into the base image to put it in force.
//
// Nothing here touches a process: whoever applies, validates or runs a payload
// in an emulator copies the result to where it belongs.
#ifndef HOTPATCH_FORMATS_PAYLOAD_LOAD_H
#define HOTPATCH_FORMATS_PAYLOAD_LOAD_H

#include "formats/core/error.h"
#include "formats/payload/payload.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace hotpatch {

// Where both images begin in memory (their RVA 0).  The payload's need not be
// mapped there: its first page holds nothing.
struct LoadAddresses {
  std::uint64_t base = 0;
  std::uint64_t payload = 0; // a multiple of payload_page
};

// What only a running process, or somebody who plays one, knows.  An Error of
// either ends the loading and is returned with the fixup's or import's place.
struct LoadSource {
  // The 8 bytes at `base_rva` of the base image, for `indirect` fixups.
  std::function<Expected<std::uint64_t>(Rva base_rva)> read_base = {};
  // The address of an export.
  std::function<Expected<std::uint64_t>(const PayloadImport &)> find_export =
      {};
};

// One redirect: the same number of bytes before and after.
struct BaseWrite {
  RedirectKind kind = RedirectKind::entry;
  Rva base_rva = 0;                       // of the first byte
  std::vector<std::byte> base_bytes = {}; // as linked
  // pad: E9 rel32, which nothing runs yet, then EB F9 at the entry, which is to
  // be written last and in one store.  entry: E9 rel32.
  std::vector<std::byte> bytes = {};

  friend bool operator==(const BaseWrite &, const BaseWrite &) = default;
};

struct LoadedPayload {
  // From the payload's RVA 0 to the end of its last section.  Gaps are zero.
  std::vector<std::byte> image = {};
  std::vector<BaseWrite> writes = {}; // in the order of Payload::redirects

  friend bool operator==(const LoadedPayload &,
                         const LoadedPayload &) = default;
};

// malformed: the payload is not valid; mismatch: the addresses are not ones
// where images can be; unsupported: a field or a jump does not reach, or the
// source has no function for a fixup or an import that needs it.
// Source: docs/formats/payload.md section 5.
Expected<LoadedPayload> load_payload(const Payload &payload,
                                     const LoadAddresses &addresses,
                                     const LoadSource &source = {});

// What is written into the base image, without the payload's image.  Errors as
// load_payload().
Expected<std::vector<BaseWrite>>
redirect_writes(const Payload &payload, const LoadAddresses &addresses);

} // namespace hotpatch

#endif
