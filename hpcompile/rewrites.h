// What linkers change in the code and data that they copy: fields of
// relocations, and for some relocations the instructions around them.
#ifndef HOTPATCH_HPCOMPILE_REWRITES_H
#define HOTPATCH_HPCOMPILE_REWRITES_H

#include "formats/image/image.h"
#include "formats/object/object_file.h"
#include "hpcompile/access.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

// What one relocated field in an image says.
struct FieldReading {
  Access access = Access::none; // as the linker left it
  // The symbol's place S, or its slot's.  With is_number(access): it.
  std::int64_t value = 0;
};

// A byte of an image that is not what the object has there.
struct Mismatch {
  std::uint64_t offset = 0; // in the section
  std::byte found = {}, expected = {};
  bool is_missing = false; // the image has no byte there

  friend bool operator==(const Mismatch &, const Mismatch &) = default;
};

// Compares bytes [begin, end) of the object's section with the image, where the
// section is placed at `at`: all of them outside relocated fields, allowing for
// what linkers rewrite.  Nothing if they agree.
std::optional<Mismatch> compare_placed(const ObjectFile &object,
                                       const Section &section,
                                       std::uint64_t begin, std::uint64_t end,
                                       const Image &image, Rva at);

// Reads the field of a relocation of a section that is placed at `at`.  Nothing
// where the image tells nothing about the symbol.
std::optional<FieldReading> read_field(const ObjectFile &object,
                                       const Section &section,
                                       const Relocation &relocation,
                                       const Image &image, Rva at);

} // namespace hotpatch

#endif
