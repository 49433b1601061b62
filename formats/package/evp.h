// What our code has in common with OpenSSL's EVP interface.  Only for .cc
// files of this folder: no header of ours knows OpenSSL.
#ifndef HOTPATCH_FORMATS_PACKAGE_EVP_H
#define HOTPATCH_FORMATS_PACKAGE_EVP_H

#include "formats/core/bytes.h"
#include "formats/package/package.h"

#include <memory>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

namespace hotpatch {

// Frees with the function that belongs to the type.
template <auto Free> struct EvpFree {
  template <typename T> void operator()(T *pointer) const { Free(pointer); }
};
using EvpKey = std::unique_ptr<EVP_PKEY, EvpFree<EVP_PKEY_free>>;
using EvpContext = std::unique_ptr<EVP_MD_CTX, EvpFree<EVP_MD_CTX_free>>;

// Forgets, at the end of a scope, what OpenSSL has noted about failures there:
// its list belongs to the thread and would be read by whoever looks next.
class EvpErrorScope {
public:
  EvpErrorScope() = default;
  EvpErrorScope(const EvpErrorScope &) = delete;
  EvpErrorScope &operator=(const EvpErrorScope &) = delete;
  ~EvpErrorScope() { ERR_clear_error(); }
};

inline const unsigned char *evp_bytes(BytesView bytes) {
  return reinterpret_cast<const unsigned char *>(bytes.data());
}

// The digest that an algorithm has beside it; null: it needs none.
inline const char *evp_digest(SignatureAlgorithm algorithm) {
  return algorithm == SignatureAlgorithm::ed25519 ? nullptr : "SHA256";
}

// Settings beyond the key's kind; false if OpenSSL does not take them.
inline bool evp_set_scheme(EVP_PKEY_CTX *context,
                           SignatureAlgorithm algorithm) {
  constexpr int salt_bytes = 32;
  return algorithm != SignatureAlgorithm::rsa_pss_sha256 ||
         (EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
          EVP_PKEY_CTX_set_rsa_mgf1_md_name(context, "SHA256", nullptr) == 1 &&
          EVP_PKEY_CTX_set_rsa_pss_saltlen(context, salt_bytes) == 1);
}

} // namespace hotpatch

#endif
