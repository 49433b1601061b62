#include "cli/terminal.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

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

} // namespace
} // namespace hotpatch
