// What verifying answers, and in which order it looks.
#include "formats/package/verify.h"

#include "tests/support/package_builder.h"
#include "tests/unit/package/package_matchers.h"

#include "formats/core/file.h"
#include "formats/core/text.h"
#include "formats/package/manifest.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

namespace hotpatch {
namespace {

using enum PackageFault;

TEST(Verify, GivesWhatWasSigned) {
  const PrivateKey key = ed25519_key(1);
  const std::vector<std::byte> bytes = small_package(key);
  const auto package = verify_package(bytes, trust_in(key), {});
  ASSERT_VERIFIED(package);
  EXPECT_EQ(package->manifest(), small_manifest());
  EXPECT_EQ(as_text(package->section(0)), small_sections()[0]);
  EXPECT_EQ(package->signers(), std::vector<KeyId>{key.public_key().id()});
  EXPECT_EQ(package->ignored_signatures(), 0U);
  EXPECT_EQ(package->id(), package_id(split_package(bytes)->signed_part));
}

TEST(Verify, GivesItsOwnCopy) {
  const PrivateKey key = ed25519_key(1);
  std::vector<std::byte> bytes = small_package(key);
  const auto package = verify_package(bytes, trust_in(key), {});
  ASSERT_VERIFIED(package);
  std::ranges::fill(bytes, std::byte{0xee});
  EXPECT_EQ(package->manifest(), small_manifest());
  EXPECT_EQ(as_text(package->section(0)), small_sections()[0]);
}

// The same bytes every time, for Ed25519.
TEST(Verify, PackagesAreReproducible) {
  const PrivateKey key = ed25519_key(1);
  EXPECT_EQ(small_package(key), small_package(ed25519_key(1)));
}

TEST(Verify, GivesEachImageItsSection) {
  Manifest manifest = small_manifest();
  manifest.images.resize(3, manifest.images[0]);
  for (std::uint32_t i = 0; i < 3; ++i)
    manifest.images[i].base.size_of_image = 0x1000 + i;
  const std::vector<std::string> sections = {"one", "the second", "3"};
  manifest = with_sections(manifest, sections);
  const PrivateKey key = ed25519_key(1);
  const std::vector<std::byte> bytes =
      signed_package(manifest, std::span(&key, 1), sections);
  const auto package = verify_package(bytes, trust_in(key), {});
  ASSERT_VERIFIED(package);
  for (std::size_t i = 0; i < sections.size(); ++i)
    EXPECT_EQ(as_text(package->section(i)), sections[i]);
}

TEST(Verify, TakesEveryKindOfKey) {
  std::vector<PrivateKey> keys;
  keys.push_back(ed25519_key(1));
  keys.push_back(ecdsa_key());
  keys.push_back(rsa_key());
  const std::vector<std::byte> bytes =
      signed_package(small_manifest(), keys, small_sections());
  const auto package = verify_package(bytes, trust_in(keys), {});
  ASSERT_VERIFIED(package);
  std::vector<KeyId> ids;
  for (const PrivateKey &key : keys)
    ids.push_back(key.public_key().id());
  std::ranges::sort(ids);
  EXPECT_EQ(package->signers(), ids);
}

TEST(Verify, CountsWhoIsTrusted) {
  const std::vector<PrivateKey> keys = ed25519_keys("abc");
  const std::vector<std::byte> bytes =
      signed_package(small_manifest(), keys, small_sections());
  TrustStore trust = trust_in(std::span(keys).first(2));
  const auto package = verify_package(bytes, trust, {});
  ASSERT_VERIFIED(package);
  EXPECT_EQ(package->signers().size(), 2U);
  EXPECT_EQ(package->ignored_signatures(), 1U);
  trust.threshold = 3;
  EXPECT_FAULT(verify_package(bytes, trust, {}), threshold_not_met,
               "2 signatures by trusted keys, 1 by others");
}

std::vector<VerifyStep> steps_of(BytesView bytes, const TrustStore &trust,
                                 VerifyPolicy policy) {
  std::vector<VerifyStep> steps;
  policy.observe = [&](VerifyStep step) { steps.push_back(step); };
  static_cast<void>(verify_package(bytes, trust, policy));
  return steps;
}

// Nothing is decoded before the threshold is met, and no section is given out
// before it has its digest.
TEST(Verify, LooksAtNothingBeforeItIsSigned) {
  using enum VerifyStep;
  const PrivateKey key = ed25519_key(1);
  const TrustStore trust = trust_in(key);
  const std::vector<std::byte> good = small_package(key);
  EXPECT_EQ(
      steps_of(good, trust, {}),
      (std::vector{frame, signatures, VerifyStep::manifest, policy, sections}));
  EXPECT_EQ(steps_of(BytesView(good).first(good.size() - 1), trust, {}),
            std::vector{frame});
  EXPECT_EQ(steps_of(good, trust_in(ed25519_key(2)), {}),
            (std::vector{frame, signatures}));
  EXPECT_EQ(steps_of(good, trust, {.product = "other"}),
            (std::vector{frame, signatures, VerifyStep::manifest, policy}));

  // A manifest that is none is not noticed where nobody stands for it, and only
  // decoded where somebody does.
  const std::vector<std::byte> junk =
      encode_signed_part(as_bytes("no CBOR"), 3);
  const std::vector<std::byte> package =
      signed_package(junk, std::span(&key, 1), {"abc"});
  EXPECT_FAULT(verify_package(package, trust_in(ed25519_key(2)), {}),
               threshold_not_met, "");
  EXPECT_FAULT(verify_package(package, trust, {}), malformed_manifest, "");
  EXPECT_EQ(steps_of(package, trust_in(ed25519_key(2)), {}),
            (std::vector{frame, signatures}));
}

TEST(Verify, ChangedSectionsAreRefused) {
  const PrivateKey key = ed25519_key(1);
  std::vector<std::byte> bytes = small_package(key);
  bytes.back() ^= std::byte{1};
  EXPECT_FAULT(verify_package(bytes, trust_in(key), {}), changed_section,
               "section 0 has SHA-256");
}

// Header and manifest disagree, both signed.
TEST(Verify, SizesOfSectionsAddUp) {
  const PrivateKey key = ed25519_key(1);
  const std::vector<std::byte> manifest =
      encode_manifest(small_manifest()).value();
  const std::string section = small_sections()[0];
  for (const std::string &other :
       {section + "x", section.substr(1), std::string()}) {
    const std::vector<std::byte> bytes =
        signed_package(encode_signed_part(manifest, other.size()),
                       std::span(&key, 1), {other});
    EXPECT_FAULT(verify_package(bytes, trust_in(key), {}), section_sizes,
                 "bytes of sections, expected 18");
  }
}

// Of a file of 4 GiB and a little only the beginning is looked at, and sizes do
// not wrap around (RAUC's CVE-2026-34155).
TEST(Verify, LargeFilesAreRefusedUnread) {
  const PrivateKey key = ed25519_key(1);
  const std::uint64_t large = (std::uint64_t{1} << 32) + 1;
  const std::vector<std::byte> head = signed_package(
      encode_signed_part(encode_manifest(small_manifest()).value(), large),
      std::span(&key, 1), {});
  const std::string path = testing::TempDir() + "hotpatch-large.hpk";
  ASSERT_TRUE(write_file(path, as_text(head)).has_value());
  std::filesystem::resize_file(path, head.size() + large); // sparse
  const Expected<MappedFile> file = MappedFile::open(path);
  std::filesystem::remove(path);
  ASSERT_TRUE(file.has_value()) << file.error().message;
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FAULT(verify_package(file->bytes(), trust_in(ed25519_key(2)), {}),
               threshold_not_met, "");
  EXPECT_FAULT(verify_package(file->bytes(), trust_in(key), {}), section_sizes,
               "4294967297 bytes of sections, expected 18");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1));
}

TEST(Verify, PolicyNamesProductAndChannel) {
  const PrivateKey key = ed25519_key(1);
  const TrustStore trust = trust_in(key);
  const std::vector<std::byte> bytes = small_package(key);
  EXPECT_VERIFIED(
      verify_package(bytes, trust, {.product = "shop", .channel = ""}));
  EXPECT_FAULT(verify_package(bytes, trust, {.product = "Shop"}), wrong_product,
               "product \"shop\", expected \"Shop\"");
  EXPECT_FAULT(verify_package(bytes, trust, {.channel = "beta"}), wrong_channel,
               "channel \"\", expected \"beta\"");
}

TEST(Verify, PolicyGoesForwardOnly) {
  const PrivateKey key = ed25519_key(1);
  const TrustStore trust = trust_in(key);
  const std::vector<std::byte> bytes = small_package(key); // number 7
  const PackageId id = package_id(split_package(bytes)->signed_part);
  const PackageId other = {};
  const auto verify = [&](std::string_view product, std::string_view channel,
                          std::uint32_t sequence, const PackageId &last) {
    return verify_package(bytes, trust,
                          {.accepted = {{.product = std::string(product),
                                         .channel = std::string(channel),
                                         .sequence = sequence,
                                         .id = last}}});
  };
  EXPECT_VERIFIED(verify("shop", "", 6, other));
  EXPECT_VERIFIED(verify("shop", "", 7, id));
  EXPECT_FAULT(verify("shop", "", 7, other), sequence_reused,
               "with sequence number 7, expected 0000");
  EXPECT_FAULT(verify("shop", "", 8, id), older_sequence,
               "sequence number 7, expected at least 8");
  EXPECT_VERIFIED(verify("shop", "beta", 8, other));
  EXPECT_VERIFIED(verify("store", "", 8, other));
}

TEST(Verify, PolicyKnowsTheTimeOrRefuses) {
  const PrivateKey key = ed25519_key(1);
  Manifest manifest = small_manifest();
  manifest.expires = 1000;
  const std::vector<std::byte> bytes =
      signed_package(manifest, std::span(&key, 1), small_sections());
  EXPECT_VERIFIED(verify_package(bytes, trust_in(key), {.now = 999}));
  EXPECT_FAULT(verify_package(bytes, trust_in(key), {.now = 1000}), expired,
               "expires at 1000, but it is 1000");
  EXPECT_FAULT(verify_package(bytes, trust_in(key), {}), expired,
               "but it is unknown when");
}

TEST(Verify, PolicyKnowsItsOwnVersion) {
  const PrivateKey key = ed25519_key(1);
  Manifest manifest = small_manifest();
  manifest.min_applier = "1.10.0";
  const std::vector<std::byte> bytes =
      signed_package(manifest, std::span(&key, 1), small_sections());
  for (const std::string good : {"", "1.10.0", "1.10.1", "2.0.0"})
    EXPECT_VERIFIED(verify_package(bytes, trust_in(key), {.applier = good}));
  for (const std::string bad : {"1.9.9", "0.11.0", "unknown"})
    EXPECT_FAULT(verify_package(bytes, trust_in(key), {.applier = bad}),
                 applier_too_old,
                 "applier " + bad + ", expected at least 1.10.0");
}

TEST(Verify, RevokedPackagesAreRefused) {
  const PrivateKey key = ed25519_key(1);
  const std::vector<std::byte> bytes = small_package(key);
  TrustStore trust = trust_in(key);
  trust.revoked_packages = {{}, package_id(split_package(bytes)->signed_part)};
  EXPECT_FAULT(verify_package(bytes, trust, {}), revoked_package, "");
}

// docs/formats/package.md section 7 has these figures.
TEST(Overhead, OfAPackageIsSmall) {
  const std::vector<PrivateKey> keys = ed25519_keys("ab");
  Manifest manifest = small_manifest();
  const std::size_t section = small_sections()[0].size();
  const auto size = [&](std::size_t signers) {
    return signed_package(
               manifest, std::span(keys).first(signers),
               std::vector(manifest.images.size(), small_sections()[0]))
        .size();
  };
  EXPECT_EQ(size(1), section + 286);
  EXPECT_EQ(size(2), size(1) + 75);
  const std::size_t one = size(1);
  manifest.images.push_back(manifest.images[0]);
  manifest.images[1].base.build_id[0] = std::byte{0};
  EXPECT_EQ(size(1), one + section + 150);
}

} // namespace
} // namespace hotpatch
