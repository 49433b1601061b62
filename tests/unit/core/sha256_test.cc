// Vectors of FIPS 180-4 (as NIST publishes them).
#include "formats/core/sha256.h"
#include "formats/core/text.h"

#include <gtest/gtest.h>

using namespace hotpatch;

namespace {

constexpr std::string_view of_abc =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

} // namespace

TEST(Sha256, OfNothing) {
  EXPECT_EQ(to_hex(sha256(BytesView())),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256(std::span<const BytesView>()), sha256(BytesView()));
}

TEST(Sha256, OfText) { EXPECT_EQ(to_hex(sha256(as_bytes("abc"))), of_abc); }

TEST(Sha256, OfPieces) {
  BytesView pieces[] = {as_bytes("a"), BytesView(), as_bytes("bc")};
  EXPECT_EQ(to_hex(sha256(pieces)), of_abc);
}
