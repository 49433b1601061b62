// Table, CSV, HTML, --explain and --stat of the made-up report, in full where
// the text is the contract.
#include "hpdiff/csv.h"
#include "hpdiff/explain.h"
#include "hpdiff/html.h"
#include "hpdiff/table.h"
#include "tests/unit/hpdiff/made_up_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// What a hostile file may call a function.
constexpr std::string_view hostile_name =
    "=cmd|'/c'!A1\x1b]0;x\x07<script>alert(1)</script>\"&`@all\n| x |\xff";

DiffReport hostile_report() {
  DiffReport report;
  FunctionDiff function =
      made_up_function(std::string(hostile_name), FunctionClass::code, 4, 8);
  function.object = function.pre->object = function.post->object = hostile_name;
  function.demangled = hostile_name;
  function.post->section = hostile_name;
  function.evidence = {std::string(hostile_name)};
  function.instructions = {
      {InstructionRow::Kind::changed, std::string(hostile_name), "```"}};
  add(report, function);
  DataDiff data;
  data.object = data.name = data.section = hostile_name;
  data.cls = DataClass::resized;
  add(report, data);
  report.skipped = {
      {std::string(hostile_name), "reason", std::string(hostile_name), true}};
  report.pre.path = report.post.path = hostile_name;
  return report;
}

std::string table_of(const DiffReport &report, const Listing &listing,
                     const TextStyle &style) {
  std::string text;
  write_table(report, listing, style,
              [&text](std::string_view piece) { text += piece; });
  return text;
}

std::string csv_of(const DiffReport &report, const Listing &listing) {
  std::string text;
  write_csv(report, listing,
            [&text](std::string_view piece) { text += piece; });
  return text;
}

bool has_control_characters(std::string_view text) {
  return text.find_first_of(std::string_view("\x1b\x07\0\xff", 4)) !=
         std::string_view::npos;
}

TEST(Table, ForAFile) {
  const DiffReport report = made_up_report();
  EXPECT_EQ(table_of(report, all_rows(report), {}),
            R"(pre   pre.a  (3 objects, 12345 bytes)
post  post.a  (3 objects, 23456 bytes)
objects: 1 identical, 2 compared, 0 added, 0 removed

CLASS      FUNCTIONS  PRE BYTES  POST BYTES  DELTA
line_only          1         40          40      0
constant           1         64          64      0
code               1       1000        5096  +4096
added              1          0          48    +48
removed            1         32           0    -32

CLASS      FLAGS     PRE  POST  DELTA   SIM  FUNCTION                    OBJECT
code       G--S---  1000  5096  +4096  0.58  grown(int)                  a.o
line_only  -------    40    40      0  1.00  lines                       a.o
constant   -------    64    64      0  0.99  after (was before) (local)  b.o (from a.o)
removed    -------    32     -    -32     -  gone                        a.o
added      -------     -    48    +48     -  fresh                       a.o

DATA     PRE  POST  DELTA  NAME   SECTION  OBJECT
resized    8    16     +8  table  .data    a.o

skipped: 1 input
  c.o: bitcode: LLVM bitcode; compile without -flto

flags: G control flow, I instructions, O operands, S stack frame, C calls, D referenced data, U unwind
differs: 1 removed, 1 added, 1 code, 1 constant; data 1 resized; 1 line_only; skipped 1
next: hpdiff show pre.a post.a _Z5growni
)");
}

TEST(Table, FitsATerminal) {
  DiffReport report = made_up_report();
  report.functions[0].demangled = std::string(300, 'n');
  report.functions[0].object = std::string(300, 'o');
  const TextStyle style{.grouping = Grouping::thousands, .columns = 80};
  const std::string text = table_of(report, all_rows(report), style);
  EXPECT_THAT(text, HasSubstr("+4,096"));
  EXPECT_THAT(text, HasSubstr("nnn...nnn"));
  std::size_t begin = text.find("CLASS      FLAGS");
  for (std::size_t end; (end = text.find('\n', begin)) > begin; begin = end + 1)
    EXPECT_LE(end - begin, 80U) << text.substr(begin, end - begin);
}

TEST(Table, ColourOnlyWhenAsked) {
  const DiffReport report = made_up_report();
  EXPECT_THAT(table_of(report, all_rows(report), {}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(table_of(report, all_rows(report), {.has_color = true}),
              HasSubstr("\x1b[33mcode\x1b[0m"));
}

TEST(Table, SaysHowToSeeWhatTheLimitCut) {
  const DiffReport report = made_up_report();
  const Listing listing = *select_rows(report, {.limit = 2});
  EXPECT_THAT(table_of(report, listing, {}),
              HasSubstr("3 more rows: --limit 0"));
}

TEST(Table, OfNothing) {
  const DiffReport report;
  EXPECT_THAT(table_of(report, {}, {}), HasSubstr("no functions\n\nsame\n"));
}

TEST(Table, HostileNamesAreHarmless) {
  const DiffReport report = hostile_report();
  EXPECT_FALSE(has_control_characters(table_of(report, all_rows(report), {})));
}

TEST(Stat, IsOneLine) {
  EXPECT_EQ(render_stat(made_up_report(), {}),
            "differs: 1 removed, 1 added, 1 code, 1 constant; data 1 resized; "
            "1 line_only; skipped 1; changed code 1096 -> 5208 bytes "
            "(+4112)\n");
  EXPECT_EQ(render_stat({}, {}), "same; changed code 0 -> 0 bytes (0)\n");
}

TEST(Csv, AllColumns) {
  const DiffReport report = made_up_report();
  EXPECT_EQ(
      csv_of(report, all_rows(report)),
      "kind,class,flags,pre_size,post_size,delta,similarity,name,demangled,"
      "linkage,section,object,renamed_from,moved_from\r\n"
      "function,code,G--S---,1000,5096,+4096,0.5833,_Z5growni,grown(int),"
      "global,.text,a.o,,\r\n"
      "function,line_only,,40,40,0,1.0000,lines,,global,.text,a.o,,\r\n"
      "function,constant,,64,64,0,0.9999,after,,local,.text,b.o,before,a.o\r\n"
      "function,removed,,32,,-32,,gone,,global,.text,a.o,,\r\n"
      "function,added,,,48,+48,,fresh,,global,.text,a.o,,\r\n"
      "data,resized,,8,16,+8,,table,,global,.data,a.o,,\r\n");
}

TEST(Csv, FormulasAndQuotesAreHarmless) {
  DiffReport report;
  for (std::string name : {"=1+1", "+x", "-x", "@SUM(A1)", "a,b", "a\"b"})
    add(report, made_up_function(name, FunctionClass::added, 0, 4));
  const std::string text = csv_of(report, all_rows(report));
  for (std::string_view field : {",'=1+1,", ",'+x,", ",'-x,", ",'@SUM(A1),",
                                 ",\"a,b\",", ",\"a\"\"b\","})
    EXPECT_THAT(text, HasSubstr(field));
  const DiffReport hostile = hostile_report();
  EXPECT_FALSE(has_control_characters(csv_of(hostile, all_rows(hostile))));
}

TEST(Html, IsOnePageWithoutReferences) {
  const DiffReport report = made_up_report();
  const std::string page = render_html(report, all_rows(report));
  EXPECT_THAT(page, StartsWith("<!DOCTYPE html>\n<html lang=en>"));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page, HasSubstr("<del>- mov eax, 1</del>\n<ins>+ mov eax, 2"));
  for (std::string_view reference : {"http:", "https:", " src=", " href="})
    EXPECT_THAT(page, Not(HasSubstr(reference)));
}

TEST(Html, HostileNamesAreHarmless) {
  const DiffReport report = hostile_report();
  const std::string page = render_html(report, all_rows(report));
  EXPECT_FALSE(has_control_characters(page));
  EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;&quot;"));
}

TEST(Explain, NamesClassPairingAndEvidence) {
  const Expected<std::string> text =
      explain(made_up_report(), "grown(int)", {});
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, R"(grown(int) in a.o
  class: code: the instructions differ
  match: name: paired by name
  pre:   a.o .text+16, 1000 bytes, 250 instructions, xxh128:000000000000000100000000000003e8
  post:  a.o .text+16, 5096 bytes, 1274 instructions, xxh128:000000000000000100000000000013e8
  flags: control_flow, stack_frame
  similarity: 0.5833
  piece: _Z5growni.cold
  evidence: block 3 is new
  evidence: calls memcpy
)");
}

TEST(Explain, FindsByAnyName) {
  const DiffReport report = made_up_report();
  for (std::string_view name :
       {"_Z5growni", "grown(int)", "a.o:_Z5growni", "a.o:grown(int)"})
    EXPECT_TRUE(is_named(report.functions[0], name)) << name;
  EXPECT_TRUE(is_named(report.functions[2], "before"));
  for (std::string_view name : {"grown", "b.o:_Z5growni", "o:_Z5growni", ""})
    EXPECT_FALSE(is_named(report.functions[0], name)) << name;
  FunctionDiff member = made_up_function("a::b", FunctionClass::code, 1, 2);
  member.object = "lib/libx.a(m.o)";
  for (std::string_view name :
       {"a::b", "m.o:a::b", "libx.a(m.o):a::b", "lib/libx.a(m.o):a::b"})
    EXPECT_TRUE(is_named(member, name)) << name;
}

TEST(Explain, SuggestsWhatLooksLikeIt) {
  const Expected<std::string> text = explain(made_up_report(), "grow", {});
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error(),
            (Error{ErrorCode::mismatch, "no function is named 'grow'",
                   "did you mean _Z5growni"}));
}

} // namespace
} // namespace hotpatch
