#include "hppack/other_deltas.h"
#include "tests/support/expected.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

TEST(OtherDeltas, OfThoseThatAreInstalled) {
  std::vector<std::string> asked;
  const auto run = [&](const std::vector<std::string> &command)
      -> Expected<std::optional<std::uint64_t>> {
    asked = command;
    return command[0] == "bsdiff" ? std::optional<std::uint64_t>(42)
                                  : std::nullopt;
  };
  const auto deltas = other_deltas("-base.so", "full.so", run);
  ASSERT_OK(deltas);
  EXPECT_EQ(*deltas, (std::vector<ImageDelta>{{"bsdiff", 42}}));
  EXPECT_EQ(asked[0], "hdiffz");
  EXPECT_EQ(asked[5], "./-base.so"); // is no option
}

TEST(OtherDeltas, WhatCannotBeStartedAtAllIsAnError) {
  const auto run = [](const std::vector<std::string> &)
      -> Expected<std::optional<std::uint64_t>> {
    return fail(ErrorCode::io, "no memory");
  };
  EXPECT_ERROR(other_deltas("a", "b", run), io, "no memory");
}

} // namespace
} // namespace hotpatch
