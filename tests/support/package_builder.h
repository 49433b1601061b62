// Small packages and keys to test with, always the same ones.
#ifndef HOTPATCH_TESTS_SUPPORT_PACKAGE_BUILDER_H
#define HOTPATCH_TESTS_SUPPORT_PACKAGE_BUILDER_H

#include "tests/support/manifest_builder.h"

#include "formats/core/bytes.h"
#include "formats/package/package.h"
#include "formats/package/private_key.h"
#include "formats/package/trust.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// The Ed25519 key whose seed is 32 times `seed`.
PrivateKey ed25519_key(unsigned char seed);
// The keys of package_keys.h.
PrivateKey ecdsa_key();
PrivateKey rsa_key();

// Of those seeds, one after the other.
std::vector<PrivateKey> ed25519_keys(std::string_view seeds);

// Trusts these keys; the threshold is their number.
TrustStore trust_in(std::span<const PrivateKey> keys);
TrustStore trust_in(const PrivateKey &key);

// A package of any header and manifest, good or not, with any signatures.
std::vector<std::byte> package_of(BytesView signed_part,
                                  std::vector<Signature> signatures,
                                  const std::vector<std::string> &sections);
// The same, signed with these keys.
std::vector<std::byte> signed_package(BytesView signed_part,
                                      std::span<const PrivateKey> keys,
                                      const std::vector<std::string> &sections);
// The same, for the manifest as it should be written.
std::vector<std::byte> signed_package(const Manifest &manifest,
                                      std::span<const PrivateKey> keys,
                                      const std::vector<std::string> &sections);

// small_manifest(), signed with one key.
std::vector<std::byte> small_package(const PrivateKey &key);

} // namespace hotpatch

#endif
