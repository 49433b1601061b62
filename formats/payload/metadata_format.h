// The numbers of .hpmeta that its writer and its reader share.  DO NOT CHANGE.
// Source: docs/formats/payload.md section 4.
#ifndef HOTPATCH_FORMATS_PAYLOAD_METADATA_FORMAT_H
#define HOTPATCH_FORMATS_PAYLOAD_METADATA_FORMAT_H

#include <cstdint>

namespace hotpatch {

inline constexpr std::uint64_t metadata_version = 1;

// A redirect's kind as stored.
enum StoredRedirect : std::uint64_t {
  stored_pad = 0,
  stored_entry = 1,
  stored_entry_behind_endbr64 = 2,
};

} // namespace hotpatch

#endif
