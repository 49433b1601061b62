// PE images in the memory of a made-up process.
#ifndef HOTPATCH_TESTS_UNIT_HPAPPLY_LOADED_PE_H
#define HOTPATCH_TESTS_UNIT_HPAPPLY_LOADED_PE_H

#include "tests/support/byte_string.h"
#include "tests/support/fake_process.h"
#include "tests/support/sample_images.h"

#include <string>

namespace hotpatch {

inline constexpr Address loaded_at = 0x7ffa00000000;

// As a loader does it: headers and sections at their places.
inline void load(FakeProcess &process, const std::string &file,
                 const PeSpec &spec, Address base, const std::string &path) {
  const BytesView bytes = as_bytes(file);
  process.put(base, bytes.first(0x400), {.read = true}, path);
  for (const PeSectionSpec &section : spec.sections)
    process.put(base + section.rva, as_bytes(section.bytes),
                {.read = true,
                 .write = (section.flags & 0x80000000) != 0,
                 .execute = (section.flags & 0x20000000) != 0},
                path);
  process.add_module(path, base);
}

} // namespace hotpatch

#endif
