// Private keys: kept in files, with and without a passphrase, and used.
#include "formats/package/private_key.h"

#include "tests/support/expected.h"
#include "tests/support/package_builder.h"
#include "tests/support/package_keys.h"

#include "formats/package/pem.h"
#include "formats/package/signature_block.h"

namespace hotpatch {
namespace {

Expected<PrivateKey> read(std::string_view file, std::string_view passphrase) {
  return read_private_key(as_bytes(file), passphrase);
}

TEST(PrivateKey, SignsWhatItsPublicKeyVerifies) {
  const auto check = [](const PrivateKey &key) {
    const Expected<Signature> signature = key.sign(as_bytes("message"));
    ASSERT_OK(signature);
    EXPECT_EQ(signature->algorithm, key.public_key().algorithm());
    EXPECT_EQ(signature->key_hint, key_hint(key.public_key().id()));
    EXPECT_TRUE(
        key.public_key().verifies(as_bytes("message"), signature->bytes));
    EXPECT_FALSE(
        key.public_key().verifies(as_bytes("Message"), signature->bytes));
  };
  check(ed25519_key(1));
  check(ecdsa_key());
  check(rsa_key());
}

TEST(PrivateKey, OfEd25519SignsAlwaysAlike) {
  EXPECT_EQ(ed25519_key(1).sign(as_bytes("message")),
            ed25519_key(1).sign(as_bytes("message")));
}

TEST(PrivateKey, ThatIsMadeIsNew) {
  const Expected<PrivateKey> first = generate_key();
  const Expected<PrivateKey> second = generate_key();
  ASSERT_OK(first);
  ASSERT_OK(second);
  EXPECT_EQ(first->public_key().algorithm(), SignatureAlgorithm::ed25519);
  EXPECT_NE(first->public_key(), second->public_key());
}

TEST(PrivateKey, IsReadAsItIsWritten) {
  for (const std::string_view passphrase : {"", "open sesame"}) {
    const PrivateKey key = ed25519_key(1);
    const Expected<Secret> file = write_private_key(key, passphrase);
    ASSERT_OK(file);
    EXPECT_EQ(is_encrypted_key(file->bytes()), !passphrase.empty());
    const Expected<PrivateKey> again = read(file->text(), passphrase);
    ASSERT_OK(again);
    EXPECT_EQ(again->public_key(), key.public_key());
  }
  const Expected<Secret> rsa = write_private_key(rsa_key(), "");
  ASSERT_OK(rsa);
  EXPECT_EQ(rsa->text(), test_keys::rsa);
}

TEST(PrivateKey, WithAPassphraseIsDerivedWithScrypt) {
  const Expected<Secret> file = write_private_key(ed25519_key(1), "x");
  ASSERT_OK(file);
  const auto blocks = decode_pem(file->text());
  ASSERT_OK(blocks);
  // 1.3.6.1.4.1.11591.4.11, of RFC 7914.
  EXPECT_TRUE(blocks->front().content.text().contains(
      "\x2b\x06\x01\x04\x01\xda\x47\x04\x0b"));
}

TEST(PrivateKey, OfOpensslIsRead) {
  const Expected<PrivateKey> key = read(test_keys::ed25519_encrypted, "secret");
  ASSERT_OK(key);
  const std::string der = std::string("\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b"
                                      "\x65\x70\x04\x22\x04\x20",
                                      16) +
                          "abababababababababababababababab";
  const Secret plain = encode_pem("PRIVATE KEY", as_bytes(der));
  EXPECT_EQ(key->public_key(), read(plain.text(), "")->public_key());
}

TEST(PrivateKey, WantsTheRightPassphrase) {
  EXPECT_ERROR(read(test_keys::ed25519_encrypted, ""), mismatch,
               "private key is encrypted, expected a passphrase");
  // With the last two it decrypts to something with proper padding, as with one
  // wrong passphrase in 256.
  for (const std::string_view wrong : {"Secret", "secret ", "67", "127"})
    EXPECT_ERROR(read(test_keys::ed25519_encrypted, wrong), mismatch,
                 "wrong passphrase");
  EXPECT_OK(read(test_keys::ecdsa, "not looked at"));
}

TEST(PrivateKey, InAnotherFormIsNotRead) {
  EXPECT_ERROR(read("", ""), malformed, "no PEM block");
  const std::string two =
      std::string(test_keys::ecdsa) + std::string(test_keys::ecdsa);
  EXPECT_ERROR(read(two, ""), malformed, "2 PEM blocks, expected one");
  EXPECT_ERROR(read(write_public_key(ed25519_key(1).public_key()), ""),
               unsupported, "\"PUBLIC KEY\", expected \"PRIVATE KEY\"");
  const auto traditional = read(
      "-----BEGIN EC PRIVATE KEY-----\nAAEC\n-----END EC PRIVATE KEY-----", "");
  EXPECT_ERROR(traditional, unsupported, "\"EC PRIVATE KEY\"");
  EXPECT_TRUE(traditional.error().hint.contains("openssl pkcs8"));
  for (const std::string_view label :
       {"PRIVATE KEY", "ENCRYPTED PRIVATE KEY"}) {
    const Secret junk = encode_pem(label, as_bytes("no DER"));
    EXPECT_ERROR(read(junk.text(), "x"), malformed, "private key in DER");
  }
}

TEST(PrivateKey, WithBytesLeftOverIsMalformed) {
  for (const std::string_view file :
       {test_keys::ecdsa, test_keys::ed25519_encrypted}) {
    const auto blocks = decode_pem(file);
    ASSERT_OK(blocks);
    const std::string der(blocks->front().content.text());
    const Secret longer =
        encode_pem(blocks->front().label, as_bytes(der + '\0'));
    EXPECT_ERROR(read(longer.text(), "secret"), malformed,
                 "private key in DER");
  }
}

TEST(PrivateKey, OfAnotherKindIsNotRead) {
  const std::string x25519("\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x6e"
                           "\x04\x22\x04\x20"
                           "abababababababababababababababab",
                           48);
  const Secret file = encode_pem("PRIVATE KEY", as_bytes(x25519));
  EXPECT_ERROR(read(file.text(), ""), unsupported, "key of kind X25519");
}

} // namespace
} // namespace hotpatch
