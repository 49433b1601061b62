// Integers and text of a payload's stream.
#include "formats/package/stream_bytes.h"

#include "tests/support/expected.h"
#include "tests/support/hex.h"

#include <cstdint>
#include <limits>

namespace hotpatch {
namespace {

constexpr std::uint64_t any = std::numeric_limits<std::uint64_t>::max();

TEST(StreamBytes, TakesAsManyBytesAsAnIntegerNeeds) {
  StreamWriter out;
  for (std::uint64_t value : {0ull, 127ull, 128ull, 300ull})
    out.put_uint(value);
  EXPECT_EQ(std::move(out).take(), from_hex("00 7f 8001 ac02"));
}

TEST(StreamBytes, GivesSmallNegativeIntegersOneByte) {
  StreamWriter out;
  for (std::int64_t value : {0, -1, 1, -2, 63, -64})
    out.put_int(value);
  EXPECT_EQ(std::move(out).take(), from_hex("00 01 02 03 7e 7f"));
}

TEST(StreamBytes, ReadsWhatWasWritten) {
  StreamWriter out;
  out.put_uint(any);
  out.put_int(std::numeric_limits<std::int64_t>::min());
  out.put_int(std::numeric_limits<std::int64_t>::max());
  out.put_text("name");
  out.put_bytes(from_hex("0102"));
  const std::vector<std::byte> bytes = std::move(out).take();
  StreamReader in(bytes);
  EXPECT_EQ(in.read_uint(any), any);
  EXPECT_EQ(in.read_int(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(in.read_int(), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(in.read_text(), "name");
  EXPECT_EQ(in.left(), 2);
  const Expected<BytesView> rest = in.read_bytes(2);
  ASSERT_OK(rest);
  EXPECT_TRUE(equal_bytes(*rest, from_hex("0102")));
}

TEST(StreamBytes, RefusesAnIntegerThatEndsTooEarly) {
  const std::vector<std::byte> bytes = from_hex("8080");
  EXPECT_ERROR(StreamReader(bytes).read_uint(any), malformed,
               "ends within an integer");
}

TEST(StreamBytes, RefusesMoreThan64Bits) {
  const std::vector<std::byte> bytes = from_hex("ffffffffffffffffff02");
  EXPECT_ERROR(StreamReader(bytes).read_uint(any), malformed,
               "more than 64 bits");
  const std::vector<std::byte> endless = from_hex("808080808080808080808080");
  EXPECT_ERROR(StreamReader(endless).read_uint(any), malformed,
               "more than 64 bits");
}

TEST(StreamBytes, RefusesWhatIsAboveTheLimit) {
  const std::vector<std::byte> bytes = from_hex("05");
  EXPECT_EQ(StreamReader(bytes).read_uint(5), 5);
  EXPECT_ERROR(StreamReader(bytes).read_uint(4), malformed,
               "holds 5, expected at most 4");
}

TEST(StreamBytes, RefusesACountOfMoreThanCanFollow) {
  const std::vector<std::byte> bytes = from_hex("03 0000");
  EXPECT_ERROR(StreamReader(bytes).read_count(1), malformed,
               "3 things follow in 2 bytes");
  const std::vector<std::byte> enough = from_hex("01 0000");
  EXPECT_EQ(StreamReader(enough).read_count(2), 1);
  EXPECT_ERROR(StreamReader(enough).read_count(3), malformed,
               "1 things follow in 2 bytes");
}

TEST(StreamBytes, MovesWithinBounds) {
  const std::vector<std::byte> bytes = from_hex("03"); // -2
  EXPECT_EQ(StreamReader(bytes).read_moved(5, 10), 3);
  EXPECT_ERROR(StreamReader(bytes).read_moved(1, 10), malformed,
               "expected at most 10");
  EXPECT_ERROR(StreamReader(bytes).read_moved(20, 10), malformed,
               "leads to 18");
}

TEST(StreamBytes, RefusesTextThatIsCutShort) {
  const std::vector<std::byte> bytes = from_hex("02 61");
  EXPECT_ERROR(StreamReader(bytes).read_text(), malformed,
               "2 things follow in 1 bytes");
  EXPECT_ERROR(StreamReader(bytes).read_bytes(3), malformed,
               "has 2 bytes left, expected 3");
}

} // namespace
} // namespace hotpatch
