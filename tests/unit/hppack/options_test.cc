#include "hppack/options.h"

#include "cli/man_page.h"
#include "formats/package/fault.h"
#include "hppack/manual.h"
#include "tests/support/expected.h"
#include "tests/unit/cli/option_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::HasSubstr;

PackOptions good_options(PackCommand command) {
  PackOptions options;
  options.command = command;
  options.output = "out";
  return options;
}

TEST(PackOptionTable, KeepsItsPromises) { expect_sound(pack_program()); }

TEST(PackOptionTable, HasAnEntryForEachCommand) {
  const ProgramText text = text_of(pack_program());
  EXPECT_TRUE(text.needs_word());
  ASSERT_EQ(text.commands.size(),
            static_cast<std::size_t>(PackCommand::man) + 1);
  EXPECT_EQ(text.commands.back().word, "man");
}

TEST(PackGolden, Completions) { expect_golden_completions(pack_program()); }

TEST(PackGolden, ManPage) {
  EXPECT_EQ(render_man_page(text_of(pack_program()), pack_manual_closing()),
            golden("hppack.1"));
}

// A secret on a command line can be read by everybody on the machine.
TEST(PackOptionTable, TakesNoPassphrase) {
  for (const OptionText &option : text_of(pack_program()).options)
    EXPECT_NE(option.long_name, "--passphrase");
}

TEST(PackManual, NamesEachFault) {
  const std::string page =
      render_man_page(text_of(pack_program()), pack_manual_closing());
  for (std::size_t i = 0; i < package_fault_count; ++i)
    EXPECT_THAT(
        page,
        HasSubstr(".B " + roff_literal(slug_of(static_cast<PackageFault>(i)))));
}

TEST(PackCheck, WhatIsForThePageNeedsOne) {
  PackOptions options = good_options(PackCommand::report);
  options.output.clear();
  options.diff = "diff.json";
  EXPECT_ERROR(check(options), malformed, "--html is missing");
  options.html = "report.html";
  EXPECT_OK(check(options));
  options.html.clear();
  options.diff.clear();
  options.history = "history.json";
  EXPECT_ERROR(check(options), malformed, "--html is missing");
}

TEST(PackCheck, ACommandIsNeeded) {
  EXPECT_ERROR(check(PackOptions()), malformed, "a command is missing");
  EXPECT_OK(check(good_options(PackCommand::build)));
}

TEST(PackCheck, APrivateKeyIsNoOutputForAPipe) {
  PackOptions options = good_options(PackCommand::keygen);
  EXPECT_OK(check(options));
  options.output = "-";
  EXPECT_ERROR(check(options), malformed, "private key");
}

TEST(PackCheck, OneSourceForOneThing) {
  PackOptions options = good_options(PackCommand::build);
  options.passphrase = {.fd = 0, .file = "words"};
  EXPECT_ERROR(check(options), malformed, "both given");
  options.passphrase = {};
  options.notes = "text";
  options.notes_file = "file";
  EXPECT_ERROR(check(options), malformed, "both given");
}

TEST(PackCheck, OneOutputInOnePlace) {
  PackOptions options = good_options(PackCommand::build);
  options.json = options.output;
  EXPECT_ERROR(check(options), malformed, "two outputs");
  options.json = options.output = "-";
  EXPECT_ERROR(check(options), malformed, "two outputs");
}

TEST(PackCheck, NothingIsCheckedWhereNobodyIsTrusted) {
  PackOptions options = good_options(PackCommand::show);
  EXPECT_OK(check(options));
  options.images = {"base.so"};
  EXPECT_ERROR(check(options), malformed, "--trust is missing");
  options.trust = {"key.pub"};
  EXPECT_OK(check(options));
  options = good_options(PackCommand::show);
  options.product = "shop";
  EXPECT_ERROR(check(options), malformed, "--trust is missing");
}

TEST(PackCheck, WantsADirectoryForPayloads) {
  PackOptions options = good_options(PackCommand::extract);
  EXPECT_OK(check(options));
  options.output = "-";
  EXPECT_ERROR(check(options), malformed, "into a directory");
}

} // namespace
} // namespace hotpatch
