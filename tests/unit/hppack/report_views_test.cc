// Text of made-up reports, in full where the text is the contract.
#include "hppack/report_csv.h"
#include "hppack/report_junit.h"
#include "hppack/report_markdown.h"
#include "hppack/report_text.h"
#include "tests/unit/hppack/made_up_sizes.h"

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

// Neither escapes nor invalid UTF-8 nor what reorders text.
void expect_printable(const std::string &text) {
  EXPECT_EQ(text.find_first_of(std::string_view("\x1b\xff\0", 3)),
            std::string::npos);
  EXPECT_THAT(text, Not(HasSubstr("\u202e")));
}

TEST(SizeText, Everything) {
  EXPECT_EQ(
      render_size_text(made_up_full_sizes(), {.grouping = Grouping::thousands}),
      R"(package  foo, sequence number 3, channel stable, replaces all up to 2
size     1,700 bytes: header 32, manifest 368, signatures 100, payload libfoo.so.1 1,200
closes   CVE-2026-0001, CVE-2026-0002
payload  libfoo.so.1, 9,000 bytes: functions 640, code between functions 24, records 336, headers 8,000

COMPARED                    BYTES  SAVED BY THE PACKAGE  ITS SHARE
full image              1,000,000              +998,300     0.17 %
full image, compressed    350,000              +348,300     0.49 %
smallest delta             15,000               +13,300     11.3 %
payloads                    9,000                +7,300     18.9 %
package                     1,700                     -          -

IMAGE             FULL  COMPRESSED   DELTA  PAYLOAD  PACKED  FUNCTIONS  MEMORY
libfoo.so.1  1,000,000     350,000  15,000    9,000   1,200          3  12,288

REASON   BYTES  BASE  FUNCTION      OBJECT
changed    500   480  parse_header  parse.o
added      140     -  bounded_copy  util.o
changed      0   480  parse_alias   parse.o

memory   post/libfoo.so.1 takes 1,028,096 bytes in a process (code 700,416, data 327,680)

to 1,000 endpoints at 1,000,000 bytes per second:
SENT                            BYTES  SECONDS
full image              1,000,000,000    1,000
full image, compressed    350,000,000      350
smallest delta             15,000,000       15
package                     1,700,000        2

baseline baseline.json, sequence number 2, 1,500 bytes, sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

passed: package: package is 1,700 bytes, within the limit of 2,048 bytes
failed: growth: payload of libfoo.so.1 is 9,000 bytes, +1,000 against the baseline's 8,000, 500 over the limit of growth by 500 bytes; override until 2026-01-31 has expired
  see docs/size.md

1 of 2 limits exceeded
)");
}

TEST(SizeText, WhatIsNotKnownIsADash) {
  EXPECT_THAT(render_size_text(made_up_sizes(), {}),
              HasSubstr("libbar.so.2        -           -      -     8500     "
                        "300          -       -\n"));
}

TEST(SizeText, HostileTextIsHarmless) {
  const std::string text = render_size_text(hostile_sizes(), {});
  expect_printable(text);
  EXPECT_THAT(text, Not(HasSubstr("\r")));
  EXPECT_THAT(render_size_text(made_up_full_sizes(), {.has_color = true}),
              HasSubstr("\x1b[31mfailed\x1b[0m: growth"));
}

TEST(ShareText, HasDigitsThatCount) {
  EXPECT_EQ(share_text(1, 0), "");
  EXPECT_EQ(share_text(1, 1000), "0.10 %");
  EXPECT_EQ(share_text(1, 100'000), "0.00 %");
  EXPECT_EQ(share_text(25, 1000), "2.5 %");
  EXPECT_EQ(share_text(3, 2), "150 %");
  EXPECT_EQ(share_text(0, 7), "0.00 %");
}

TEST(VerdictText, CountsWhatIsNotPassed) {
  SizeReport report = made_up_full_sizes();
  EXPECT_EQ(verdict_text(report), "1 of 2 limits exceeded");
  report.budgets[1].status = BudgetStatus::accepted;
  report.budgets[0].status = BudgetStatus::skipped;
  EXPECT_EQ(verdict_text(report),
            "none of 2 limits exceeded, 1 by override, 1 without a baseline");
  EXPECT_EQ(verdict_text(made_up_sizes()), "");
}

TEST(SizeCsv, OneFigureALine) {
  EXPECT_EQ(render_size_csv(made_up_full_sizes()),
            "kind,image,object,name,reason,bytes,base_bytes\r\n"
            "package,,,foo,,1700,\r\n"
            "package_part,,,header,,32,\r\n"
            "package_part,,,manifest,,368,\r\n"
            "package_part,,,signatures,,100,\r\n"
            "package_part,,,payload libfoo.so.1,,1200,\r\n"
            "full,,,post/libfoo.so.1,,1000000,\r\n"
            "full_zstd,,,post/libfoo.so.1,,400000,\r\n"
            "full_xz,,,post/libfoo.so.1,,350000,\r\n"
            "full_memory,,,post/libfoo.so.1,,1028096,\r\n"
            "delta,libfoo.so.1,,zstd --patch-from -19,,20000,\r\n"
            "delta,libfoo.so.1,,bsdiff,,15000,\r\n"
            "payload,libfoo.so.1,,,,9000,\r\n"
            "packed,libfoo.so.1,,,,1200,\r\n"
            "memory,libfoo.so.1,,,,12288,\r\n"
            "payload_part,libfoo.so.1,,functions,,640,\r\n"
            "payload_part,libfoo.so.1,,code between functions,,24,\r\n"
            "payload_part,libfoo.so.1,,records,,336,\r\n"
            "payload_part,libfoo.so.1,,headers,,8000,\r\n"
            "function,libfoo.so.1,parse.o,parse_header,changed,500,480\r\n"
            "function,libfoo.so.1,parse.o,parse_alias,changed,0,480\r\n"
            "function,libfoo.so.1,util.o,bounded_copy,added,140,0\r\n");
}

TEST(SizeCsv, HostileTextIsHarmless) {
  const std::string text = render_size_csv(hostile_sizes());
  expect_printable(text);
  EXPECT_EQ(count(text, "\n"), count(text, "\r\n")); // no line is broken
  EXPECT_EQ(count(text, "\r\n"),
            count(render_size_csv(made_up_full_sizes()), "\r\n"));
  EXPECT_THAT(text, Not(HasSubstr(",=")));
  EXPECT_THAT(text, Not(HasSubstr(",\"=")));
}

TEST(SizeJunit, OneCaseForEachLimit) {
  SizeReport report = made_up_full_sizes();
  report.budgets.push_back({.budget = "other",
                            .status = BudgetStatus::skipped,
                            .limit = 5,
                            .note = "it was not measured"});
  EXPECT_EQ(render_size_junit(report),
            R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="3" failures="1">
  <testsuite name="hppack foo" tests="3" failures="1" errors="0" skipped="1">
    <testcase classname="hppack.budget" name="package: package"><system-out>passed: package is 1,700 bytes, within the limit of 2,048 bytes</system-out></testcase>
    <testcase classname="hppack.budget" name="growth: payload of libfoo.so.1, growth"><failure message="payload of libfoo.so.1 is 9,000 bytes, +1,000 against the baseline&#39;s 8,000, 500 over the limit of growth by 500 bytes; override until 2026-01-31 has expired" type="budget">see docs/size.md</failure></testcase>
    <testcase classname="hppack.budget" name="other: package"><skipped message="package; it was not measured"/></testcase>
  </testsuite>
</testsuites>
)");
}

TEST(SizeJunit, HostileTextIsHarmless) {
  const std::string text = render_size_junit(hostile_sizes());
  expect_printable(text);
  EXPECT_EQ(count(text, "<"), count(text, ">"));
  EXPECT_THAT(text, Not(HasSubstr("<script")));
  EXPECT_THAT(text, Not(HasSubstr("]]>")));
}

// Whole lines, every element closed.
void expect_whole(const std::string &text) {
  EXPECT_EQ(count(text, "\n<details>"), count(text, "\n</details>"));
  EXPECT_EQ(count(text, "<summary>"), count(text, "</summary>"));
  EXPECT_EQ(count(text, "<code>"), count(text, "</code>"));
  EXPECT_TRUE(text.empty() || text.ends_with('\n'));
}

TEST(SizeMarkdown, Everything) {
  EXPECT_EQ(render_size_markdown(made_up_full_sizes(), default_markdown_limit),
            R"(<!-- hppack:foo -->
### Hotpatch size: <code>foo</code> 3: 1,700 bytes, 1 of 2 limits exceeded

| compared | bytes | saved by the package | its share |
|---|--:|--:|--:|
| full image | 1,000,000 | +998,300 | 0.17 % |
| full image, compressed | 350,000 | +348,300 | 0.49 % |
| smallest delta | 15,000 | +13,300 | 11.3 % |
| payloads | 9,000 | +7,300 | 18.9 % |
| **package** | 1,700 |  |  |

| budget | | |
|---|---|---|
| package | passed | package is 1,700 bytes, within the limit of 2,048 bytes |
| growth | **failed** | payload of libfoo.so.1 is 9,000 bytes, +1,000 against the baseline&#39;s 8,000, 500 over the limit of growth by 500 bytes; override until 2026-01-31 has expired; see docs/size.md |

| image | full | compressed | delta | payload | packed | functions | memory |
|---|--:|--:|--:|--:|--:|--:|--:|
| <code>libfoo.so.1</code> | 1,000,000 | 350,000 | 15,000 | 9,000 | 1,200 | 3 | 12,288 |

closes CVE-2026-0001, CVE-2026-0002

to 1,000 endpoints at 1,000,000 bytes per second:

| sent | bytes | seconds |
|---|--:|--:|
| full image | 1,000,000,000 | 1,000 |
| full image, compressed | 350,000,000 | 350 |
| smallest delta | 15,000,000 | 15 |
| package | 1,700,000 | 2 |

baseline <code>baseline.json</code>, sequence number 2, 1,500 bytes, <code>sha256&#58;aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</code>

<details><summary>3 functions</summary>

| reason | bytes | base bytes | function | object | image |
|---|--:|--:|---|---|---|
| changed | 500 | 480 | <code>parse_header</code> | <code>parse.o</code> | <code>libfoo.so.1</code> |
| added | 140 |  | <code>bounded_copy</code> | <code>util.o</code> | <code>libfoo.so.1</code> |
| changed | 0 | 480 | <code>parse_alias</code> | <code>parse.o</code> | <code>libfoo.so.1</code> |

</details>
)");
}

TEST(SizeMarkdown, HostileTextStaysInItsCell) {
  const std::string text =
      render_size_markdown(hostile_sizes(), default_markdown_limit);
  expect_whole(text);
  expect_printable(text);
  EXPECT_THAT(text, Not(HasSubstr("<script")));
  EXPECT_THAT(text, Not(HasSubstr("`")));
  EXPECT_THAT(text, Not(HasSubstr("@")));
  EXPECT_EQ(
      count(text, "\n"),
      count(render_size_markdown(made_up_full_sizes(), default_markdown_limit),
            "\n"));
}

SizeReport large_sizes() {
  SizeReport report = made_up_full_sizes();
  for (int i = 0; i < 3000; ++i)
    report.images[0].functions.push_back(
        {.object = "object_" + std::to_string(i / 3) + ".o",
         .name = "function_" + std::to_string(i),
         .bytes = 100});
  return report;
}

TEST(SizeMarkdown, NeverOverTheLimitAndNeverCut) {
  const SizeReport report = large_sizes();
  for (std::size_t limit = 0; limit < 70'000; limit += 997) {
    const std::string text = render_size_markdown(report, limit);
    EXPECT_LE(text.size(), limit);
    expect_whole(text);
  }
}

TEST(SizeMarkdown, FoldsStepByStep) {
  const SizeReport report = large_sizes();
  EXPECT_THAT(render_size_markdown(report, 1'000'000),
              HasSubstr("| <code>function_2999</code> |"));
  std::string text = render_size_markdown(report, 60'000);
  EXPECT_THAT(text, Not(HasSubstr("function_2999")));
  EXPECT_THAT(text, HasSubstr("| <code>object_999.o</code> | 3 | 300 |"));
  text = render_size_markdown(report, 10'000);
  EXPECT_THAT(text, HasSubstr("more objects, which the JSON and HTML"));
  for (std::size_t limit = 2'500; text.find("<details>") != text.npos;
       limit -= 50)
    text = render_size_markdown(report, limit);
  EXPECT_THAT(text, HasSubstr("3,003 functions, which the JSON and HTML"));
  EXPECT_EQ(render_size_markdown(report, 60),
            "hppack: 1,700 bytes, 1 of 2 limits exceeded\n");
  EXPECT_EQ(render_size_markdown(report, 10), "");
}

} // namespace
} // namespace hotpatch
