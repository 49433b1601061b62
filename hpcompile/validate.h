// Translation validation: whether the base image with the payload laid over it
// means the same as the post image.
//
// A route of its own: it reads two images, their symbols and the payload, and
// shares no code with what bound and laid out the payload but the readers and
// the decoder.
#ifndef HOTPATCH_HPCOMPILE_VALIDATE_H
#define HOTPATCH_HPCOMPILE_VALIDATE_H

#include "formats/core/error.h"
#include "formats/core/image_symbols.h"
#include "formats/image/image.h"
#include "formats/payload/payload.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hotpatch {

// An image and all names that are known of its places.
struct NamedImage {
  const Image &image;
  const ImageSymbols &symbols; // of the image's own table or a PDB, map, ...
};

// Why base and payload do not mean what the post image means.
struct ValidationDifference {
  std::string function; // by its name in the post image
  Rva post_rva = 0;     // of the instruction or datum there; 0: not there
  std::string place;    // on the other side: "base+0x1234", "payload+0x1010"
  std::string detail;   // found and expected

  friend auto operator<=>(const ValidationDifference &,
                          const ValidationDifference &) = default;
};

struct Validation {
  // Functions of the payload that were compared with the post image.
  std::uint32_t payload_functions = 0;
  // Functions of the base image that remain in force and were compared.
  std::uint32_t base_functions = 0;
  std::uint32_t line_only = 0; // of these: differing as Payload::line_only says
  std::uint64_t instructions = 0, references = 0; // compared
  // What could not be compared because one side has no name for it.
  std::vector<std::string> unnamed;
  std::vector<ValidationDifference> differences; // sorted; empty: valid

  [[nodiscard]] bool is_valid() const { return differences.empty(); }
};

// Compares, function by function of the post image: the same instructions, and
// each reference leading to the same symbol, the same import, or equal content.
// Functions of the payload are compared as they will be in memory, with what
// tells how to unwind them; functions of the base that are not redirected must
// mean what they mean in the post image (completeness).  mismatch: the payload
// is for another base image. unsupported: no symbols name the functions of one
// of the images.
Expected<Validation> validate(const Payload &payload, const NamedImage &base,
                              const NamedImage &post);

} // namespace hotpatch

#endif
