#include "hppack/build.h"

#include "hppack/check.h"
#include "hppack/contents.h"
#include "tests/support/expected.h"
#include "tests/unit/hppack/made_up_package.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::HasSubstr;

TEST(BuildPackage, IsTakenByWhoTrustsTheKey) {
  const PrivateKey key = ed25519_key('a');
  const MadeUpPayloads payloads({"b.dll", "a.dll"});
  const Expected<BuiltPackage> built = build_package(payloads.inputs(&key));
  ASSERT_OK(built);
  EXPECT_EQ(built->signer, key.public_key().id());
  const auto checked =
      check_package(built->bytes, trust_in(key), {}, payloads.bases());
  ASSERT_TRUE(checked);
  EXPECT_EQ(checked->package.id(), built->id);
  EXPECT_EQ(checked->package.manifest(), built->manifest);
  EXPECT_EQ(checked->images[0].payload, payloads.file(1)); // a.dll
  EXPECT_EQ(checked->images[1].payload, payloads.file(0));
}

TEST(BuildPackage, SaysWhatItWasMadeOf) {
  const MadeUpPayloads payloads({"b.dll", "a.dll"});
  BuildInputs inputs = payloads.inputs(nullptr);
  inputs.bases.pop_back(); // a.dll's
  const Expected<BuiltPackage> built = build_package(inputs);
  ASSERT_OK(built);
  EXPECT_FALSE(built->signer);
  ASSERT_EQ(built->sources.size(), 2U);
  EXPECT_EQ(built->sources[0].payload, "payloads/1");
  EXPECT_EQ(built->sources[0].base, "");
  EXPECT_EQ(built->sources[1].base, "images/b.dll");
  EXPECT_FALSE(built->manifest.images[0].base_check);
  EXPECT_TRUE(built->manifest.images[1].base_check);
}

TEST(BuildPackage, GivesTheSameBytesInAnyOrder) {
  const PrivateKey key = ed25519_key('a');
  const MadeUpPayloads payloads({"b.dll", "a.dll", "b.dll"});
  BuildInputs inputs = payloads.inputs(&key);
  const Expected<BuiltPackage> first = build_package(inputs);
  std::ranges::reverse(inputs.payloads);
  std::ranges::rotate(inputs.bases, inputs.bases.begin() + 1);
  const Expected<BuiltPackage> second = build_package(inputs);
  ASSERT_OK(first);
  ASSERT_OK(second);
  EXPECT_EQ(first->bytes, second->bytes);
}

TEST(BuildPackage, RefusesAnotherSequenceNumber) {
  const MadeUpPayloads payloads({"a.dll"});
  BuildInputs inputs = payloads.inputs(nullptr);
  ++inputs.manifest.sequence;
  EXPECT_ERROR(build_package(inputs), untrusted,
               "payloads/0: a payload with sequence number");
}

TEST(BuildPackage, AnImageOfNoPayloadIsAMistake) {
  const MadeUpPayloads payloads({"a.dll", "b.dll"});
  BuildInputs inputs = payloads.inputs(nullptr);
  inputs.payloads.pop_back();
  EXPECT_ERROR(build_package(inputs), mismatch,
               "images/b.dll: no payload is for this image; payloads/0 is for "
               "one with checksum 0x0, found 0x1");
}

TEST(BuildPackage, NeedsPayloadsAndOneForEachImage) {
  const MadeUpPayloads payloads({"a.dll"});
  BuildInputs inputs = payloads.inputs(nullptr);
  inputs.payloads.push_back(inputs.payloads.front());
  EXPECT_ERROR(build_package(inputs), malformed, "");
  inputs.payloads.clear();
  inputs.bases.clear();
  EXPECT_ERROR(build_package(inputs), malformed, "");
  inputs.payloads.push_back({"x", as_bytes("no payload")});
  EXPECT_ERROR(build_package(inputs), malformed, "x: ");
}

TEST(MeasurePackage, SumsToTheFile) {
  const MadeUpPayloads payloads({"a.dll"});
  const Expected<BuiltPackage> built = build_package(payloads.inputs(nullptr));
  ASSERT_OK(built);
  std::uint64_t sum = 0;
  const auto contents = read_contents(built->bytes);
  ASSERT_TRUE(contents);
  for (const PackagePart &part : measure_package(contents->frame))
    sum += part.bytes;
  EXPECT_EQ(sum, built->bytes.size());
}

} // namespace
} // namespace hotpatch
