// See words.h.  Texts are contracts of the JSON schemas.
#include "hppack/words.h"

namespace hotpatch {

std::string_view to_word(SignatureAlgorithm algorithm) {
  switch (algorithm) {
  case SignatureAlgorithm::ed25519:
    return "ed25519";
  case SignatureAlgorithm::ecdsa_p256_sha256:
    return "ecdsa-p256-sha256";
  case SignatureAlgorithm::rsa_pss_sha256:
    return "rsa-pss-sha256";
  }
  return "";
}

} // namespace hotpatch
