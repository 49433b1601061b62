// The whole of hpcompile: two builds and an image in, a payload or refusals
// out.
#ifndef HOTPATCH_HPCOMPILE_COMPILE_H
#define HOTPATCH_HPCOMPILE_COMPILE_H

#include "formats/core/error.h"
#include "hpcompile/report.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

// --allow SLUG:NAME=reason
struct Allowance {
  std::string slug, name, reason;
};

struct CompileInputs {
  std::string pre, post; // objects, archives, trees or @lists, as hpdiff takes
  std::string image;     // path of the base image
  std::vector<std::string> symbols; // PDBs, maps, debug files; empty: looked
                                    // for beside the image
  std::string post_image;           // path; empty: no validation
  std::vector<std::string> post_symbols;
  std::uint32_t sequence = 1;
  std::vector<Allowance> allow;
  bool include_noise = false; // also line_only and layout_only functions
  std::size_t threads = 1;    // has no influence on the result
};

struct CompileResult {
  CompileReport report;
  std::vector<std::byte> payload; // the file's bytes; empty unless written
};

// io, malformed, unsupported: an input cannot be read; the message names it.
// mismatch: an --allow that matches nothing.
Expected<CompileResult> compile(const CompileInputs &inputs);

struct ValidateInputs {
  std::string payload; // path
  std::string image, post_image;
  std::vector<std::string> symbols, post_symbols;
};

// Reads all and validates.  Errors as above and those of validate().
Expected<Validation> validate_files(const ValidateInputs &inputs);

} // namespace hotpatch

#endif
