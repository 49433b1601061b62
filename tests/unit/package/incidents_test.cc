// What went wrong in other projects that verify updates, one test each.  Where
// an incident is about files, processes or decompressing, its test is where
// those are.
#include "tests/support/hex.h"
#include "tests/support/package_builder.h"
#include "tests/support/package_keys.h"
#include "tests/unit/package/package_matchers.h"

#include "formats/core/byte_writer.h"
#include "formats/package/manifest.h"
#include "formats/package/signature_block.h"
#include "formats/package/verify.h"

#include <algorithm>

namespace hotpatch {
namespace {

std::vector<std::byte> small_signed_part() {
  return encode_signed_part(encode_manifest(small_manifest()).value(),
                            section_bytes(small_manifest()));
}

Signature sign_small(const PrivateKey &key) {
  return key.sign(signed_bytes(small_signed_part())).value();
}

PackageResult<VerifiedPackage> verify_small(std::vector<Signature> signatures,
                                            const TrustStore &trust) {
  return verify_package(
      package_of(small_signed_part(), std::move(signatures), small_sections()),
      trust, {});
}

// A trust store with two keys, of which the first has signed, and which wants
// two signatures.
TrustStore two_of(const PrivateKey &first) {
  TrustStore trust = trust_in(first);
  trust.keys.push_back(ed25519_key(99).public_key());
  trust.threshold = 2;
  return trust;
}

// CVE-2020-6174 (python-tuf), CVE-2020-15093 (tough), rust-tuf #283, php-tuf
// #154, go-tuf (2022 and #733): one key fills a threshold of two.
TEST(Incidents, OneKeyListedTwiceCountsOnce) {
  const PrivateKey key = ed25519_key(1);
  TrustStore trust = two_of(key);
  trust.keys.push_back(key.public_key()); // as from a PEM and a DER file
  EXPECT_FAULT(verify_small({sign_small(key)}, trust), threshold_not_met,
               "1 signatures by trusted keys");
}

TEST(Incidents, TwoSignaturesOfOneKeyAreRefused) {
  for (const PrivateKey &key : {ecdsa_key(), rsa_key()}) {
    const TrustStore trust = two_of(key);
    EXPECT_FAULT(verify_small({sign_small(key), sign_small(key)}, trust),
                 duplicate_signature, "has signed twice");
  }
}

// The same signature as another string of bytes.
TEST(Incidents, ASignatureAndItsOtherHalfAreRefused) {
  const PublicKey key = ecdsa_key().public_key();
  ASSERT_TRUE(
      key.verifies(as_bytes("message"), from_hex(test_keys::ecdsa_high_s)));
  // n - s, for the signature of the package.
  const std::vector<std::byte> order = from_hex(
      "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  const Signature low = sign_small(ecdsa_key());
  const std::size_t r_size = std::to_integer<std::size_t>(low.bytes[3]);
  const std::size_t s_at = 4 + r_size + 2;
  std::vector<std::byte> s(
      low.bytes.begin() + static_cast<std::ptrdiff_t>(s_at), low.bytes.end());
  s.insert(s.begin(), 33 - std::min<std::size_t>(33, s.size()), std::byte{0});
  std::vector<std::byte> other(33);
  int borrow = 0;
  for (std::size_t i = 33; i-- > 1;) {
    const int digit = std::to_integer<int>(order[i - 1]) -
                      std::to_integer<int>(s[i]) - borrow;
    borrow = digit < 0 ? 1 : 0;
    other[i] = static_cast<std::byte>(digit + 256 * borrow);
  }
  while (other[0] == std::byte{0} &&
         (other[1] & std::byte{0x80}) == std::byte{0})
    other.erase(other.begin());
  ByteWriter der;
  der.put_as<std::uint8_t>(0x30);
  der.put(static_cast<std::uint8_t>(2 + r_size + 2 + other.size()));
  der.put(BytesView(low.bytes).subspan(2, 2 + r_size));
  der.put_as<std::uint8_t>(0x02);
  der.put(static_cast<std::uint8_t>(other.size()));
  der.put(other);
  Signature high = low;
  high.bytes = std::move(der).take();
  EXPECT_VERIFIED(verify_small({high}, trust_in(ecdsa_key())));
  EXPECT_FAULT(verify_small({low, high}, two_of(ecdsa_key())),
               duplicate_signature, "");
}

// A key under another hint is nobody's.
TEST(Incidents, AHintIsNotBelieved) {
  const PrivateKey key = ed25519_key(1);
  Signature renamed = sign_small(key);
  renamed.key_hint = key_hint(ed25519_key(99).public_key().id());
  EXPECT_FAULT(verify_small({sign_small(key), renamed}, two_of(key)),
               bad_signature, "");
  renamed.key_hint = {};
  EXPECT_FAULT(verify_small({sign_small(key), renamed}, two_of(key)),
               threshold_not_met, "1 signatures by trusted keys, 1 by others");
}

// PKCS #1 v1.5 beside PSS, of one RSA key.
TEST(Incidents, AnRsaKeyHasOneScheme) {
  const PublicKey key = rsa_key().public_key();
  EXPECT_TRUE(key.verifies(as_bytes("message"), from_hex(test_keys::rsa_pss)));
  EXPECT_FALSE(
      key.verifies(as_bytes("message"), from_hex(test_keys::rsa_pkcs1)));
}

// JetKVM #1262: an empty signature file is skipped.
TEST(Incidents, NoSignatureIsNotEnough) {
  const PrivateKey key = ed25519_key(1);
  EXPECT_FAULT(verify_small({}, trust_in(key)), not_signed, "");
  const std::vector<std::byte> part = small_signed_part();
  ByteWriter block; // one signature of no byte
  block.put_as<std::uint32_t>(2 + 8 + 1 + 2);
  block.put_as<std::uint16_t>(1);
  block.put(key_hint(key.public_key().id()));
  block.put_as<std::uint8_t>(1);
  block.put_as<std::uint16_t>(0);
  const std::string section = small_sections()[0];
  const BytesView sections = as_bytes(section);
  const std::vector<std::byte> package =
      assemble_package(part, std::move(block).take(), std::span(&sections, 1));
  EXPECT_FAULT(verify_package(package, trust_in(key), {}), malformed_signatures,
               "");
}

TEST(Incidents, NobodyAskedForIsNotEnough) {
  const PrivateKey key = ed25519_key(1);
  TrustStore trust = trust_in(key);
  trust.threshold = 0;
  EXPECT_FAULT(verify_small({sign_small(key)}, trust), zero_threshold, "");
  EXPECT_FAULT(verify_small({}, trust), zero_threshold, "");
  EXPECT_FAULT(verify_small({sign_small(key)}, {}), no_trusted_keys, "0 keys");
  trust = trust_in(key);
  trust.revoked_keys = {key.public_key().id()};
  EXPECT_FAULT(verify_small({sign_small(key)}, trust), no_trusted_keys,
               "1 keys, 1 revoked");
}

// CVE-2022-21449 ("psychic signatures").
TEST(Incidents, ASignatureOfZerosIsRefused) {
  for (const PrivateKey &key : {ed25519_key(1), ecdsa_key(), rsa_key()})
    for (const std::size_t size : {1U, 8U, 64U, 70U, 72U, 256U}) {
      Signature zeros = sign_small(key);
      zeros.bytes.assign(size, std::byte{0});
      EXPECT_FAULT(verify_small({zeros}, trust_in(key)), bad_signature, "");
    }
}

// A key of small order would take R = the neutral element, S = 0 for about
// every message (one in eight, or all).
TEST(Incidents, KeysOfSmallOrderAreNotRead) {
  const std::vector<std::byte> spki = from_hex(
      "302a300506032b6570032100"
      "0100000000000000000000000000000000000000000000000000000000000000");
  EXPECT_FALSE(PublicKey::from_spki(spki).has_value());
}

// A key must be used with its own algorithm, whatever the package claims.
TEST(Incidents, AnotherAlgorithmThanTheKeysIsRefused) {
  using enum SignatureAlgorithm;
  for (const PrivateKey &key : {ed25519_key(1), ecdsa_key(), rsa_key()})
    for (const SignatureAlgorithm claimed :
         {ed25519, ecdsa_p256_sha256, rsa_pss_sha256}) {
      if (claimed == key.public_key().algorithm())
        continue;
      Signature signature = sign_small(key);
      signature.algorithm = claimed;
      EXPECT_FAULT(verify_small({signature}, trust_in(key)), wrong_algorithm,
                   "");
    }
}

// Also where others are enough.
TEST(Incidents, ABadSignatureIsRefusedBesideGoodOnes) {
  const std::vector<PrivateKey> keys = ed25519_keys("abc");
  TrustStore trust = trust_in(keys);
  trust.threshold = 1;
  std::vector<Signature> signatures;
  for (const PrivateKey &key : keys)
    signatures.push_back(sign_small(key));
  EXPECT_VERIFIED(verify_small(signatures, trust));
  signatures[1].bytes[5] ^= std::byte{1};
  EXPECT_FAULT(verify_small(signatures, trust), bad_signature, "");
}

TEST(Incidents, RevokedKeysDoNotCount) {
  const std::vector<PrivateKey> keys = ed25519_keys("abc");
  const std::vector<Signature> signatures = {sign_small(keys[0]),
                                             sign_small(keys[1])};
  TrustStore trust = trust_in(keys);
  trust.threshold = 2;
  EXPECT_VERIFIED(verify_small(signatures, trust));
  trust.revoked_keys = {keys[1].public_key().id()};
  EXPECT_FAULT(verify_small(signatures, trust), revoked_key,
               "1 signatures by trusted keys, 1 by others, of which 1 revoked");
  trust.keys.erase(trust.keys.begin() + 1); // revoked, and not listed
  EXPECT_FAULT(verify_small(signatures, trust), revoked_key, "");
  trust.threshold = 1; // a key that was replaced, beside the one that follows
  EXPECT_VERIFIED(verify_small(signatures, trust));
}

// Mix and match: header, manifest, signatures and sections of two packages.
TEST(Incidents, PartsOfTwoPackagesAreRefused) {
  const PrivateKey key = ed25519_key(1);
  const TrustStore trust = trust_in(key);
  const auto made = [&](std::uint32_t sequence, const std::string &section) {
    Manifest manifest = small_manifest();
    manifest.sequence = sequence;
    return signed_package(with_sections(manifest, {section}),
                          std::span(&key, 1), {section});
  };
  const std::vector<std::byte> a = made(7, "one section");
  const std::vector<std::byte> b = made(8, "one Section");
  ASSERT_EQ(a.size(), b.size());
  EXPECT_VERIFIED(verify_package(a, trust, {}));
  const PackageFrame of_a = split_package(a).value();
  const PackageFrame of_b = split_package(b).value();
  const auto mixed = [&](const PackageFrame &signed_part,
                         const PackageFrame &signatures,
                         const PackageFrame &sections) {
    return verify_package(assemble_package(signed_part.signed_part,
                                           signatures.signatures,
                                           std::span(&sections.sections, 1)),
                          trust, {});
  };
  EXPECT_FAULT(mixed(of_a, of_b, of_a), bad_signature, "");
  EXPECT_FAULT(mixed(of_b, of_a, of_a), bad_signature, "");
  EXPECT_FAULT(mixed(of_a, of_a, of_b), changed_section, "");
  // The header of one of another size.
  const std::vector<std::byte> c = made(7, "longer than the others");
  const PackageFrame of_c = split_package(c).value();
  std::vector<std::byte> part(of_c.signed_part.begin(),
                              of_c.signed_part.begin() + package_header_bytes);
  part.insert(part.end(), of_a.manifest.begin(), of_a.manifest.end());
  const PackageFrame other{.signed_part = part};
  EXPECT_FAULT(mixed(other, of_a, of_c), bad_signature, "");
}

// CVE-2013-4787 (Android), Janus: bytes before, between, behind, or twice.
TEST(Incidents, EveryByteIsCovered) {
  const PrivateKey key = ed25519_key(1);
  const TrustStore trust = trust_in(key);
  const std::vector<std::byte> good = small_package(key);
  std::vector<std::byte> before = good;
  before.insert(before.begin(), std::byte{0});
  EXPECT_FAULT(verify_package(before, trust, {}), not_a_package, "");
  std::vector<std::byte> twice = good;
  twice.insert(twice.end(), good.begin(), good.end());
  EXPECT_FAULT(verify_package(twice, trust, {}), malformed_frame, "");
  for (const BytesView part :
       {split_package(good)->signed_part, split_package(good)->manifest,
        split_package(good)->signatures}) {
    std::vector<std::byte> between = good;
    between.insert(between.begin() + (part.data() + part.size() - good.data()),
                   std::byte{0});
    EXPECT_FAULT(verify_package(between, trust, {}), malformed_frame, "");
  }
}

// A signature by a trusted key of something else (another payload type, the
// bare bytes) is none of a package.
TEST(Incidents, SignaturesAreOfPackages) {
  const PrivateKey key = ed25519_key(1);
  const std::vector<std::byte> part = small_signed_part();
  EXPECT_FAULT(verify_small({key.sign(part).value()}, trust_in(key)),
               bad_signature, "");
  std::vector<std::byte> other_type = signed_bytes(part);
  other_type[20] ^= std::byte{1};
  EXPECT_FAULT(verify_small({key.sign(other_type).value()}, trust_in(key)),
               bad_signature, "");
}

} // namespace
} // namespace hotpatch
