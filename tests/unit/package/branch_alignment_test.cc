// Branches of a changed function, aligned with those of the base's.
#include "formats/package/branch_alignment.h"

#include "tests/support/hex.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace hotpatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// je over some code; call; je further back; some code; ret.
const std::string start = "53 4889fb 4885ff 0f84 ";
const std::string middle = " 8b4710 8b5714 01d0 e8 ";
const std::string end = " 89d8 4801c3 4829d8 5b c3";

std::vector<std::int32_t> align(const std::string &code,
                                const std::string &base) {
  const std::vector<std::byte> bytes = from_hex(code);
  return align_branches(bytes, find_code_fields(bytes), from_hex(base));
}

TEST(BranchAlignment, SaysHowMuchLongerABranchIs) {
  EXPECT_THAT(
      align(start + "17000000" + middle + "01020304" + "31c0 0f1f00" + end,
            start + "12000000" + middle + "05060708" + end),
      ElementsAre(5, 0)); // the call is none
}

TEST(BranchAlignment, LeavesEqualBranchesAlone) {
  const std::string code = start + "12000000" + middle + "05060708" + end;
  EXPECT_THAT(align(code, code), ElementsAre(0, 0));
}

TEST(BranchAlignment, KnowsNothingOfOtherCode) {
  EXPECT_THAT(align(start + "17000000" + end, "9090909090909090c3"),
              ElementsAre(0));
  EXPECT_THAT(align(start + "17000000" + end, ""), ElementsAre(0));
  EXPECT_THAT(align("", start + "17000000" + end), IsEmpty());
}

TEST(BranchAlignment, LeavesOutWhatDoesNotFitInAField) {
  EXPECT_THAT(align(start + "00000080" + end, start + "ffffff7f" + end),
              ElementsAre(0));
}

} // namespace
} // namespace hotpatch
