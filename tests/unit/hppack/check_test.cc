#include "hppack/check.h"

#include "hppack/extract.h"
#include "tests/support/expected.h"
#include "tests/unit/hppack/made_up_package.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

class CheckPackage : public testing::Test {
protected:
  static BuiltPackage build(const BuildInputs &inputs) {
    return build_package(inputs).value();
  }
  PackageResult<CheckedPackage> check(const BuiltPackage &built,
                                      const std::vector<BaseInput> &bases,
                                      const VerifyPolicy &policy = {}) const {
    return check_package(built.bytes, trust_in(key_), policy, bases);
  }
  static PackageFault fault_of(const PackageResult<CheckedPackage> &checked) {
    return checked ? PackageFault::not_a_package : checked.error().fault;
  }

  PrivateKey key_ = ed25519_key('a');
  MadeUpPayloads payloads_{{"a.dll", "b.dll"}};
};

TEST_F(CheckPackage, UnpacksWhatItHasTheBaseOf) {
  const BuiltPackage built = build(payloads_.inputs(&key_));
  const auto checked = check(built, {payloads_.bases()[1]});
  ASSERT_TRUE(checked);
  EXPECT_FALSE(checked->images[0].payload);
  EXPECT_EQ(checked->images[1].base, "images/b.dll");
  EXPECT_EQ(checked->images[1].payload, payloads_.file(1));
}

TEST_F(CheckPackage, ComparesBasesByField) {
  const BuiltPackage built = build(payloads_.inputs(&key_));
  BaseInput other = payloads_.bases()[1];
  other.identity.time_date_stamp = 1;
  const auto checked = check(built, {other});
  ASSERT_EQ(fault_of(checked), PackageFault::wrong_base);
  EXPECT_TRUE(
      checked.error().detail.starts_with("images/b.dll: time stamp 0x1"))
      << checked.error().detail;
}

// The identity says it is the image, its bytes do not.
TEST_F(CheckPackage, ComparesTheBytesOfBases) {
  const BuiltPackage built = build(payloads_.inputs(&key_));
  BaseInput forged = payloads_.bases()[0];
  forged.memory.parts[0].bytes[0] ^= std::byte{1};
  EXPECT_EQ(fault_of(check(built, {forged})), PackageFault::wrong_base);
}

TEST_F(CheckPackage, RefusesOlderOnes) {
  const BuiltPackage built = build(payloads_.inputs(&key_));
  const std::uint32_t sequence = built.manifest.sequence;
  EXPECT_TRUE(check(built, {}, {.last_sequence = sequence}));
  EXPECT_EQ(fault_of(check(built, {}, {.last_sequence = sequence + 1})),
            PackageFault::older_sequence);
}

TEST_F(CheckPackage, FindsASectionThatIsNoPayload) {
  Manifest manifest = small_manifest();
  manifest.images[0].base_check = std::nullopt;
  const auto package = signed_package(manifest, {&key_, 1}, small_sections());
  EXPECT_EQ(fault_of(check_package(package, trust_in(key_), {}, {})),
            PackageFault::bad_payload);
}

TEST_F(CheckPackage, UnpacksWhatNeedsNoBase) {
  BuildInputs alone = payloads_.inputs(&key_);
  alone.bases.clear();
  const auto checked = check(build(alone), {});
  ASSERT_TRUE(checked);
  EXPECT_EQ(checked->images[0].payload, payloads_.file(0));
  EXPECT_EQ(checked->images[0].base, "");
}

TEST_F(CheckPackage, ExtractsEachUnderItsName) {
  const BuiltPackage built = build(payloads_.inputs(&key_));
  const auto files = extract_payloads(*check(built, payloads_.bases()));
  ASSERT_OK(files);
  ASSERT_EQ(files->size(), 2U);
  EXPECT_EQ((*files)[0].name, "a.dll.payload");
  EXPECT_EQ((*files)[0].bytes, payloads_.file(0));
  EXPECT_EQ((*files)[1].name, "b.dll.payload");
}

TEST_F(CheckPackage, ExtractsOfOneNameWithNumbers) {
  const MadeUpPayloads alike({"a.dll", "2-a.dll", "a.dll"});
  const BuiltPackage built = build(alike.inputs(&key_));
  const auto files = extract_payloads(*check(built, alike.bases()));
  ASSERT_OK(files);
  EXPECT_EQ((*files)[0].name, "1-2-a.dll.payload");
  EXPECT_EQ((*files)[1].name, "2-a.dll.payload");
  EXPECT_EQ((*files)[2].name, "3-a.dll.payload");
}

TEST_F(CheckPackage, ExtractsUnderSafeNamesOnly) {
  const MadeUpPayloads hostile(
      {"$(x) \xe2\x80\xae.dll", "...", "-rf", std::string(255, 'n')});
  const BuiltPackage built = build(hostile.inputs(&key_));
  const auto files = extract_payloads(*check(built, hostile.bases()));
  ASSERT_OK(files);
  for (const ExtractedFile &file : *files) {
    EXPECT_EQ(file.name.find_first_of("/\\$() \x80\xae\xe2"),
              std::string::npos);
    EXPECT_NE(file.name[0], '.');
    EXPECT_NE(file.name[0], '-');
    EXPECT_LE(file.name.size(), 220U);
  }
}

TEST_F(CheckPackage, ExtractsNothingWithoutTheBase) {
  const BuiltPackage built = build(payloads_.inputs(&key_));
  EXPECT_ERROR(extract_payloads(*check(built, {payloads_.bases()[0]})),
               mismatch, "b.dll: can only be unpacked with its base image");
  BuildInputs alone = payloads_.inputs(&key_);
  alone.bases.clear();
  EXPECT_OK(extract_payloads(*check(build(alone), {})));
}

} // namespace
} // namespace hotpatch
