#include "hpdiff/options.h"

#include "cli/man_page.h"
#include "hpdiff/manual.h"
#include "hpdiff/progress.h"
#include "tests/unit/cli/option_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::HasSubstr;

TEST(OptionTable, KeepsItsPromises) { expect_sound(diff_program()); }

TEST(Check, OneOutputOnStandardOutput) {
  Options options;
  options.json = "-";
  EXPECT_TRUE(check(options));
  options.csv = "-";
  EXPECT_THAT(check(options).error().message, HasSubstr("two outputs"));
  options.csv = "report";
  options.html = "report";
  EXPECT_THAT(check(options).error().message, HasSubstr("to report"));
  options.html = {};
  options.is_stat = true;
  EXPECT_FALSE(check(options));
  options.json = "/dev/null";
  options.csv = "/dev/null";
  EXPECT_TRUE(check(options));
}

TEST(Check, BadPatternsAreToldBeforeTheWork) {
  Options options;
  options.name_pattern = "(";
  EXPECT_THAT(check(options).error().message, HasSubstr("--filter: '('"));
}

TEST(Golden, ManPage) {
  EXPECT_EQ(render_man_page(text_of(diff_program()), diff_manual_closing()),
            golden("hpdiff.1"));
}

TEST(Golden, Completions) { expect_golden_completions(diff_program()); }

TEST(Progress, IsSilentAtFirstAndSparseLater) {
  std::chrono::milliseconds now(1000);
  std::string text;
  {
    Progress progress([&] { return now; },
                      [&](std::string_view piece) { text += piece; });
    progress.update(1, 10);
    EXPECT_EQ(text, "");
    now += std::chrono::milliseconds(500);
    progress.update(2, 10);
    progress.update(3, 10);
    EXPECT_EQ(text, "\r\x1b[Kcomparing 2 of 10");
    now += std::chrono::milliseconds(100);
    progress.update(4, 10);
  }
  EXPECT_EQ(text, "\r\x1b[Kcomparing 2 of 10\r\x1b[Kcomparing 4 of 10\r\x1b[K");
}

} // namespace
} // namespace hotpatch
