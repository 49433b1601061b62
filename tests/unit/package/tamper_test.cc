// Every bit of a package flipped, every byte replaced, every cut, every few
// bytes appended: none is taken, with one signer and with three of whom all
// must have signed.
#include "tests/support/package_builder.h"
#include "tests/unit/package/package_matchers.h"

#include "formats/core/text.h"
#include "formats/package/verify.h"

#include <set>

namespace hotpatch {
namespace {

class TamperTest : public testing::TestWithParam<std::string_view> {
protected:
  const std::vector<PrivateKey> keys_ = ed25519_keys(GetParam());
  const TrustStore trust_ = trust_in(keys_);
  const std::vector<std::byte> good_ =
      signed_package(small_manifest(), keys_, small_sections());
};

TEST_P(TamperTest, UntouchedIsVerified) {
  EXPECT_VERIFIED(verify_package(good_, trust_, {}));
}

TEST_P(TamperTest, EveryFlippedBitIsRefused) {
  std::vector<std::byte> bytes = good_;
  std::set<std::string_view> slugs;
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    const std::byte mask{static_cast<unsigned char>(1U << bit % 8)};
    bytes[bit / 8] ^= mask;
    const auto package = verify_package(bytes, trust_, {});
    EXPECT_FALSE(package.has_value()) << "bit " << bit;
    bytes[bit / 8] ^= mask;
    if (package)
      continue;
    slugs.insert(slug_of(package.error().fault));
    // What is no package of ours is trouble; one that was altered is refused.
    EXPECT_EQ(is_refused(package.error().fault),
              bit / 8 >= manifest_size_at - sizeof(std::uint32_t))
        << "bit " << bit;
  }
  // A flip in what is signed is a bad signature, never a matter of decoding.
  EXPECT_FALSE(slugs.contains("malformed-manifest"));
  EXPECT_TRUE(slugs.contains("bad-signature"));
  EXPECT_TRUE(slugs.contains("changed-section"));
  EXPECT_TRUE(slugs.contains("threshold-not-met")); // of a hint
}

TEST_P(TamperTest, EveryCutIsRefused) {
  for (std::size_t size = 0; size < good_.size(); ++size) {
    // A copy of exactly this size lets ASan see a read past the end.
    const std::vector<std::byte> cut(
        good_.begin(), good_.begin() + static_cast<std::ptrdiff_t>(size));
    const auto package = verify_package(cut, trust_, {});
    ASSERT_FALSE(package.has_value()) << size;
    EXPECT_EQ(slug_of(package.error().fault),
              size < 8 ? "not-a-package" : "malformed-frame");
  }
}

TEST_P(TamperTest, EveryAppendIsRefused) {
  std::vector<std::byte> bytes = good_;
  for (int i = 0; i < 64; ++i) {
    bytes.push_back(static_cast<std::byte>(i));
    EXPECT_FAULT(verify_package(bytes, trust_, {}), malformed_frame,
                 "are left");
  }
}

// Of the manifest a bit tells as much as a byte: its one answer is the
// signature's.
TEST(Tamper, EveryOtherByteOfHeaderAndSignaturesIsRefused) {
  const PrivateKey key = ed25519_key('a');
  const TrustStore trust = trust_in(key);
  const std::vector<std::byte> good = small_package(key);
  const PackageFrame frame = split_package(good).value();
  std::vector<std::byte> bytes = good;
  const auto change = [&](std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end; ++at) {
      for (unsigned i = 1; i < 256; ++i) {
        bytes[at] = good[at] ^ static_cast<std::byte>(i);
        EXPECT_FALSE(verify_package(bytes, trust, {}).has_value())
            << at << " " << i;
      }
      bytes[at] = good[at];
    }
  };
  change(0, package_header_bytes);
  change(frame.signed_part.size(),
         frame.signed_part.size() + frame.signatures.size());
}

INSTANTIATE_TEST_SUITE_P(Signers, TamperTest, testing::Values("a", "abc"));

} // namespace
} // namespace hotpatch
