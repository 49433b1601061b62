#include "hpdiff/options.h"

#include "formats/core/file.h"
#include "hpdiff/completions.h"
#include "hpdiff/man_page.h"
#include "hpdiff/progress.h"
#include "hpdiff/terminal.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

namespace hotpatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Invocation split(std::vector<std::string> arguments) {
  return split_command(arguments);
}

TEST(SplitCommand, TheFirstWordThatIsNoOptionDecides) {
  EXPECT_EQ(split({"show", "a", "b", "f"}).command, Command::show);
  EXPECT_THAT(split({"-j", "2", "show", "a"}).arguments,
              ElementsAre("-j", "2", "a"));
  EXPECT_EQ(split({"man"}).command, Command::man);
  EXPECT_EQ(split({"a", "show"}).command, Command::diff);
  EXPECT_EQ(split({"./show", "b"}).command, Command::diff);
  EXPECT_EQ(split({"--json", "show", "a", "b"}).command, Command::diff);
  EXPECT_EQ(split({"--json", "-", "show"}).command, Command::show);
  EXPECT_EQ(split({"--", "show", "b"}).command, Command::diff);
  EXPECT_EQ(split({}).command, Command::diff);
}

TEST(OptionTable, NamesAreUniqueAndDocumented) {
  std::set<std::string_view> names;
  for (const OptionSpec &spec : option_table()) {
    EXPECT_TRUE(names.insert(spec.long_name).second) << spec.long_name;
    EXPECT_TRUE(spec.short_name.empty() ||
                names.insert(spec.short_name).second);
    EXPECT_TRUE(spec.long_name.starts_with("--"));
    EXPECT_TRUE(spec.help.ends_with('.')) << spec.long_name;
    EXPECT_EQ(spec.kind == ValueKind::none, spec.value_name.empty());
    EXPECT_NE(spec.commands, 0);
    ASSERT_NE(spec.apply, nullptr);
  }
}

// The words that completion offers are those that are accepted.
TEST(OptionTable, EveryWordIsAccepted) {
  for (const OptionSpec &spec : option_table())
    for (std::string_view rest = spec.words; !rest.empty();) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      EXPECT_TRUE(spec.apply({}, rest.substr(0, end)))
          << spec.long_name << " " << rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

TEST(OptionTable, BadValuesAreErrors) {
  for (const OptionSpec &spec : option_table()) {
    const bool is_checked =
        spec.kind == ValueKind::word || spec.kind == ValueKind::word_list ||
        spec.value_name == "N" || spec.value_name == "BYTES";
    for (std::string_view value :
         {"nonsense", "-1", "1x", " 1", "99999999999999999999999"})
      EXPECT_EQ(spec.apply({}, value).has_value(), !is_checked)
          << spec.long_name << " " << value;
  }
}

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

// Written once by `hpdiff man` and `hpdiff completions SHELL`; a new option
// changes them by hand.
std::string golden(const std::string &name) {
  const Expected<MappedFile> file =
      MappedFile::open(std::string(HP_GOLDEN_DIR) + "/" + name);
  return file ? std::string(as_text(file->bytes())) : "missing: " + name;
}

TEST(Golden, ManPage) { EXPECT_EQ(render_man_page(), golden("hpdiff.1")); }

TEST(Golden, Completions) {
  EXPECT_EQ(*render_completions("bash"), golden("hpdiff.bash"));
  EXPECT_EQ(*render_completions("zsh"), golden("_hpdiff"));
  EXPECT_EQ(*render_completions("fish"), golden("hpdiff.fish"));
  EXPECT_FALSE(render_completions("tcsh"));
}

TEST(StyleFor, ColourFollowsModeAndTerminal) {
  const Terminal good{.is_terminal = true, .columns = 100};
  EXPECT_TRUE(style_for(ColorMode::automatic, good).has_color);
  EXPECT_FALSE(style_for(ColorMode::never, good).has_color);
  EXPECT_FALSE(style_for(ColorMode::automatic, {}).has_color);
  EXPECT_TRUE(style_for(ColorMode::always, {}).has_color);
  const Terminal dumb{.is_terminal = true, .is_dumb = true};
  EXPECT_FALSE(style_for(ColorMode::automatic, dumb).has_color);
  const Terminal no_color{.is_terminal = true, .no_color = true};
  EXPECT_FALSE(style_for(ColorMode::automatic, no_color).has_color);
  EXPECT_EQ(style_for(ColorMode::automatic, good).grouping,
            Grouping::thousands);
}

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
