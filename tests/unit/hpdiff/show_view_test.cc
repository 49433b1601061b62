#include "hpdiff/show_view.h"

#include "tests/unit/hpdiff/made_up_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using Kind = ShownRow::Kind;
using testing::HasSubstr;

ShownRow row(Kind kind, std::string pre, std::string post) {
  ShownRow shown;
  shown.kind = kind;
  shown.pre = std::move(pre);
  shown.post = std::move(post);
  return shown;
}

ShownFunction made_up_function_view() {
  ShownFunction shown;
  shown.summary = made_up_report().functions[0];
  shown.renames = {"ebp -> ebx"};
  for (int i = 0; i < 6; ++i)
    shown.rows.push_back(row(Kind::equal, "nop", "nop"));
  ShownRow changed = row(Kind::changed, "mov esi, 10", "mov esi, 12");
  changed.pre_line = 99;
  changed.post_line = 101;
  changed.comment = "argument 2 (line) of ERR_set_debug";
  shown.rows.push_back(changed);
  shown.rows.push_back(row(Kind::folded, "mov ebp, eax", "mov ebx, eax"));
  shown.rows.push_back(row(Kind::folded, "push ebp", "push ebx"));
  shown.rows.push_back(row(Kind::deleted, "cdq", ""));
  shown.rows.push_back(row(Kind::inserted, "", "call memcpy"));
  shown.rows.push_back(row(Kind::equal, "ret", "ret"));
  return shown;
}

constexpr std::string_view head =
    "grown(int)  in a.o\n"
    "1000 -> 5096 bytes (+4096), 250 -> 1274 instructions, similarity 0.5833, "
    "class code, flags G--S---\n"
    "renamed registers: ebp -> ebx\n\n";

TEST(ShowView, Unified) {
  EXPECT_EQ(render_shown(made_up_function_view(), {.context = 1}, {}),
            std::string(head) +
                R"(  ... 5 equal
          nop
- 99      mov esi, 10
+    101  mov esi, 12  ; argument 2 (line) of ERR_set_debug
~ ... 2 with renamed registers only
-         cdq
+         call memcpy
          ret
)");
}

TEST(ShowView, SideBySide) {
  ShownFunction shown = made_up_function_view();
  shown.rows[6].pre_line = shown.rows[6].post_line = 0;
  EXPECT_EQ(
      render_shown(shown,
                   {.layout = ShowOptions::Layout::side_by_side, .context = 1},
                   {.columns = 43}),
      std::string(head) +
          R"(  ... 5 equal
nop                    nop
mov esi, 10          | mov esi, ...et_debug
~ ... 2 with renamed registers only
cdq                  < )" +
          "\n" +
          R"(                     > call memcpy
ret                    ret
)");
}

TEST(ShowView, ShortEqualRunsAreNotFolded) {
  ShownFunction shown = made_up_function_view();
  const std::string text = render_shown(shown, {.context = 5}, {});
  EXPECT_THAT(text, testing::Not(HasSubstr("equal\n")));
}

TEST(ShowView, ColoursAndHarmlessText) {
  ShownFunction shown = made_up_function_view();
  shown.rows[9].pre = "call \x1b[2J";
  const std::string text = render_shown(shown, {}, {.has_color = true});
  EXPECT_THAT(text, HasSubstr("call \\x1b[2J"));
  EXPECT_THAT(text, HasSubstr("\x1b[32m+"));
}

TEST(ShowView, OneSideOnly) {
  ShownFunction shown;
  shown.summary = made_up_function("fresh", FunctionClass::added, 0, 48);
  shown.rows = {row(Kind::inserted, "", "ret")};
  EXPECT_EQ(render_shown(shown, {}, {}),
            "fresh  in a.o\nabsent -> 48 bytes (+48), class added\n\n+ ret\n");
}

} // namespace
} // namespace hotpatch
