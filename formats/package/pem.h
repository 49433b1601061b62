// PEM: bytes as text between two lines.  Strict: nothing but blocks.
//
// Source: RFC 7468, section 3 ("strict"), with line ends of either kind.
#ifndef HOTPATCH_FORMATS_PACKAGE_PEM_H
#define HOTPATCH_FORMATS_PACKAGE_PEM_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/package/secret.h"

#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

struct PemBlock {
  std::string label = {}; // "PUBLIC KEY"
  Secret content = {};    // any block may be a private key
};

// Whether text looks like PEM, so that what is wrong in it should be said in
// terms of PEM.
bool is_pem(BytesView text);

// All blocks, at least one.  malformed: text around them, base64 in another
// form than encode_pem() writes but for the length of lines, a block that does
// not end.
Expected<std::vector<PemBlock>> decode_pem(std::string_view text);

// One block with lines of 64 characters.
Secret encode_pem(std::string_view label, BytesView content);

} // namespace hotpatch

#endif
