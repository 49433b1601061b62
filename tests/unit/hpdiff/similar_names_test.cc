#include "hpdiff/similar_names.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

DiffReport report_of(const std::vector<std::string> &names) {
  DiffReport report;
  for (const std::string &name : names)
    report.functions.emplace_back().name = name;
  return report;
}

TEST(SimilarNames, AreThoseWithAForgottenOrSwappedLetter) {
  const DiffReport report = report_of({"XML_Parse", "memcpy", "free"});
  EXPECT_EQ(suggest_names(report, "XML_Prase"), "did you mean XML_Parse");
}

TEST(SimilarNames, AreTheThreeNearestEachOnce) {
  const DiffReport report =
      report_of({"parse_value_end", "parse", "parse", "parse_x", "parse_xy"});
  EXPECT_EQ(suggest_names(report, "x.o:parse"),
            "did you mean parse, parse_x, parse_xy");
}

TEST(SimilarNames, AreNoneWhereNothingIsAlike) {
  EXPECT_EQ(suggest_names(report_of({"alpha", ""}), "omega_zero"), "");
  EXPECT_EQ(suggest_names(report_of({"alpha"}), "a.o:"), "");
}

} // namespace
} // namespace hotpatch
