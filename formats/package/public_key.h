// Public keys: reading them, and what they say about signatures.
//
// The whole of what verifying needs from a library for cryptography, so that
// another one can take its place where OpenSSL is not.
#ifndef HOTPATCH_FORMATS_PACKAGE_PUBLIC_KEY_H
#define HOTPATCH_FORMATS_PACKAGE_PUBLIC_KEY_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/package/package.h"

#include <cstddef>
#include <string>
#include <vector>

namespace hotpatch {

// A key that signatures may be verified with.  There is one value for each key:
// a key in another encoding is not read, or it could count for two.
class PublicKey {
public:
  // From a SubjectPublicKeyInfo in DER (RFC 5280, 4.1.2.7), all of `spki`:
  // Ed25519, ECDSA on P-256 as a named curve with an uncompressed point, or RSA
  // with 2048 to 8192 bits and exponent 65537.
  // malformed: no such structure, a point that is not on the curve, an Ed25519
  // key of small order, which fits signatures that nobody made.  unsupported:
  // another kind of key.
  static Expected<PublicKey> from_spki(BytesView spki);

  [[nodiscard]] const KeyId &id() const { return id_; }
  [[nodiscard]] SignatureAlgorithm algorithm() const { return algorithm_; }
  // In DER; valid as long as this value is.
  [[nodiscard]] BytesView spki() const { return spki_; }

  // Whether `signature` is one of `message` by this key and its algorithm.
  // ECDSA: in DER, exactly; S may be in either half, since nothing depends on a
  // signature's own bytes.
  [[nodiscard]] bool verifies(BytesView message, BytesView signature) const;

  // By id.
  friend bool operator==(const PublicKey &a, const PublicKey &b) {
    return a.id_ == b.id_;
  }
  friend auto operator<=>(const PublicKey &a, const PublicKey &b) {
    return a.id_ <=> b.id_;
  }

private:
  PublicKey(BytesView spki, SignatureAlgorithm algorithm);
  std::vector<std::byte> spki_;
  KeyId id_;
  SignatureAlgorithm algorithm_;
};

// The keys of a file: one in DER, or any number in PEM ("PUBLIC KEY").
// malformed, unsupported: as from_spki(); a private key; text that is no block.
Expected<std::vector<PublicKey>> read_public_keys(BytesView file);

// As PEM.
std::string write_public_key(const PublicKey &key);

// The first 16 hexadecimal digits of an id: how a key is called in messages,
// and the hint in its signatures.
std::string short_id(const KeyId &id);

} // namespace hotpatch

#endif
