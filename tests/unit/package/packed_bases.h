// Base images for payloads that are packed in tests.
#ifndef HOTPATCH_TESTS_UNIT_PACKAGE_PACKED_BASES_H
#define HOTPATCH_TESTS_UNIT_PACKAGE_PACKED_BASES_H

#include "formats/core/sha256.h"
#include "formats/package/base_memory.h"
#include "formats/package/stream_parts.h"
#include "formats/payload/payload.h"

#include <cstddef>
#include <cstdint>
#include <random>

namespace hotpatch {

// 0x8000 bytes from 0x1000 that no compressor likes, of which the first half is
// code.
inline BaseMemory made_up_base() {
  BaseMemory base{.parts = {{.rva = 0x1000, .is_code = true}, {.rva = 0x5000}}};
  std::minstd_rand random(1);
  for (BaseMemory::Part &part : base.parts)
    for (std::size_t i = 0; i < 0x4000; ++i)
      part.bytes.push_back(static_cast<std::byte>(random() >> 8));
  return base;
}

// The same payload with the digests and base bytes of this base image.
inline Payload made_for(Payload payload, const BaseMemory &base) {
  for (PayloadFunction &function : payload.functions)
    if (function.base_rva)
      function.base_digest = told_digest(base, function).value();
  for (Redirect &redirect : payload.redirects)
    redirect.base_bytes = told_bytes(base, redirect).value();
  return payload;
}

} // namespace hotpatch

#endif
