#include "formats/image/image.h"
#include "hppack/measure.h"
#include "tests/support/expected.h"
#include "tests/support/payload_builder.h"
#include "tests/support/sample_images.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

// A package with one payload, and what it was made from.
struct Made {
  std::vector<std::byte> package_bytes;
  std::vector<std::byte> file;
  std::string base, full;
  PackageToMeasure package;
};

Made made(const Payload &payload) {
  Made made;
  made.file = *write_payload(payload);
  made.base = build_elf_image(sample_elf()).bytes;
  made.full = made.base;
  made.full.back() ^= 1;
  PackedImage image;
  image.name = "libfoo.so";
  image.base = read_image(as_bytes(made.base))->identity;
  image.stored_bytes = 300;
  image.payload_bytes = made.file.size();
  image.payload_digest = sha256(made.file);
  made.package.manifest = {.product = "foo",
                           .sequence = 3,
                           .supersedes = 2,
                           .cves = {"CVE-2026-0001"},
                           .images = {image}};
  made.package_bytes.resize(32 + 100 + 80 + 300);
  const BytesView all = made.package_bytes;
  made.package.frame = {.signed_part = all.first(132),
                        .manifest = all.subspan(32, 100),
                        .signatures = all.subspan(132, 80),
                        .sections = all.last(300)};
  made.package.payloads = {{.file = made.file}};
  return made;
}

std::uint64_t sum_of(const std::vector<SizePart> &parts) {
  std::uint64_t sum = 0;
  for (const SizePart &part : parts)
    sum += part.bytes;
  return sum;
}

class Measure : public testing::TestWithParam<ObjectFormat> {};
INSTANTIATE_TEST_SUITE_P(Formats, Measure,
                         testing::Values(ObjectFormat::elf,
                                         ObjectFormat::coff));

TEST_P(Measure, PartsSumToTheWhole) {
  for (const Payload &payload :
       {small_payload(GetParam()), full_payload(GetParam())}) {
    const Made m = made(payload);
    const Expected<SizeReport> report = measure(m.package);
    ASSERT_OK(report);
    EXPECT_EQ(report->package_bytes, 512U);
    EXPECT_EQ(sum_of(report->parts), 512U);
    ASSERT_EQ(report->images.size(), 1U);
    const SizedImage &image = report->images[0];
    EXPECT_EQ(sum_of(image.parts), m.file.size());
    EXPECT_EQ(image.parts[0], (SizePart{"functions", *function_bytes(image)}));
    EXPECT_EQ(image.functions.size(), payload.functions.size());
    EXPECT_EQ(image.memory->code, 4096U);
  }
}

TEST_P(Measure, CodeThatIsSharedCountsOnce) {
  Payload payload = small_payload(GetParam());
  PayloadFunction alias = payload.functions[0];
  alias.name += "_alias";
  payload.functions.push_back(alias);
  const Made m = made(payload);
  const Expected<SizeReport> report = measure(m.package);
  ASSERT_OK(report);
  EXPECT_EQ(report->images[0].functions[0].bytes, payload.functions[0].size);
  EXPECT_EQ(report->images[0].functions[1].bytes, 0U);
}

TEST(MeasurePackage, HasItsManifestsWords) {
  const Made m = made(small_payload(ObjectFormat::elf));
  const Expected<SizeReport> report = measure(m.package);
  ASSERT_OK(report);
  EXPECT_EQ(report->product, "foo");
  EXPECT_EQ(report->sequence, 3U);
  EXPECT_EQ(report->supersedes, 2U);
  EXPECT_EQ(report->cves, std::vector<std::string>{"CVE-2026-0001"});
}

TEST(MeasurePackage, WhatIsNotUnpackedSaysSo) {
  Made m = made(small_payload(ObjectFormat::elf));
  m.package.payloads[0].file = {};
  const Expected<SizeReport> report = measure(m.package);
  ASSERT_OK(report);
  EXPECT_EQ(report->images[0].parts,
            (std::vector<SizePart>{{"not unpacked", m.file.size()}}));
  EXPECT_FALSE(report->images[0].memory);
  EXPECT_TRUE(report->images[0].functions.empty());
}

TEST(MeasurePackage, AgainstBaseAndFullImage) {
  Made m = made(small_payload(ObjectFormat::elf));
  m.package.fulls = {{"post/libfoo.so", as_bytes(m.full)}};
  m.package.payloads[0].base = as_bytes(m.base);
  m.package.payloads[0].full = 0;
  m.package.payloads[0].other_deltas = {{"bsdiff", 7}};
  const Expected<SizeReport> report = measure(m.package);
  ASSERT_OK(report);
  const SizedImage &image = report->images[0];
  ASSERT_EQ(image.deltas.size(), 2U);
  EXPECT_LT(image.deltas[0].bytes, 100U);
  EXPECT_EQ(smallest_delta(image), 7U);
  EXPECT_EQ(report->fulls[0].bytes, m.full.size());
  EXPECT_LT(report->fulls[0].compressed.smallest(), m.full.size());
  EXPECT_EQ(report->fulls[0].memory->code, 4096U);
  EXPECT_GT(report->fulls[0].memory->data, 4096U);
}

TEST(MeasurePackage, AFullUpdateNeedNotBeAnImage) {
  Made m = made(small_payload(ObjectFormat::elf));
  m.package.fulls = {{"setup.msi", as_bytes("an installer")}};
  m.package.payloads[0].full = 0;
  const Expected<SizeReport> report = measure(m.package);
  ASSERT_OK(report);
  EXPECT_FALSE(report->fulls[0].memory);
  EXPECT_TRUE(report->images[0].deltas.empty()); // no base image
}

TEST(MeasurePackage, WhatDoesNotBelongTogetherIsAnError) {
  Made m = made(small_payload(ObjectFormat::elf));
  m.package.payloads[0].base = as_bytes(m.base);
  m.package.manifest.images[0].base.build_id = {std::byte{1}};
  EXPECT_ERROR(measure(m.package), mismatch,
               "payload libfoo.so: the base image given is not the one it is");
  m = made(small_payload(ObjectFormat::elf));
  m.package.manifest.images[0].payload_digest = {};
  EXPECT_ERROR(measure(m.package), mismatch,
               "the payload given is not the one of the manifest");
  m = made(small_payload(ObjectFormat::elf));
  m.package.frame.sections = m.package.frame.sections.first(299);
  EXPECT_ERROR(measure(m.package), mismatch,
               "sections have 299 bytes, those of the manifest sum to 300");
}

Manifest manifest_of(std::vector<std::string> names) {
  Manifest manifest;
  for (std::string &name : names)
    manifest.images.push_back({.name = std::move(name)});
  return manifest;
}

using Pairs = std::vector<std::optional<std::size_t>>;

Expected<Pairs> pairs(std::vector<std::string> names,
                      const std::vector<std::string> &paths) {
  return pair_full_images(manifest_of(std::move(names)), paths);
}

TEST(PairFullImages, ByFileName) {
  EXPECT_EQ(*pairs({"a.so", "b.so", "a.so"}, {"x/b.so", "C:\\y\\a.so"}),
            (Pairs{1, 0, 1}));
  EXPECT_EQ(*pairs({"a.so", "b.so"}, {"b.so"}), (Pairs{{}, 0}));
  EXPECT_EQ(*pairs({"a.so"}, {}), (Pairs{{}}));
}

TEST(PairFullImages, TheOnlyOneMayHaveAnyName) {
  EXPECT_EQ(*pairs({"a.so", "a.so"}, {"setup.exe"}), (Pairs{0, 0}));
}

TEST(PairFullImages, WhatFitsNothingOrTwiceIsAnError) {
  EXPECT_ERROR(pairs({"a.so", "b.so"}, {"c.so"}), mismatch,
               "full image c.so has the file name of no base image");
  EXPECT_ERROR(pairs({"a.so"}, {"x/a.so", "y/a.so"}), mismatch,
               "x/a.so and y/a.so have the same file name");
}

} // namespace
} // namespace hotpatch
