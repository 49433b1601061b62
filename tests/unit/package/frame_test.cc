// Splitting: only sizes, and all of them.
#include "formats/package/frame.h"

#include "tests/support/byte_string.h"

#include "formats/core/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

const std::string magic = "\x89HPK\r\n\x1a\n";

std::string header(std::uint64_t manifest, std::uint64_t sections) {
  return magic + number(1, 4) + number(0, 4) + number(manifest, 4) +
         number(0, 4) + number(sections, 8);
}

PackageFault fault_of(const std::string &bytes) {
  const PackageResult<PackageFrame> frame = split_package(as_bytes(bytes));
  EXPECT_FALSE(frame.has_value());
  return frame ? PackageFault::wrong_base : frame.error().fault;
}

TEST(Frame, IsSplitIntoItsParts) {
  const std::string bytes =
      header(3, 4) + "man" + number(2, 4) + number(0, 2) + "sect";
  const PackageResult<PackageFrame> frame = split_package(as_bytes(bytes));
  ASSERT_TRUE(frame.has_value()) << frame.error().detail;
  EXPECT_EQ(as_text(frame->signed_part), header(3, 4) + "man");
  EXPECT_EQ(as_text(frame->manifest), "man");
  EXPECT_EQ(as_text(frame->signatures), number(2, 4) + number(0, 2));
  EXPECT_EQ(as_text(frame->sections), "sect");
}

TEST(Frame, IsWhatIsPutTogether) {
  const std::vector<std::byte> signed_part =
      encode_signed_part(as_bytes("man"), 7);
  EXPECT_EQ(as_text(signed_part), header(3, 7) + "man");
  const std::string block = number(2, 4) + number(0, 2);
  const std::array<BytesView, 2> sections = {as_bytes("sect"), as_bytes("ion")};
  const std::vector<std::byte> package =
      assemble_package(signed_part, as_bytes(block), sections);
  EXPECT_EQ(as_text(package), header(3, 7) + "man" + block + "section");
  EXPECT_TRUE(split_package(package).has_value());
}

TEST(Frame, BeginsWithItsMagicNumber) {
  EXPECT_EQ(fault_of(""), PackageFault::not_a_package);
  EXPECT_EQ(fault_of(magic.substr(0, 7)), PackageFault::not_a_package);
  EXPECT_EQ(fault_of("\x7f"
                     "ELF and more than eight bytes"),
            PackageFault::not_a_package);
  // As text, with other line ends; through seven bits.
  EXPECT_EQ(fault_of("\x89HPK\n\x1a\n" + std::string(99, '\0')),
            PackageFault::not_a_package);
  EXPECT_EQ(fault_of("\x09HPK\r\n\x1a\n" + std::string(99, '\0')),
            PackageFault::not_a_package);
  EXPECT_EQ(fault_of(magic), PackageFault::malformed_frame);
}

TEST(Frame, OfAnotherVersionIsNotRead) {
  const std::string bytes = header(1, 0) + "m" + number(2, 4) + number(0, 2);
  EXPECT_EQ(fault_of(patched(bytes, 8, number(2, 4))),
            PackageFault::unsupported_version);
  EXPECT_EQ(fault_of(patched(bytes, 8, number(0, 4))),
            PackageFault::unsupported_version);
}

TEST(Frame, HasNoHoles) {
  const std::string bytes = header(1, 0) + "m" + number(2, 4) + number(0, 2);
  for (const std::size_t at : {12U, 15U, 20U, 23U})
    EXPECT_EQ(fault_of(patched(bytes, at, "\1")),
              PackageFault::malformed_frame);
}

TEST(Frame, SizesKeepTheLimits) {
  const std::string block = number(2, 4) + number(0, 2);
  const std::string most(max_manifest, 'm');
  EXPECT_TRUE(split_package(as_bytes(header(max_manifest, 0) + most + block))
                  .has_value());
  EXPECT_EQ(fault_of(header(max_manifest + 1, 0) + most + "m" + block),
            PackageFault::malformed_frame);
  EXPECT_EQ(fault_of(header(0, 0) + block), PackageFault::malformed_frame);

  const std::string full = number(max_signature_block - 4, 4) +
                           std::string(max_signature_block - 4, 's');
  EXPECT_TRUE(split_package(as_bytes(header(1, 0) + "m" + full)).has_value());
  const std::string larger = number(max_signature_block - 3, 4) +
                             std::string(max_signature_block - 3, 's');
  EXPECT_EQ(fault_of(header(1, 0) + "m" + larger),
            PackageFault::malformed_frame);

  for (const std::uint64_t lie :
       {std::uint64_t{1}, max_package_sections, max_package_sections + 1,
        std::uint64_t{1} << 63, ~std::uint64_t{0}})
    EXPECT_EQ(fault_of(header(1, lie) + "m" + block),
              PackageFault::malformed_frame);
}

// DSSE's own example, with our payload type.
TEST(SignedBytes, AreThePreAuthenticationEncoding) {
  EXPECT_EQ(as_text(signed_bytes(as_bytes("hello world"))),
            "DSSEv1 41 application/vnd.hotpatch.manifest.v1+cbor 11 hello "
            "world");
}

TEST(PackageName, IsTheDigestOfWhatIsSigned) {
  EXPECT_EQ(to_hex(package_id(as_bytes("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

} // namespace
} // namespace hotpatch
