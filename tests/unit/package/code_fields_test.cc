// Fields in code, found without decoding.
#include "formats/package/code_fields.h"

#include "tests/support/hex.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(CodeFields, FindsCallsBranchesAndOperands) {
  EXPECT_THAT(find_code_fields(from_hex("90 e8 01000000"
                                        "e9 02000000"
                                        "0f84 03000000"
                                        "488d05 04000000"
                                        "c3")),
              ElementsAre(CodeField{2, CodeFieldKind::call},
                          CodeField{7, CodeFieldKind::branch},
                          CodeField{13, CodeFieldKind::branch},
                          CodeField{20, CodeFieldKind::operand}));
}

TEST(CodeFields, DoNotDependOnWhatTheyHold) {
  const auto fields = find_code_fields(from_hex("e8 00000000 e8 00000000"));
  EXPECT_THAT(fields, ElementsAre(CodeField{1, CodeFieldKind::call},
                                  CodeField{6, CodeFieldKind::call}));
  EXPECT_EQ(find_code_fields(from_hex("e8 e8e80f84 e8 8d058d05")), fields);
  // The field's last byte and the one behind it are no instruction either.
  EXPECT_EQ(find_code_fields(from_hex("e8 0000008d 05 00000000")).size(), 1);
}

TEST(CodeFields, DoNotReachPastTheEnd) {
  EXPECT_THAT(find_code_fields(from_hex("e8 000000")), IsEmpty());
  EXPECT_THAT(find_code_fields({}), IsEmpty());
  EXPECT_EQ(find_code_fields(from_hex("e8 00000000")).size(), 1);
}

} // namespace
} // namespace hotpatch
