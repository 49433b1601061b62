// See sha256.h.
//
// OpenSSL's implementation uses the processor's SHA instructions, which our own
// would not.  The context lives for one call: there is nothing to pass around,
// and nobody hashes so many small things that allocating it would count.
#include "formats/core/sha256.h"

#include <exception>
#include <memory>
#include <openssl/evp.h>

namespace hotpatch {

Sha256 sha256(std::span<const BytesView> pieces) {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(
      EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  bool is_good =
      context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
  for (BytesView piece : pieces)
    is_good = is_good &&
              EVP_DigestUpdate(context.get(), piece.data(), piece.size()) == 1;
  Sha256 digest;
  auto *out = static_cast<unsigned char *>(static_cast<void *>(digest.data()));
  is_good = is_good && EVP_DigestFinal_ex(context.get(), out, nullptr) == 1;
  // Only without memory, where operator new ends the program too.  A digest
  // that is none must never be returned.
  if (!is_good)
    std::terminate();
  return digest;
}

} // namespace hotpatch
