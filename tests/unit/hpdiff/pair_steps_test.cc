#include "hpdiff/pair_steps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace hotpatch {

static void PrintTo(const StepRow &row, std::ostream *out) {
  *out << row.pre << "|" << row.post;
}

namespace {

using testing::ElementsAre;

// One letter a step: equal letters are alike by mnemonic, equal letters and
// case by shape.
StepKey key_of(std::string steps) {
  return [steps = std::move(steps)](std::uint32_t step, Likeness likeness) {
    const char c = steps[step];
    return static_cast<std::uint64_t>(likeness == Likeness::mnemonic ? c | 0x20
                                                                     : c);
  };
}

std::vector<StepRow>
pair(const std::string &pre, const std::string &post,
     std::vector<std::pair<std::uint32_t, std::uint32_t>> aligned) {
  Difference difference;
  difference.kind = Difference::Kind::structure;
  difference.aligned = std::move(aligned);
  return pair_steps(difference, static_cast<std::uint32_t>(pre.size()),
                    static_cast<std::uint32_t>(post.size()), key_of(pre),
                    key_of(post));
}

TEST(PairSteps, FieldsPairOneToOne) {
  Difference difference;
  difference.kind = Difference::Kind::fields;
  EXPECT_THAT(pair_steps(difference, 2, 2, key_of("ab"), key_of("cd")),
              ElementsAre(StepRow{0, 0}, StepRow{1, 1}));
}

TEST(PairSteps, KeepTheAlignmentAndListTheRest) {
  EXPECT_THAT(
      pair("xm", "ym", {{1, 1}}),
      ElementsAre(StepRow{0, no_index}, StepRow{no_index, 0}, StepRow{1, 1}));
}

TEST(PairSteps, PairWhatHasTheSameShapeWithinAGap) {
  EXPECT_THAT(pair("axb", "cx", {}),
              ElementsAre(StepRow{0, no_index}, StepRow{no_index, 0},
                          StepRow{1, 1}, StepRow{2, no_index}));
}

TEST(PairSteps, PairByMnemonicOnlyInSmallGaps) {
  EXPECT_THAT(pair("a", "A", {}), ElementsAre(StepRow{0, 0}));
  EXPECT_EQ(pair("abcde", "ABCDE", {}).size(), 10U);
}

} // namespace
} // namespace hotpatch
