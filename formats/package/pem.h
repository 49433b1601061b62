// PEM: bytes as text between two lines.  Strict: nothing but blocks.
//
// Source: RFC 7468, section 3 ("strict"), with line ends of either kind.
#ifndef HOTPATCH_FORMATS_PACKAGE_PEM_H
#define HOTPATCH_FORMATS_PACKAGE_PEM_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/package/secret.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// Bytes; what is longer is not looked at.
inline constexpr std::size_t max_pem = std::size_t{1} << 20;

struct PemBlock {
  std::string label = {}; // "PUBLIC KEY"
  Secret content = {};    // any block may be a private key
};

// All blocks, at least one.  malformed: more than max_pem bytes, text around
// them (but empty lines), a block that does not end, base64 that is not the one
// of its content, lines of any length.
Expected<std::vector<PemBlock>> decode_pem(std::string_view text);

// One block with lines of 64 characters.
Secret encode_pem(std::string_view label, BytesView content);

} // namespace hotpatch

#endif
