// Fields of 4 bytes in x86-64 code that most likely hold distances, found from
// the bytes alone.
#ifndef HOTPATCH_FORMATS_PACKAGE_CODE_FIELDS_H
#define HOTPATCH_FORMATS_PACKAGE_CODE_FIELDS_H

#include "formats/core/bytes.h"

#include <cstdint>
#include <vector>

namespace hotpatch {

enum class CodeFieldKind : std::uint8_t {
  call,    // E8
  branch,  // E9, 0F 80 to 0F 8F
  operand, // [rip + distance], with one of the usual opcodes
};

struct CodeField {
  std::uint32_t at = 0; // of the field, from the beginning of the code
  CodeFieldKind kind = CodeFieldKind::call;

  friend bool operator==(const CodeField &, const CodeField &) = default;
};

// In ascending order, without overlap.  A guess, but always the same one: it
// does not depend on what the fields themselves hold.  `code` is below 4 GiB.
// Source: docs/formats/package.md section 5.2.
std::vector<CodeField> find_code_fields(BytesView code);

} // namespace hotpatch

#endif
