// The documents' examples are what the readers take.
#include "formats/core/file.h"
#include "hppack/budgets.h"
#include "tests/support/expected.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

TEST(Documents, TheBudgetsFileOfReportMdIsOne) {
  const auto file = MappedFile::open(HP_DOCS_DIR "/report.md");
  ASSERT_OK(file);
  std::string_view text = as_text(file->bytes());
  constexpr std::string_view fence = "```toml\n";
  text.remove_prefix(text.find(fence) + fence.size());
  const auto budgets = read_budgets(text.substr(0, text.find("```")));
  ASSERT_OK(budgets);
  EXPECT_EQ(budgets->budgets.size(), 3U);
  EXPECT_EQ(budgets->overrides.size(), 1U);
}

TEST(Documents, ReportMdNamesEveryMetricAndStatus) {
  const auto file = MappedFile::open(HP_DOCS_DIR "/report.md");
  ASSERT_OK(file);
  const std::string_view text = as_text(file->bytes());
  for (int i = 0; i <= static_cast<int>(SizeMetric::delta); ++i) {
    const std::string word(to_word(static_cast<SizeMetric>(i)));
    EXPECT_TRUE(text.contains("`" + word + "`")) << word;
  }
  for (int i = 0; i <= static_cast<int>(BudgetStatus::skipped); ++i) {
    const std::string word(to_word(static_cast<BudgetStatus>(i)));
    EXPECT_TRUE(text.contains("| `" + word + "` |")) << word;
  }
}

} // namespace
} // namespace hotpatch
