// Private keys: making, keeping and signing with them.
#ifndef HOTPATCH_FORMATS_PACKAGE_PRIVATE_KEY_H
#define HOTPATCH_FORMATS_PACKAGE_PRIVATE_KEY_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/package/package.h"
#include "formats/package/public_key.h"
#include "formats/package/secret.h"

#include <memory>
#include <string_view>

namespace hotpatch {

// Of one of the kinds that PublicKey has.  Wiped when dropped.
class PrivateKey {
public:
  PrivateKey(PrivateKey &&) noexcept;
  PrivateKey &operator=(PrivateKey &&) noexcept;
  ~PrivateKey();

  [[nodiscard]] const PublicKey &public_key() const;
  // A signature of `message`.  Ed25519: always the same one.  unsupported: the
  // library refuses.
  [[nodiscard]] Expected<Signature> sign(BytesView message) const;

private:
  struct Material;
  explicit PrivateKey(std::unique_ptr<Material> material);
  std::unique_ptr<Material> material_;

  friend Expected<PrivateKey> generate_key();
  friend Expected<PrivateKey> read_private_key(BytesView, std::string_view);
  friend Expected<Secret> write_private_key(const PrivateKey &,
                                            std::string_view);
};

// A new Ed25519 key.  unsupported: the library has no randomness.
Expected<PrivateKey> generate_key();

// Whether a file that may be a private key wants a passphrase.
bool is_encrypted_key(BytesView file);

// From PKCS #8 in PEM ("PRIVATE KEY" or "ENCRYPTED PRIVATE KEY"), one block.
// `passphrase` is not looked at where none is needed.
// mismatch: the passphrase is wrong.  malformed, unsupported: as
// PublicKey::from_spki().
Expected<PrivateKey> read_private_key(BytesView file,
                                      std::string_view passphrase);

// As PKCS #8 in PEM; encrypted unless the passphrase is empty (AES-256-CBC,
// scrypt with N 2^14, r 8, p 5: 16 MiB).  unsupported: the library refuses.
Expected<Secret> write_private_key(const PrivateKey &key,
                                   std::string_view passphrase);

} // namespace hotpatch

#endif
