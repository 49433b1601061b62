#include "hppack/times.h"

#include "tests/support/expected.h"

#include <gtest/gtest.h>
#include <limits>

namespace hotpatch {
namespace {

TEST(ParseTime, TakesDaysTimesAndSeconds) {
  EXPECT_EQ(parse_time("0"), 0U);
  EXPECT_EQ(parse_time("1000000000"), 1000000000U);
  EXPECT_EQ(parse_time("1970-01-01"), 0U);
  EXPECT_EQ(parse_time("2001-09-09T01:46:40Z"), 1000000000U);
  EXPECT_EQ(parse_time("2024-02-29"), 1709164800U);
  EXPECT_EQ(parse_time("9999-12-31T23:59:59Z"), 253402300799U);
}

TEST(ParseTime, TakesNothingElse) {
  for (std::string_view text :
       {"", "now", "-1", "2023-02-29", "2023-13-01", "2023-00-10", "1969-12-31",
        "2023-1-1", "2023-01-01T", "2023-01-01T24:00:00Z",
        "2023-01-01T00:60:00Z", "2023-01-01T00:00:60Z", "2023-01-01T00:00:00",
        "2023-01-01t00:00:00z", "2023-01-01T00:00:00+00:00", " 2023-01-01",
        "99999999999999999999"}) {
    EXPECT_ERROR(parse_time(text), malformed,
                 "found '" + std::string(text) + "', expected a time");
  }
}

TEST(FormatTime, GivesBackWhatIsParsed) {
  for (std::uint64_t time :
       {0ULL, 1000000000ULL, 1709164800ULL, 4102444799ULL, 253402300799ULL})
    EXPECT_EQ(parse_time(format_time(time)), time);
  EXPECT_EQ(format_time(1000000000), "2001-09-09T01:46:40Z");
}

TEST(FormatTime, IsANumberBeyondTheCalendar) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  EXPECT_EQ(format_time(253402300800), "253402300800");
  EXPECT_EQ(format_time(most), std::to_string(most));
}

} // namespace
} // namespace hotpatch
