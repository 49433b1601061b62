// How functions of samples are called.
#ifndef HOTPATCH_TESTS_EMULATE_SIGNATURE_H
#define HOTPATCH_TESTS_EMULATE_SIGNATURE_H

#include "formats/core/error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

enum class ArgumentKind : std::uint8_t {
  number, // "u": 32 bits
  size,   // "n": 32 bits, below the size of a buffer
  wide,   // "l": 64 bits
  real,   // "d": double
  bytes,  // "b": pointer to random bytes
  text,   // "s": pointer to text that ends with NUL
  none,   // "v": as a result: there is none
};

struct Signature {
  std::string name;
  std::vector<ArgumentKind> arguments;
  ArgumentKind result = ArgumentKind::none;
};

// "parse_record(b,u,b)u": a name, kinds of arguments, kind of the result.
// malformed: anything else.
Expected<Signature> parse_signature(std::string_view text);

} // namespace hotpatch

#endif
