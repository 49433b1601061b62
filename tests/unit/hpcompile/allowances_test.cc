// Refusals that somebody has accepted.
#include "hpcompile/allowances.h"

#include "tests/support/expected.h"

namespace hotpatch {
namespace {

const Refusal data{RefusalReason::changed_data, "limit", "a.o", "4 -> 8"};
const Refusal unbound{RefusalReason::unbound, "f", "a.o", "+0x1: s"};

TEST(Allowances, TakeOutWhatTheyName) {
  Expected<Settled> settled = settle_refusals(
      {data, unbound}, {{"changed-data", "limit", "read once"}});
  ASSERT_OK(settled);
  EXPECT_EQ(settled->refusals, std::vector<Refusal>{unbound});
  EXPECT_EQ(settled->accepted, (std::vector<AcceptedRisk>{
                                   {"changed-data", "limit", "read once"}}));
}

TEST(Allowances, OneTakesOutAllOfItsSubject) {
  Refusal other = data;
  other.object = "b.o";
  Expected<Settled> settled =
      settle_refusals({data, other}, {{"changed-data", "limit", "read once"}});
  ASSERT_OK(settled);
  EXPECT_TRUE(settled->refusals.empty());
  EXPECT_EQ(settled->accepted.size(), 1U);
}

TEST(Allowances, ThatMatchNothingAreErrors) {
  EXPECT_ERROR(settle_refusals({data}, {{"changed-data", "limits", "x"}}),
               mismatch, "no refusal matches");
  EXPECT_ERROR(settle_refusals({data}, {{"unbound", "limit", "x"}}), mismatch,
               "no refusal matches");
}

TEST(Allowances, NobodyCanAcceptWhatHasNoPlace) {
  EXPECT_ERROR(settle_refusals({unbound}, {{"unbound", "f", "x"}}), mismatch,
               "cannot be accepted");
}

} // namespace
} // namespace hotpatch
