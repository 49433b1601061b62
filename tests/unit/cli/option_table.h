// What must hold of every tool's table of options.
#ifndef HOTPATCH_TESTS_UNIT_CLI_OPTION_TABLE_H
#define HOTPATCH_TESTS_UNIT_CLI_OPTION_TABLE_H

#include "cli/completions.h"
#include "cli/options.h"
#include "formats/core/file.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

namespace hotpatch {

inline std::vector<std::string> words_of(std::string_view list) {
  std::vector<std::string> words;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    words.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return words;
}

inline void expect_documented(const ProgramText &program) {
  std::set<std::string_view> names;
  for (const OptionText &option : program.options) {
    EXPECT_TRUE(names.insert(option.long_name).second) << option.long_name;
    EXPECT_TRUE(option.short_name.empty() ||
                names.insert(option.short_name).second)
        << option.short_name;
    EXPECT_TRUE(option.long_name.starts_with("--"));
    EXPECT_TRUE(option.help.ends_with('.')) << option.long_name;
    EXPECT_EQ(option.kind == ValueKind::none, option.value_name.empty());
    EXPECT_NE(option.commands, 0);
    EXPECT_EQ(option.required_by & ~option.commands, 0);
  }
  EXPECT_TRUE(program.commands.at(0).word.empty());
}

// Names are unique and documented; the words that completion offers are those
// that are accepted; bad numbers and words are errors.
template <typename Options>
void expect_sound(const BasicProgram<Options> &program) {
  expect_documented(text_of(program));
  for (const BasicOption<Options> &option : program.options) {
    ASSERT_NE(option.apply, nullptr);
    for (const std::string &word : words_of(option.text.words))
      EXPECT_TRUE(option.apply({}, word))
          << option.text.long_name << " " << word;
    const bool is_checked = option.text.kind == ValueKind::word ||
                            option.text.kind == ValueKind::word_list ||
                            option.text.value_name == "N" ||
                            option.text.value_name == "BYTES" ||
                            option.text.value_name == "TIME" ||
                            option.text.value_name.contains(':');
    for (std::string_view value :
         {"nonsense", "-1", "1x", " 1", "99999999999999999999999"})
      EXPECT_EQ(option.apply({}, value).has_value(), !is_checked)
          << option.text.long_name << " " << value;
  }
}

// A file of tests/golden.  They were written once by `TOOL man` and `TOOL
// completions SHELL`; a new option changes them by hand.
inline std::string golden(const std::string &name) {
  const Expected<MappedFile> file =
      MappedFile::open(std::string(HP_GOLDEN_DIR) + "/" + name);
  return file ? std::string(as_text(file->bytes())) : "missing: " + name;
}

template <typename Options>
void expect_golden_completions(const BasicProgram<Options> &program) {
  const ProgramText text = text_of(program);
  const std::string name(program.name);
  EXPECT_EQ(*render_completions(text, "bash"), golden(name + ".bash"));
  EXPECT_EQ(*render_completions(text, "zsh"), golden("_" + name));
  EXPECT_EQ(*render_completions(text, "fish"), golden(name + ".fish"));
  EXPECT_FALSE(render_completions(text, "tcsh"));
}

} // namespace hotpatch

#endif
