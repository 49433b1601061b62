// The block of signatures has one encoding.
#include "formats/package/signature_block.h"

#include "tests/support/byte_string.h"
#include "tests/support/expected.h"

#include <algorithm>

namespace hotpatch {
namespace {

std::string entry(const std::string &hint, unsigned algorithm,
                  const std::string &bytes) {
  return hint + number(algorithm, 1) + number(bytes.size(), 2) + bytes;
}

std::string block(unsigned count, const std::string &entries) {
  return number(2 + entries.size(), 4) + number(count, 2) + entries;
}

PackageFault fault_of(const std::string &bytes) {
  const auto signatures = decode_signature_block(as_bytes(bytes));
  EXPECT_FALSE(signatures.has_value());
  return signatures ? PackageFault::wrong_base : signatures.error().fault;
}

Signature signature(char hint, SignatureAlgorithm algorithm,
                    std::string_view bytes) {
  Signature result{.algorithm = algorithm};
  result.key_hint.fill(static_cast<std::byte>(hint));
  std::ranges::copy(as_bytes(bytes), std::back_inserter(result.bytes));
  return result;
}

const std::string first = entry("aaaaaaaa", 1, "one");
const std::string second = entry("aaaaaaaa", 1, "two");
const std::string third = entry("bbbbbbbb", 3, "three");

TEST(SignatureBlock, IsReadAsItIsWritten) {
  const std::vector<Signature> signatures = {
      signature('a', SignatureAlgorithm::ed25519, "one"),
      signature('a', SignatureAlgorithm::ed25519, "two"),
      signature('b', SignatureAlgorithm::rsa_pss_sha256, "three")};
  const std::string bytes = block(3, first + second + third);
  EXPECT_EQ(decode_signature_block(as_bytes(bytes)), signatures);
  const std::vector<Signature> shuffled = {signatures[2], signatures[0],
                                           signatures[1]};
  const auto written = encode_signature_block(shuffled);
  ASSERT_OK(written);
  EXPECT_EQ(as_text(*written), bytes);
}

TEST(SignatureBlock, MayBeEmpty) {
  EXPECT_EQ(decode_signature_block(as_bytes(block(0, "")))->size(), 0U);
  EXPECT_EQ(as_text(*encode_signature_block({})), block(0, ""));
}

TEST(SignatureBlock, IsAscendingWithoutDuplicates) {
  for (const std::string &entries :
       {second + first, third + first, first + first})
    EXPECT_EQ(fault_of(block(2, entries)), PackageFault::malformed_signatures);
}

TEST(SignatureBlock, FitsExactly) {
  const std::string good = block(2, first + third);
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_EQ(fault_of(good.substr(0, size)),
              PackageFault::malformed_signatures);
  EXPECT_EQ(fault_of(good + "x"), PackageFault::malformed_signatures);
  EXPECT_EQ(fault_of(block(1, first + third)),
            PackageFault::malformed_signatures);
  EXPECT_EQ(fault_of(block(3, first + third)),
            PackageFault::malformed_signatures);
  EXPECT_EQ(fault_of(block(0xffff, first + third)),
            PackageFault::malformed_signatures);
  EXPECT_EQ(fault_of(block(1, entry("aaaaaaaa", 1, "one").substr(0, 10))),
            PackageFault::malformed_signatures);
}

TEST(SignatureBlock, HoldsNoEmptySignature) {
  EXPECT_EQ(fault_of(block(1, entry("aaaaaaaa", 1, ""))),
            PackageFault::malformed_signatures);
  EXPECT_ERROR(
      encode_signature_block({signature('a', SignatureAlgorithm::ed25519, "")}),
      malformed, "no byte");
}

TEST(SignatureBlock, HoldsKnownAlgorithmsOnly) {
  for (const unsigned algorithm : {0U, 4U, 255U})
    EXPECT_EQ(fault_of(block(1, entry("aaaaaaaa", algorithm, "one"))),
              PackageFault::unknown_algorithm);
}

TEST(SignatureBlock, WriterKeepsTheLimits) {
  const Signature one = signature('a', SignatureAlgorithm::ed25519, "one");
  EXPECT_ERROR(encode_signature_block({one, one}), malformed, "alike");
  const std::string large(0x10000, 'x');
  EXPECT_ERROR(encode_signature_block(
                   {signature('a', SignatureAlgorithm::ed25519, large)}),
               unsupported, "at most 65535");
  const std::string half(40000, 'x');
  EXPECT_ERROR(encode_signature_block(
                   {signature('a', SignatureAlgorithm::ed25519, half),
                    signature('b', SignatureAlgorithm::ed25519, half)}),
               unsupported, "at most 65536");
}

} // namespace
} // namespace hotpatch
