// What a loader and the applier make of an image and a payload: memory.
#ifndef HOTPATCH_TESTS_EMULATE_PROCESS_H
#define HOTPATCH_TESTS_EMULATE_PROCESS_H

#include "formats/core/error.h"
#include "formats/image/image.h"
#include "formats/payload/payload.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace hotpatch {

using Address = std::uint64_t;

inline constexpr Address image_address = 0x40000000;
// Imported functions are here, one every 16 bytes, in the order of
// Process::imports.
inline constexpr Address import_address = 0x70000000;

struct Region {
  Address begin = 0; // a multiple of a page
  std::vector<std::byte> bytes;
};

struct Process {
  ObjectFormat format = ObjectFormat::elf;
  std::vector<Region> regions;
  std::vector<std::string> imports;
  std::map<std::string, Address> names; // of functions and variables
};

// Loads an image whose names are `symbols`; with `payload`, also maps that
// behind it and puts it in force.  unsupported: a slot that needs more than an
// address (thread-local storage, resolvers).  mismatch: the payload's base
// bytes are not the image's.
Expected<Process> load(const Image &image, const ImageSymbols &symbols,
                       const Payload *payload);

} // namespace hotpatch

#endif
