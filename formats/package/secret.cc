// See secret.h.  OPENSSL_cleanse is a memset that no compiler removes.
#include "formats/package/secret.h"

#include <openssl/crypto.h>

namespace hotpatch {

Secret::~Secret() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

} // namespace hotpatch
