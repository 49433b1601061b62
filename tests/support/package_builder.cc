// See package_builder.h.
#include "tests/support/package_builder.h"

#include "tests/support/package_keys.h"

#include "formats/package/frame.h"
#include "formats/package/manifest.h"
#include "formats/package/pem.h"
#include "formats/package/signature_block.h"

#include <algorithm>
#include <utility>

namespace hotpatch {

PrivateKey ed25519_key(unsigned char seed) {
  // RFC 8410, section 7.
  std::string der("\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04"
                  "\x20",
                  16);
  der.append(32, static_cast<char>(seed));
  const Secret pem = encode_pem("PRIVATE KEY", as_bytes(der));
  return read_private_key(pem.bytes(), "").value();
}

PrivateKey ecdsa_key() {
  return read_private_key(as_bytes(test_keys::ecdsa), "").value();
}

PrivateKey rsa_key() {
  return read_private_key(as_bytes(test_keys::rsa), "").value();
}

std::vector<PrivateKey> ed25519_keys(std::string_view seeds) {
  std::vector<PrivateKey> keys;
  for (const char seed : seeds)
    keys.push_back(ed25519_key(static_cast<unsigned char>(seed)));
  return keys;
}

TrustStore trust_in(std::span<const PrivateKey> keys) {
  TrustStore trust{.threshold = static_cast<std::uint32_t>(keys.size())};
  for (const PrivateKey &key : keys)
    trust.keys.push_back(key.public_key());
  return trust;
}

TrustStore trust_in(const PrivateKey &key) {
  return trust_in(std::span(&key, std::size_t{1}));
}

std::vector<std::byte> package_of(BytesView signed_part,
                                  std::vector<Signature> signatures,
                                  const std::vector<std::string> &sections) {
  std::vector<BytesView> views;
  for (const std::string &section : sections)
    views.push_back(as_bytes(section));
  return assemble_package(signed_part,
                          encode_signature_block(std::move(signatures)).value(),
                          views);
}

std::vector<std::byte>
signed_package(BytesView signed_part, std::span<const PrivateKey> keys,
               const std::vector<std::string> &sections) {
  std::vector<Signature> signatures;
  for (const PrivateKey &key : keys)
    signatures.push_back(key.sign(signed_bytes(signed_part)).value());
  return package_of(signed_part, std::move(signatures), sections);
}

std::vector<std::byte>
signed_package(const Manifest &manifest, std::span<const PrivateKey> keys,
               const std::vector<std::string> &sections) {
  return signed_package(encode_signed_part(encode_manifest(manifest).value(),
                                           section_bytes(manifest)),
                        keys, sections);
}

std::vector<std::byte> small_package(const PrivateKey &key) {
  return signed_package(small_manifest(), std::span(&key, std::size_t{1}),
                        small_sections());
}

} // namespace hotpatch
