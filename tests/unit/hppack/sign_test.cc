#include "hppack/sign.h"

#include "formats/package/verify.h"
#include "tests/support/expected.h"
#include "tests/support/package_builder.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

std::vector<std::byte> unsigned_package() {
  return signed_package(small_manifest(), {}, small_sections());
}

TEST(SignPackage, AddsASignatureOfEachKindOfKey) {
  std::vector<std::byte> package = unsigned_package();
  std::vector<PrivateKey> keys;
  keys.push_back(ed25519_key('a'));
  keys.push_back(ecdsa_key());
  keys.push_back(rsa_key());
  for (const PrivateKey &key : keys) {
    Expected<std::vector<std::byte>> result = sign_package(package, key);
    ASSERT_OK(result);
    package = *std::move(result);
  }
  const auto verified = verify_package(package, trust_in(keys), {});
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->signers().size(), 3U);
}

TEST(SignPackage, RefusesASecondSignatureByOneKey) {
  std::vector<PrivateKey> keys;
  keys.push_back(ed25519_key('a'));
  keys.push_back(ecdsa_key()); // never signs twice alike
  for (const PrivateKey &key : keys) {
    const auto once = sign_package(unsigned_package(), key);
    ASSERT_OK(once);
    EXPECT_ERROR(sign_package(*once, key), untrusted, "duplicate-signature");
  }
}

TEST(SignPackage, RefusesWhatIsNotWhole) {
  const PrivateKey key = ed25519_key('a');
  std::vector<std::byte> package = unsigned_package();
  package.back() ^= std::byte{1};
  EXPECT_ERROR(sign_package(package, key), untrusted, "changed-section");
  package.pop_back();
  EXPECT_ERROR(sign_package(package, key), untrusted, "malformed-frame");
  EXPECT_ERROR(sign_package(as_bytes("text"), key), malformed, "not-a-package");
}

TEST(SignPackage, SignsWhatHasExpired) {
  Manifest manifest = small_manifest();
  manifest.created = 0;
  manifest.expires = 1;
  const auto package = signed_package(manifest, {}, small_sections());
  EXPECT_OK(sign_package(package, ed25519_key('a')));
}

TEST(WithSignature, TakesOnlyOneOfThisPackageByThisKey) {
  const PrivateKey key = ed25519_key('a');
  const std::vector<std::byte> package = unsigned_package();
  const auto bytes = bytes_to_sign(package);
  ASSERT_OK(bytes);
  const Signature good = key.sign(*bytes).value();
  EXPECT_OK(with_signature(package, key.public_key(), good.bytes));
  EXPECT_ERROR(
      with_signature(package, ed25519_key('b').public_key(), good.bytes),
      untrusted, "bad-signature");
  EXPECT_ERROR(with_signature(package, key.public_key(), {}), untrusted,
               "bad-signature: signature of 0 bytes");
  const Signature other = key.sign(package).value();
  EXPECT_ERROR(with_signature(package, key.public_key(), other.bytes),
               untrusted, "bad-signature");
}

TEST(WithSignature, SaysHowECDSAIsWritten) {
  const std::vector<std::byte> raw(64);
  const auto result =
      with_signature(unsigned_package(), ecdsa_key().public_key(), raw);
  ASSERT_FALSE(result);
  EXPECT_TRUE(result.error().hint.contains("--signature-format openssl"));
}

TEST(BytesToSign, DoNotChangeWithSignatures) {
  const std::vector<std::byte> package = unsigned_package();
  const auto signed_one = sign_package(package, ed25519_key('a'));
  ASSERT_OK(signed_one);
  EXPECT_EQ(bytes_to_sign(package), bytes_to_sign(*signed_one));
}

} // namespace
} // namespace hotpatch
