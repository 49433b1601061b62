#include "formats/core/program.h"
#include "tests/support/expected.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using Size = std::optional<std::uint64_t>;

TEST(OutputSizeOf, CountsWhatTheProgramWrote) {
  EXPECT_EQ(*output_size_of({"sh", "-c", "printf 12345 >\"$0\"", "{}"}),
            Size(5));
  EXPECT_EQ(*output_size_of({"cp", "/proc/self/fd/0", "{}"}), Size(0));
  EXPECT_EQ(*output_size_of({"true"}), Size(0));
}

TEST(OutputSizeOf, IsNothingWithoutTheProgramOrItsSuccess) {
  EXPECT_EQ(*output_size_of({"no-such-program-here", "{}"}), Size());
  EXPECT_EQ(*output_size_of({"/", "{}"}), Size());
  EXPECT_EQ(*output_size_of({"false"}), Size());
  EXPECT_EQ(*output_size_of({"sh", "-c", "printf 1 >\"$0\"; kill -9 $$", "{}"}),
            Size());
}

} // namespace
} // namespace hotpatch
