#include "hpcompile/options.h"

#include "cli/man_page.h"
#include "hpcompile/manual.h"
#include "tests/unit/cli/option_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::HasSubstr;

CompileOptions good_options() {
  CompileOptions options;
  options.pre = "pre";
  options.post = "post";
  options.image = "base.so";
  options.output = "fix.payload";
  return options;
}

TEST(CompileOptionTable, KeepsItsPromises) { expect_sound(compile_program()); }

TEST(Allowance, NameEndsAtTheFirstEqualsSign) {
  const Expected<Allowance> one =
      parse_allowance("changed-data:ns::table[3]=checked: a=b");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->slug, "changed-data");
  EXPECT_EQ(one->name, "ns::table[3]");
  EXPECT_EQ(one->reason, "checked: a=b");
}

TEST(Allowance, AllPartsAreNeeded) {
  for (std::string_view text :
       {"", "changed-data", "changed-data:x", "changed-data=x", ":x=y",
        "changed-data:=y", "changed-data:x=", "changed-data:x=  "})
    EXPECT_FALSE(parse_allowance(text)) << text;
}

TEST(Allowance, OnlyWhatThereIsAndCanBeAccepted) {
  EXPECT_THAT(parse_allowance("no-such:x=y").error().message,
              HasSubstr("expected one of foreign-rebuild, changed-data"));
  EXPECT_THAT(parse_allowance("unbound:x=y").error().message,
              HasSubstr("cannot be accepted"));
}

TEST(CompileCheck, APayloadNeedsAPlaceUnlessDry) {
  CompileOptions options = good_options();
  EXPECT_TRUE(check(options));
  options.output.clear();
  EXPECT_THAT(check(options).error().message, HasSubstr("-o is missing"));
  options.is_dry_run = true;
  EXPECT_TRUE(check(options));
  options.command = CompileCommand::validate;
  options.is_dry_run = false;
  EXPECT_TRUE(check(options));
}

TEST(CompileCheck, OneOutputOnStandardOutput) {
  CompileOptions options = good_options();
  options.json = "-";
  EXPECT_TRUE(check(options));
  options.output = "-";
  EXPECT_THAT(check(options).error().message, HasSubstr("two outputs"));
}

TEST(CompileCheck, NoInputIsWrittenOver) {
  CompileOptions options = good_options();
  options.output = options.image;
  EXPECT_THAT(check(options).error().message, HasSubstr("input base.so"));
  options = good_options();
  options.post_image = options.json = "post.so";
  EXPECT_FALSE(check(options));
}

TEST(CompileCheck, PostSymbolsNeedAPostImage) {
  CompileOptions options = good_options();
  options.post_symbols = {"post.pdb"};
  EXPECT_FALSE(check(options));
}

TEST(CompileInputsOf, NothingIsLost) {
  CompileOptions options = good_options();
  options.symbols = {"a.pdb"};
  options.post_image = "post.so";
  options.post_symbols = {"b.pdb"};
  options.sequence = 9;
  options.allow = {{"changed-data", "x", "y"}};
  options.include_noise = true;
  options.threads = 3;
  const CompileInputs inputs = compile_inputs_of(options);
  EXPECT_EQ(inputs.pre, "pre");
  EXPECT_EQ(inputs.post, "post");
  EXPECT_EQ(inputs.image, "base.so");
  EXPECT_EQ(inputs.symbols, options.symbols);
  EXPECT_EQ(inputs.post_image, "post.so");
  EXPECT_EQ(inputs.post_symbols, options.post_symbols);
  EXPECT_EQ(inputs.sequence, 9U);
  ASSERT_EQ(inputs.allow.size(), 1U);
  EXPECT_TRUE(inputs.include_noise);
  EXPECT_EQ(inputs.threads, 3U);
}

TEST(CompileGolden, ManPage) {
  EXPECT_EQ(
      render_man_page(text_of(compile_program()), compile_manual_closing()),
      golden("hpcompile.1"));
}

TEST(CompileGolden, Completions) {
  expect_golden_completions(compile_program());
}

} // namespace
} // namespace hotpatch
