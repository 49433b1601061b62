// One value for a key, and no key that fits what nobody signed.
#include "formats/package/public_key.h"

#include "tests/support/expected.h"
#include "tests/support/hex.h"
#include "tests/support/package_builder.h"
#include "tests/support/package_keys.h"

#include "formats/core/text.h"
#include "formats/package/pem.h"

#include <algorithm>

namespace hotpatch {
namespace {

constexpr std::string_view ed25519_head = "302a300506032b6570032100";

Expected<PublicKey> ed25519_from(std::string_view raw) {
  return PublicKey::from_spki(
      from_hex(std::string(ed25519_head) + std::string(raw)));
}

Expected<std::vector<PublicKey>> read(std::string_view file) {
  return read_public_keys(as_bytes(file));
}

TEST(PublicKey, OfEachKind) {
  EXPECT_EQ(ed25519_key(1).public_key().algorithm(),
            SignatureAlgorithm::ed25519);
  EXPECT_EQ(ecdsa_key().public_key().algorithm(),
            SignatureAlgorithm::ecdsa_p256_sha256);
  EXPECT_EQ(rsa_key().public_key().algorithm(),
            SignatureAlgorithm::rsa_pss_sha256);
}

// RFC 8032, section 7.1, TEST 3.
TEST(PublicKey, VerifiesTheVectorOfItsStandard) {
  const auto key = ed25519_from(
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
  ASSERT_OK(key);
  std::vector<std::byte> signature = from_hex(
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
      "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
  const std::vector<std::byte> message = from_hex("af82");
  EXPECT_TRUE(key->verifies(message, signature));
  EXPECT_FALSE(key->verifies(from_hex("af83"), signature));
  EXPECT_FALSE(key->verifies(message, BytesView(signature).first(63)));
  EXPECT_FALSE(key->verifies(message, {}));
  EXPECT_FALSE(key->verifies(message, std::vector<std::byte>(64)));
  signature.push_back(std::byte{0});
  EXPECT_FALSE(key->verifies(message, signature));
}

// The scalar S may not be S + L, which would be a second signature (RFC 8032,
// section 5.1.7).
TEST(PublicKey, TakesNoEd25519SignatureWithALargeScalar) {
  const PrivateKey key = ed25519_key(1);
  std::vector<std::byte> signature = key.sign(as_bytes("m"))->bytes;
  ASSERT_TRUE(key.public_key().verifies(as_bytes("m"), signature));
  const std::vector<std::byte> order = from_hex(
      "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  unsigned carry = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    carry += std::to_integer<unsigned>(signature[32 + i]) +
             std::to_integer<unsigned>(order[i]);
    signature[32 + i] = static_cast<std::byte>(carry);
    carry >>= 8;
  }
  EXPECT_FALSE(key.public_key().verifies(as_bytes("m"), signature));
}

TEST(PublicKey, OfSmallOrderIsRefusedInAllEncodings) {
  // Source: libsodium, ge25519_has_small_order(); with the sign bit set, too.
  for (const std::string_view y :
       {"0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"}) {
    std::vector<std::byte> spki =
        from_hex(std::string(ed25519_head) + std::string(y));
    EXPECT_ERROR(PublicKey::from_spki(spki), malformed, "Ed25519 key");
    spki.back() |= std::byte{0x80};
    EXPECT_ERROR(PublicKey::from_spki(spki), malformed, "Ed25519 key");
  }
}

TEST(PublicKey, WithACoordinateThatIsNotReducedIsRefused) {
  std::string y =
      "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f";
  EXPECT_ERROR(ed25519_from(y), malformed, "not reduced");
  y.replace(0, 2, "ed");
  EXPECT_ERROR(ed25519_from(y), malformed, "not reduced");
  y.replace(0, 2, "eb"); // the largest that is reduced but for the one above
  EXPECT_OK(ed25519_from(y));
}

TEST(PublicKey, HasOneEncoding) {
  EXPECT_ERROR(read(test_keys::ecdsa_compressed), unsupported,
               "EC key on curve prime256v1, expected P-256, named, with an "
               "uncompressed point");
  EXPECT_ERROR(read(test_keys::ecdsa_explicit), unsupported,
               "expected P-256, named");
  // RSA without the NULL, and with a length in more bytes than needed.
  const PublicKey rsa = rsa_key().public_key();
  const std::string spki(as_text(rsa.spki()));
  const std::string null("\x05\0", 2);
  std::string no_null = spki;
  no_null.erase(no_null.find(null), 2);
  no_null[3] = static_cast<char>(no_null[3] - 2);
  no_null[5] = static_cast<char>(no_null[5] - 2);
  EXPECT_FALSE(PublicKey::from_spki(as_bytes(no_null)).has_value());
  std::string long_length = spki;
  long_length.insert(2, 1, '\0');
  long_length[1] = '\x83';
  EXPECT_FALSE(PublicKey::from_spki(as_bytes(long_length)).has_value());
}

TEST(PublicKey, WithBytesLeftOverIsMalformed) {
  for (const PublicKey &key :
       {ed25519_key(1).public_key(), ecdsa_key().public_key(),
        rsa_key().public_key()}) {
    std::vector<std::byte> spki(key.spki().begin(), key.spki().end());
    EXPECT_OK(PublicKey::from_spki(spki));
    spki.push_back(std::byte{0});
    EXPECT_ERROR(PublicKey::from_spki(spki), malformed, "no public key in DER");
    for (std::size_t size = 0; size + 1 < spki.size(); ++size)
      EXPECT_FALSE(
          PublicKey::from_spki(BytesView(spki).first(size)).has_value());
  }
}

TEST(PublicKey, WhosePointIsNotOnTheCurveIsMalformed) {
  const PublicKey key = ecdsa_key().public_key();
  std::vector<std::byte> spki(key.spki().begin(), key.spki().end());
  spki.back() ^= std::byte{1};
  EXPECT_ERROR(PublicKey::from_spki(spki), malformed, "not on P-256");
}

TEST(PublicKey, OfAnotherKindIsNamed) {
  EXPECT_ERROR(read(test_keys::p384), unsupported, "on curve secp384r1");
  EXPECT_ERROR(read(test_keys::secp256k1), unsupported, "on curve secp256k1");
  EXPECT_ERROR(read(test_keys::rsa_pss_only), unsupported,
               "marked for RSA-PSS only");
  EXPECT_ERROR(read(test_keys::rsa_1024), unsupported,
               "RSA key of 1024 bits, expected 2048 to 8192");
  EXPECT_ERROR(read(test_keys::rsa_exponent_3), unsupported,
               "another exponent than 65537");
  EXPECT_ERROR(read(test_keys::x25519), unsupported,
               "key of kind X25519, expected Ed25519, ECDSA on P-256, or RSA");
  EXPECT_ERROR(read(test_keys::ed448), unsupported, "key of kind ED448");
  EXPECT_ERROR(read(test_keys::dsa), unsupported, "key of kind DSA");
}

struct EcdsaCase {
  std::string_view signature;
  bool is_good = false;
};

// High S is as good as low S: nothing depends on a signature's bytes.
TEST(PublicKey, TakesEcdsaInStrictDer) {
  const PublicKey key = ecdsa_key().public_key();
  for (const EcdsaCase &c :
       {EcdsaCase{test_keys::ecdsa_low_s, true},
        EcdsaCase{test_keys::ecdsa_high_s, true},
        EcdsaCase{test_keys::ecdsa_padded}, EcdsaCase{test_keys::ecdsa_raw},
        EcdsaCase{test_keys::ecdsa_long_length},
        EcdsaCase{test_keys::ecdsa_trailing},
        EcdsaCase{test_keys::ecdsa_trailing_inside},
        EcdsaCase{test_keys::ecdsa_s_plus_order},
        EcdsaCase{test_keys::ecdsa_zero}, EcdsaCase{""}})
    EXPECT_EQ(key.verifies(as_bytes("message"), from_hex(c.signature)),
              c.is_good)
        << c.signature;
}

TEST(PublicKey, TakesRsaAsPssWithItsParametersOnly) {
  const PublicKey key = rsa_key().public_key();
  EXPECT_TRUE(key.verifies(as_bytes("message"), from_hex(test_keys::rsa_pss)));
  for (const std::string_view other :
       {test_keys::rsa_pkcs1, test_keys::rsa_pss_salt_20,
        test_keys::rsa_pss_mgf1_sha1, std::string_view()})
    EXPECT_FALSE(key.verifies(as_bytes("message"), from_hex(other)));
  EXPECT_FALSE(key.verifies(as_bytes("message"), std::vector<std::byte>(256)));
}

TEST(PublicKeys, OfAFile) {
  const PublicKey first = ed25519_key(1).public_key();
  const PublicKey second = ecdsa_key().public_key();
  const std::string both = write_public_key(first) + write_public_key(second);
  const auto keys = read(both);
  ASSERT_OK(keys);
  EXPECT_EQ(*keys, (std::vector<PublicKey>{first, second}));
  const auto der = read_public_keys(first.spki());
  ASSERT_OK(der);
  EXPECT_EQ(*der, std::vector<PublicKey>{first});
  EXPECT_EQ(der->front().id(), first.id());
}

TEST(PublicKeys, WithAnythingElseAreErrors) {
  const std::string key = write_public_key(ed25519_key(1).public_key());
  EXPECT_ERROR(read(key + "x"), malformed, "BEGIN");
  EXPECT_ERROR(read(""), malformed, "no PEM block");
  EXPECT_ERROR(read(test_keys::ecdsa), unsupported,
               "block 0 is a \"PRIVATE KEY\", expected \"PUBLIC KEY\"");
  EXPECT_ERROR(read(key + std::string(test_keys::dsa)), unsupported,
               "block 1: key of kind DSA");
  const Secret empty = encode_pem("PUBLIC KEY", {});
  EXPECT_ERROR(read(empty.text()), malformed, "block 0: no public key");
}

TEST(PublicKeys, AreCalledByTheirFirstDigits) {
  const PublicKey key = ed25519_key(1).public_key();
  EXPECT_EQ(short_id(key.id()), to_hex(key.id()).substr(0, 16));
}

} // namespace
} // namespace hotpatch
