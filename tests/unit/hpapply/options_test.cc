#include "hpapply/options.h"

#include "cli/man_page.h"
#include "hpapply/manual.h"
#include "tests/support/expected.h"
#include "tests/unit/cli/option_table.h"

namespace hotpatch {
namespace {

TEST(ApplyOptionTable, KeepsItsPromises) { expect_sound(apply_program()); }

TEST(ApplyOptionTable, HasAnEntryForEachCommand) {
  const ProgramText text = text_of(apply_program());
  EXPECT_TRUE(text.needs_word());
  ASSERT_EQ(text.commands.size(),
            static_cast<std::size_t>(ApplyCommand::man) + 1);
  EXPECT_EQ(text.commands.back().word, "man");
}

TEST(ApplyGolden, Completions) { expect_golden_completions(apply_program()); }

TEST(ApplyGolden, ManPage) {
  EXPECT_EQ(render_man_page(text_of(apply_program()), apply_manual_closing()),
            golden("hpapply.1"));
}

TEST(ApplyCheck, ACommandIsNeeded) {
  EXPECT_ERROR(check(ApplyOptions()), malformed, "a command is missing");
}

TEST(ApplyCheck, ATimeNeedsAProbe) {
  ApplyOptions options{.command = ApplyCommand::apply};
  options.probe_for = std::chrono::seconds(1);
  EXPECT_ERROR(check(options), malformed, "--probe is missing");
  options.probe = "true";
  EXPECT_OK(check(options));
}

} // namespace
} // namespace hotpatch
