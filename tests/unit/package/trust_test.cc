// Trust in files and directories; what is not known there is an error.
#include "tests/unit/package/trust_directory.h"

#include "formats/core/text.h"

namespace hotpatch {
namespace {

TEST_F(TrustTest, OfFiles) {
  put_key("one.pub", 1);
  put("two", write_public_key(ed25519_key(2).public_key()) +
                 write_public_key(ecdsa_key().public_key()));
  const PublicKey rsa = rsa_key().public_key();
  put("three.der", as_text(rsa.spki()));
  const Expected<TrustStore> trust =
      read_trust({path("one.pub"), path("two"), path("three.der")});
  ASSERT_OK(trust);
  EXPECT_EQ(trust->keys, (std::vector<PublicKey>{ed25519_key(1).public_key(),
                                                 ed25519_key(2).public_key(),
                                                 ecdsa_key().public_key(),
                                                 rsa_key().public_key()}));
  EXPECT_EQ(trust->threshold, 1U);
  EXPECT_ERROR(read_trust({path("one.pub"), path("none")}), io,
               path("none") + ": ");
}

TEST_F(TrustTest, OfADirectory) {
  put_key("trusted/a.pem", 1);
  put_key("trusted/b.pub", 2);
  put_key("trusted/revoked/c.pub", 2);
  put_key("trusted/revoked/d.pem", 3);
  put("trusted/.gitignore", "*");
  put("trusted/revoked/.hidden", "*");
  const std::string id(64, 'a');
  put("trusted/revoked-packages", "# withdrawn\n\n" + id + "\r\n  " +
                                      std::string(64, 'B') + " # of June\n");
  const Expected<TrustStore> trust = read_directory();
  ASSERT_OK(trust);
  EXPECT_EQ(trust->keys, (std::vector<PublicKey>{ed25519_key(1).public_key(),
                                                 ed25519_key(2).public_key()}));
  EXPECT_EQ(trust->revoked_keys,
            (std::vector<KeyId>{ed25519_key(2).public_key().id(),
                                ed25519_key(3).public_key().id()}));
  ASSERT_EQ(trust->revoked_packages.size(), 2U);
  EXPECT_EQ(to_hex(trust->revoked_packages[0]), id);
  EXPECT_EQ(to_hex(trust->revoked_packages[1]), std::string(64, 'b'));
}

// Verifying refuses it: "no-trusted-keys".
TEST_F(TrustTest, OfAnEmptyDirectoryIsEmpty) {
  const Expected<TrustStore> trust = read_directory();
  ASSERT_OK(trust);
  EXPECT_TRUE(trust->keys.empty());
}

TEST_F(TrustTest, DoesNotReadAListWithoutEnd) {
  put("trusted/revoked-packages", "");
  std::filesystem::resize_file(path("trusted/revoked-packages"), 4ULL << 30);
  EXPECT_ERROR(read_directory(), malformed,
               "4294967296 bytes, expected at most 16777216");
}

TEST_F(TrustTest, NamesThatAreNotKnownAreErrors) {
  for (const std::string name :
       {"trusted/readme.txt", "trusted/revoked-package", "trusted/a.pem.bak",
        "trusted/revoked/revoked-packages", "trusted/revoked/list.txt"}) {
    put(name, "");
    EXPECT_ERROR(read_directory(), unsupported,
                 path(name) + ": is not known in a directory");
    std::filesystem::remove(path(name));
  }
  std::filesystem::create_directories(path("trusted/more"));
  EXPECT_ERROR(read_directory(), unsupported,
               path("trusted/more") + ": is not known");
}

TEST_F(TrustTest, KeysThatCannotBeReadAreErrors) {
  put_key("trusted/a.pem", 1);
  put("trusted/b.pem", test_keys::ecdsa);
  EXPECT_ERROR(read_directory(), unsupported,
               "b.pem: block 0 is a \"PRIVATE KEY\"");
  put("trusted/b.pem", "");
  EXPECT_ERROR(read_directory(), malformed, "b.pem: no PEM block");
  put("trusted/b.pem", test_keys::p384);
  EXPECT_ERROR(read_directory(), unsupported, "b.pem: block 0: EC key");
  std::filesystem::remove(path("trusted/b.pem"));
  put("trusted/revoked/c.pem", "junk");
  EXPECT_ERROR(read_directory(), malformed, "revoked/c.pem: line 1");
}

TEST_F(TrustTest, LinesThatAreNoIdsAreErrors) {
  for (const std::string &line :
       {std::string(63, 'a'), std::string(65, 'a'), std::string(64, 'g'),
        std::string(32, 'a') + " " + std::string(31, 'a')}) {
    put("trusted/revoked-packages", "#\n" + line + "\n");
    EXPECT_ERROR(read_directory(), malformed,
                 "revoked-packages: line 2: \"" + line + "\", expected");
  }
}

} // namespace
} // namespace hotpatch
