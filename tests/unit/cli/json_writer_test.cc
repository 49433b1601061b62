#include "cli/json_writer.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

TEST(JsonWriter, NestsAndSeparates) {
  JsonWriter w;
  w.start_object();
  w.text_member("a", "x");
  w.key("b");
  w.start_array();
  w.number(std::uint64_t{1});
  w.number(std::int64_t{-2});
  w.start_row();
  w.boolean_member("c", true);
  w.end_object();
  w.start_object();
  w.end_object();
  w.end_array();
  w.text_or_null("d", "");
  w.texts_member("e", {"1", "2"});
  w.end_object();
  EXPECT_EQ(std::move(w).finish(),
            "{\"a\":\"x\",\"b\":[1,-2,\n{\"c\":true},{}],\"d\":null,"
            "\"e\":[\"1\",\"2\"]}\n");
}

TEST(JsonWriter, TextIsSafeWhateverItHolds) {
  JsonWriter w;
  w.text("quote\" back\\ esc\x1b bad\xff \u00e4");
  EXPECT_EQ(std::move(w).finish(),
            "\"quote\\\" back\\\\ esc\\\\x1b bad\\\\xff \u00e4\"\n");
}

} // namespace
} // namespace hotpatch
