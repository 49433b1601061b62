// The code that nobody may be in when redirects are written or taken back.
#ifndef HOTPATCH_HPAPPLY_WATCHED_CODE_H
#define HOTPATCH_HPAPPLY_WATCHED_CODE_H

#include "formats/payload/load.h"
#include "formats/payload/payload.h"
#include "hpapply/process.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace hotpatch {

enum class ConsistencyRule : std::uint8_t {
  entry, // the bytes that are overwritten
  whole, // every body that is replaced: all functions switch together
};

struct WatchedCode {
  MemoryRange range = {};
  std::string function = {};
};

// Each body of the base image that the payload replaces.
std::vector<WatchedCode> replaced_bodies(const Payload &payload, Address base);

// The payload's own functions, which taking it back leaves.
std::vector<WatchedCode> payload_bodies(const Payload &payload, Address own);

// What is written to in the base image: before an entry, which nothing points
// to, and from it on.
std::vector<WatchedCode> overwritten_bytes(std::span<const BaseWrite> writes,
                                           Address base);

} // namespace hotpatch

#endif
