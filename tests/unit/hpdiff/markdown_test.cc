#include "hpdiff/markdown.h"

#include "tests/unit/hpdiff/made_up_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::HasSubstr;
using testing::Not;

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + part.size()))
    ++n;
  return n;
}

// Whole lines, every table row closed, every element and fence closed.
void expect_whole(const std::string &text) {
  EXPECT_EQ(count(text, "\n<details>"), count(text, "\n</details>"));
  EXPECT_EQ(count(text, "<summary>"), count(text, "</summary>"));
  EXPECT_EQ(count(text, "<code>"), count(text, "</code>"));
  EXPECT_EQ(count(text, "\n```") % 2, 0U);
  EXPECT_TRUE(text.empty() || text.ends_with('\n'));
}

DiffReport big_report(std::size_t functions) {
  DiffReport report = made_up_report();
  for (std::size_t i = 0; i < functions; ++i) {
    FunctionDiff function = made_up_function("function_" + std::to_string(i),
                                             FunctionClass::code, 100, 200 + i);
    function.object = "object_" + std::to_string(i / 10) + ".o";
    function.instructions = {
        {InstructionRow::Kind::changed, "mov eax, 1", "mov eax, 2"}};
    add(report, function);
  }
  for (std::size_t i = 0; i < functions / 10; ++i)
    report.skipped.push_back({"s" + std::to_string(i), "bitcode", "", false});
  return report;
}

TEST(Markdown, InFull) {
  const DiffReport report = made_up_report();
  EXPECT_EQ(render_markdown(report, all_rows(report), 60000),
            R"(<!-- hpdiff -->
### hpdiff: <code>pre.a</code> → <code>post.a</code>: differs

| class | functions | pre bytes | post bytes | delta |
|---|--:|--:|--:|--:|
| line_only | 1 | 40 | 40 | 0 |
| constant | 1 | 64 | 64 | 0 |
| code | 1 | 1,000 | 5,096 | +4,096 |
| added | 1 | 0 | 48 | +48 |
| removed | 1 | 32 | 0 | -32 |

data: 1 resized

objects: 1 identical, 2 compared, 0 added, 0 removed

<details><summary>5 functions</summary>

| class | flags | pre | post | delta | similarity | function | object |
|---|---|--:|--:|--:|--:|---|---|
| code | G--S--- | 1,000 | 5,096 | +4,096 | 0.58 | <code>grown(int)</code> | <code>a.o</code> |
| line_only | ------- | 40 | 40 | 0 | 1.00 | <code>lines</code> | <code>a.o</code> |
| constant | ------- | 64 | 64 | 0 | 0.99 | <code>after (was before)</code> | <code>b.o (from a.o)</code> |
| removed | ------- | 32 |  | -32 |  | <code>gone</code> | <code>a.o</code> |
| added | ------- |  | 48 | +48 |  | <code>fresh</code> | <code>a.o</code> |

<details><summary><code>grown(int)</code></summary>

```diff
      push rbp
-     mov eax, 1
+     mov eax, 2
+     call memcpy
```

</details>

</details>

<details><summary>1 data</summary>

| class | pre | post | delta | name | section | object |
|---|--:|--:|--:|---|---|---|
| resized | 8 | 16 | +8 | <code>table</code> | <code>.data</code> | <code>a.o</code> |

</details>

<details><summary>1 skipped input</summary>

| object | reason | detail |
|---|---|---|
| <code>c.o</code> | <code>bitcode</code> | LLVM bitcode; compile without -flto |

</details>
)");
}

TEST(Markdown, NeverOverTheLimitAndNeverCut) {
  for (const unsigned functions : {0U, 3U, 40U, 3000U}) {
    const DiffReport report = big_report(functions);
    const Listing listing = all_rows(report);
    for (std::size_t limit = 0; limit < 300000; limit = limit * 3 / 2 + 7) {
      const std::string text = render_markdown(report, listing, limit);
      EXPECT_LE(text.size(), limit);
      expect_whole(text);
    }
  }
}

TEST(Markdown, FoldsStepByStep) {
  const DiffReport report = big_report(3000);
  const Listing listing = all_rows(report);
  const std::string full = render_markdown(report, listing, 10'000'000);
  EXPECT_THAT(full, HasSubstr("```diff"));
  const std::string rows = render_markdown(report, listing, full.size() - 1);
  EXPECT_THAT(rows, Not(HasSubstr("```diff")));
  EXPECT_THAT(rows, HasSubstr("<code>function_2999</code>"));
  const std::string objects = render_markdown(report, listing, 60000);
  EXPECT_THAT(objects, Not(HasSubstr("function_2999")));
  EXPECT_THAT(objects, HasSubstr("<code>object_299.o</code> | 10 |"));
  const std::string few = render_markdown(report, listing, 5000);
  EXPECT_THAT(few, HasSubstr("more objects, which the JSON"));
  const std::string totals = render_markdown(report, listing, 800);
  EXPECT_THAT(totals, HasSubstr("3,005 functions, 1 row of data"));
  EXPECT_EQ(render_markdown(report, listing, 20), "hpdiff: differs\n");
}

TEST(Markdown, HostileNamesCannotLeaveTheirCell) {
  DiffReport report;
  FunctionDiff function = made_up_function(
      "a|b`c<img src=x>@all[l](u)*b*__i__\\|\n#1 http://x </code></details>",
      FunctionClass::code, 4, 8);
  function.instructions = {
      {InstructionRow::Kind::changed, "```\n</details>", "~~~"}};
  add(report, function);
  const std::string text = render_markdown(report, all_rows(report), 60000);
  expect_whole(text);
  EXPECT_THAT(text, HasSubstr("a&#124;b&#96;c&#60;img src=x&#62;&#64;all&#91;l"
                              "&#93;(u)&#42;b&#42;&#95;&#95;i&#95;&#95;"));
  EXPECT_THAT(text, Not(HasSubstr("http://")));
  EXPECT_THAT(text, HasSubstr("\n-     ```\\x0a</details>\n"));
}

} // namespace
} // namespace hotpatch
