#include "hpdiff/align.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>

namespace hotpatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

using Tokens = std::vector<std::uint64_t>;
using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

// The textbook table, for the length only.
std::size_t longest_common(const Tokens &a, const Tokens &b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::uint64_t token : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t up = row[j + 1];
      row[j + 1] = token == b[j] ? diagonal + 1 : std::max(up, row[j]);
      diagonal = up;
    }
  }
  return row.back();
}

void expect_valid(const Pairs &pairs, const Tokens &a, const Tokens &b) {
  for (std::size_t n = 0; n < pairs.size(); ++n) {
    ASSERT_LT(pairs[n].first, a.size());
    ASSERT_LT(pairs[n].second, b.size());
    EXPECT_EQ(a[pairs[n].first], b[pairs[n].second]);
    if (n > 0) {
      EXPECT_LT(pairs[n - 1].first, pairs[n].first);
      EXPECT_LT(pairs[n - 1].second, pairs[n].second);
    }
  }
}

Tokens random_tokens(std::mt19937 &random, std::size_t size,
                     std::uint64_t kinds) {
  Tokens tokens(size);
  for (std::uint64_t &token : tokens)
    token = random() % kinds;
  return tokens;
}

TEST(Align, TakesEmptySequences) {
  EXPECT_THAT(align({}, {}), IsEmpty());
  EXPECT_THAT(align(Tokens{1}, {}), IsEmpty());
  EXPECT_THAT(align({}, Tokens{1}), IsEmpty());
}

TEST(Align, FindsAnInsertedAndADeletedToken) {
  EXPECT_THAT(align(Tokens{2, 4, 6}, Tokens{2, 9, 6, 8}),
              ElementsAre(Pair(0, 0), Pair(2, 2)));
}

TEST(Align, HasNothingToPairInDisjointSequences) {
  EXPECT_THAT(align(Tokens{2, 4}, Tokens{6, 8, 10}), IsEmpty());
}

// Tokens that differ in the lowest bit alone share a slot of the token set.
TEST(Align, TellsTokensApartThatDifferInTheLowestBit) {
  EXPECT_THAT(align(Tokens{2, 3}, Tokens{3, 2, 3}),
              ElementsAre(Pair(0, 1), Pair(1, 2)));
  EXPECT_THAT(align(Tokens{0}, Tokens{1}), IsEmpty());
}

TEST(Align, IsOptimalOnSmallInputs) {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    const std::uint64_t kinds = 1 + random() % 8;
    const Tokens a = random_tokens(random, random() % 24, kinds);
    const Tokens b = random_tokens(random, random() % 24, kinds);
    const Pairs pairs = align(a, b);
    expect_valid(pairs, a, b);
    EXPECT_EQ(pairs.size(), longest_common(a, b));
  }
}

// 20,000 tokens with little in common would be 4 * 10^8 steps in the table.
TEST(Align, StaysFastOnLargeInputs) {
  std::mt19937 random(2);
  const Tokens a = random_tokens(random, 20000, 50);
  const Tokens b = random_tokens(random, 20000, 50);
  const Pairs pairs = align(a, b);
  expect_valid(pairs, a, b);
  EXPECT_GT(pairs.size(), a.size() / 10);
  EXPECT_EQ(pairs, align(a, b));
}

TEST(Align, IsExactOnLargeInputsThatAreAlike) {
  std::mt19937 random(3);
  const Tokens a = random_tokens(random, 20000, 1U << 30);
  Tokens b = a;
  b.erase(b.begin() + 500, b.begin() + 520);
  b.insert(b.begin() + 9000, 15, ~std::uint64_t{0});
  const Pairs pairs = align(a, b);
  expect_valid(pairs, a, b);
  EXPECT_EQ(pairs.size(), a.size() - 20);
}

// Memory that is kept must leave no trace.
TEST(Aligner, AnswersAlikeWhateverItHasDoneBefore) {
  std::mt19937 random(4);
  Aligner aligner;
  for (int round = 0; round < 300; ++round) {
    const std::uint64_t kinds = 1 + random() % 400;
    const Tokens a = random_tokens(random, random() % 600, kinds);
    const Tokens b = random_tokens(random, random() % 600, kinds);
    EXPECT_EQ(aligner.align(a, b), align(a, b));
  }
}

} // namespace
} // namespace hotpatch
