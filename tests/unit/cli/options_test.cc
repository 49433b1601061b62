#include "cli/options.h"

#include "cli/completions.h"
#include "cli/man_page.h"

#include <array>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

// A tool with a main command of two arguments and a command `show` of one.
ProgramText made_up_program() {
  return {.name = "tool",
          .purpose = "does things",
          .commands = {{"", "Do it.", {{"PRE", "pre"}, {"POST", "post"}}},
                       {"show", "Show it.", {{"PRE", "pre"}}},
                       {"man", "Print this."}},
          .options = {
              {.long_name = "--json",
               .value_name = "FILE",
               .kind = ValueKind::file,
               .help = "JSON.",
               .commands = 3},
              {.long_name = "--quiet", .short_name = "-q", .help = "Silence."},
              {.long_name = "--jobs",
               .short_name = "-j",
               .value_name = "N",
               .kind = ValueKind::text,
               .help = "Threads."},
              {.long_name = "--symbols",
               .value_name = "FILE",
               .kind = ValueKind::file,
               .help = "Symbols.",
               .is_repeatable = true,
               .takes_several = true},
              {.long_name = "--wide", .help = "Wide.", .commands = 2}}};
}

Invocation split(std::vector<std::string> arguments) {
  return split_command(made_up_program(), arguments);
}

TEST(SplitCommand, TheFirstWordThatIsNoOptionDecides) {
  EXPECT_EQ(split({"show", "a"}).command, 1U);
  EXPECT_THAT(split({"-j", "2", "show", "a"}).arguments,
              ElementsAre("-j", "2", "a"));
  EXPECT_EQ(split({"man"}).command, 2U);
  EXPECT_EQ(split({"a", "show"}).command, 0U);
  EXPECT_EQ(split({"./show", "b"}).command, 0U);
  EXPECT_EQ(split({"--json", "show", "a", "b"}).command, 0U);
  EXPECT_EQ(split({"--json", "-", "show"}).command, 1U);
  EXPECT_EQ(split({"--", "show", "b"}).command, 0U);
  EXPECT_EQ(split({}).command, 0U);
}

// `--symbols A B PRE POST` is as good as `PRE POST --symbols A B`.
TEST(SplitCommand, ListsTakeWhatPositionalsLeave) {
  EXPECT_THAT(split({"--symbols", "a", "b", "pre", "post"}).arguments,
              ElementsAre("--symbols", "a", "--symbols", "b", "pre", "post"));
  EXPECT_THAT(
      split({"pre", "post", "--symbols", "a", "b", "-q"}).arguments,
      ElementsAre("pre", "post", "--symbols", "a", "--symbols", "b", "-q"));
  EXPECT_THAT(split({"--symbols", "a", "pre", "post", "-q"}).arguments,
              ElementsAre("--symbols", "a", "pre", "post", "-q"));
  EXPECT_THAT(split({"pre", "--symbols", "a", "post"}).arguments,
              ElementsAre("pre", "--symbols", "a", "post"));
  EXPECT_THAT(split({"--json", "x", "y", "pre", "post"}).arguments,
              ElementsAre("--json", "x", "y", "pre", "post"));
  EXPECT_THAT(split({"--symbols", "a", "--", "b", "c", "d"}).arguments,
              ElementsAre("--symbols", "a", "--", "b", "c", "d"));
  EXPECT_THAT(split({"--symbols"}).arguments, ElementsAre("--symbols"));
}

TEST(CommandSummary, NamesEachCommandWithAWord) {
  EXPECT_THAT(command_summary(made_up_program()), HasSubstr("  show PRE "));
  EXPECT_EQ(command_summary({.name = "tool", .purpose = ""}), "");
}

// A program that is nothing without a command's word.
ProgramText program_with_words() {
  return {.name = "tool",
          .purpose = "everything",
          .commands = {{"", "Does what the word says."},
                       {"pack",
                        "Pack.",
                        {{.name = "PART",
                          .help = "what to pack",
                          .is_repeatable = true}}}},
          .options = {{.long_name = "--wide", .help = "Wide.", .commands = 2}}};
}

TEST(ProgramText, MayNeedAWord) {
  EXPECT_FALSE(made_up_program().needs_word());
  EXPECT_TRUE(program_with_words().needs_word());
  EXPECT_THAT(command_summary(program_with_words()),
              AllOf(HasSubstr("  pack PART... "), Not(HasSubstr("./pack"))));
  const std::string page = render_man_page(program_with_words(), {});
  EXPECT_THAT(
      page,
      HasSubstr(".SH SYNOPSIS\n.nf\n\\fBtool\\fR "
                "\\fBpack\\fR [\\fIOPTION\\fR...] \\fIPART\\fR...\n.fi\n"));
  EXPECT_THAT(page, HasSubstr("Takes \\fB\\-\\-wide\\fR.\n"));
  EXPECT_THAT(page, HasSubstr(".SH OPTIONS\n.TP\n\\fB\\-\\-wide\\fR\n"));
}

TEST(Completions, ARepeatedArgumentIsCompletedEachTime) {
  EXPECT_THAT(*render_completions(program_with_words(), "zsh"),
              HasSubstr("'*:PART:_files'"));
}

TEST(CheckOutputs, EachHasItsOwnPlace) {
  using Paths = std::array<std::string, 2>;
  EXPECT_TRUE(check_outputs(Paths{"-", "a"}));
  EXPECT_TRUE(check_outputs(Paths{"", ""}));
  EXPECT_TRUE(check_outputs(Paths{"/dev/null", "/dev/null"}));
  EXPECT_THAT(check_outputs(Paths{"-", "-"}).error().message,
              HasSubstr("standard output"));
  EXPECT_THAT(check_outputs(Paths{"a", "a"}).error().message,
              HasSubstr("to a"));
}

TEST(ManPage, OptionsAreDescribedOnce) {
  const std::string page =
      render_man_page(made_up_program(), {".SH END\n", "make it\n"});
  EXPECT_THAT(page, HasSubstr(".SH OPTIONS OF SHOW ONLY\n.TP\n"
                              "\\fB\\-\\-wide\\fR\nWide.\n.SH END\n"
                              ".SH ENVIRONMENT\n"));
  EXPECT_THAT(page, EndsWith(".SH EXAMPLES\n.EX\nmake it\n.EE\n"));
  EXPECT_THAT(page, HasSubstr("Takes \\fB\\-\\-json\\fR.\n"));
}

TEST(Completions, OptionsAreOfferedWhereTheyAreTaken) {
  const std::string fish = *render_completions(made_up_program(), "fish");
  EXPECT_THAT(fish, HasSubstr("complete -c tool -l json -r"));
  EXPECT_THAT(fish, HasSubstr("-n '__fish_seen_subcommand_from show' -l wide"));
  EXPECT_THAT(fish,
              HasSubstr("-n 'not __fish_seen_subcommand_from show' -s q"));
  const std::string bash = *render_completions(made_up_program(), "bash");
  EXPECT_THAT(bash, HasSubstr("show) COMPREPLY=($(compgen -W \"--help "
                              "--version --json --wide\""));
  EXPECT_THAT(bash, Not(HasSubstr("man) COMPREPLY")));
}

} // namespace
} // namespace hotpatch
