#include "hpdiff/json.h"

#include "tests/unit/hpdiff/made_up_report.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string json_of(const DiffReport &report) {
  std::string text;
  write_json(report, all_rows(report),
             [&](std::string_view piece) { text += piece; });
  return text;
}

// The lines that begin with `begin`, which is how rows are told apart.
std::string row_of(const std::string &json, std::string_view name) {
  const std::size_t at = json.find("\"name\":\"" + std::string(name));
  const std::size_t begin = json.rfind('\n', at);
  return json.substr(begin + 1, json.find('\n', at) - begin - 1);
}

TEST(Json, Head) {
  EXPECT_THAT(json_of({}), testing::StartsWith(
                               R"({"schema":"hpdiff.report/1","tool":{"name")"
                               R"(:"hpdiff","version":")"));
  EXPECT_THAT(json_of({}), HasSubstr(R"("verdict":"same")"));
  EXPECT_THAT(json_of({}),
              testing::EndsWith(R"("functions":[],"data":[],"skipped":[]})"
                                "\n"));
  EXPECT_THAT(json_of(made_up_report()), HasSubstr(R"("verdict":"differs")"));
}

TEST(Json, Function) {
  EXPECT_EQ(
      row_of(json_of(made_up_report()), "_Z5growni"),
      R"x({"object":"a.o","name":"_Z5growni","demangled":"grown(int)",)x"
      R"("linkage":"global","section":".text","offset":16,"class":"code",)"
      R"("flags":["control_flow","stack_frame"],)"
      R"("pre":{"size":1000,)"
      R"("instructions":250,)"
      R"("digest":"xxh128:000000000000000100000000000003e8"},)"
      R"("post":{"size":5096,)"
      R"("instructions":1274,)"
      R"("digest":"xxh128:000000000000000100000000000013e8"},)"
      R"("similarity":0.5833,"match":{"by":"name"},)"
      R"("pieces":["_Z5growni.cold"],)"
      R"("evidence":["block 3 is new","calls memcpy"],)"
      R"("instructions":[)"
      R"({"kind":"equal","pre":"push rbp","post":"push rbp"},)"
      R"({"kind":"changed","pre":"mov eax, 1","post":"mov eax, 2"},)"
      R"({"kind":"inserted","pre":"","post":"call memcpy"}]},)");
}

TEST(Json, RenamedMovedAndOneSided) {
  const std::string json = json_of(made_up_report());
  EXPECT_THAT(row_of(json, "after"),
              HasSubstr(R"("similarity":0.9999,"match":{"by":"content"},)"
                        R"("renamed_from":"before","moved_from":"a.o",)"));
  EXPECT_THAT(row_of(json, "lines"), HasSubstr(R"("similarity":1.0,)"));
  EXPECT_THAT(row_of(json, "gone"), HasSubstr(R"("post":null,)"));
  EXPECT_THAT(row_of(json, "fresh"), HasSubstr(R"("pre":null,)"));
}

TEST(Json, DataAndSkipped) {
  const std::string json = json_of(made_up_report());
  EXPECT_EQ(row_of(json, "table"),
            R"({"object":"a.o","name":"table","demangled":null,)"
            R"("linkage":"global","section":".data","class":"resized",)"
            R"("pre":{"size":8},)"
            R"("post":{"size":16},"match":{"by":"name"},)"
            R"("evidence":["offset 8: absent, 0x01"]}],"skipped":[)");
  EXPECT_THAT(json, HasSubstr(R"({"object":"c.o","reason":"bitcode","detail":)"
                              R"("LLVM bitcode; compile without -flto",)"
                              R"("hint":"","is_trouble":true})"));
}

TEST(Json, NamesOfAnyBytesAreTextWithoutControlCharacters) {
  DiffReport report;
  std::string name;
  for (int c = 0; c < 256; ++c)
    name += static_cast<char>(c);
  add(report, made_up_function(name, FunctionClass::added, 0, 4));
  const std::string json = json_of(report);
  EXPECT_TRUE(std::ranges::all_of(
      json, [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7f); }));
  EXPECT_THAT(json, HasSubstr(R"(\\x00\\x01)"));
  EXPECT_THAT(json, HasSubstr(R"(!\"#)"));
  EXPECT_THAT(json, HasSubstr(R"(\\xff")"));
}

TEST(Json, IsWrittenInPieces) {
  DiffReport report;
  for (int i = 0; i < 2000; ++i)
    add(report,
        made_up_function("f" + std::to_string(i), FunctionClass::added, 0, 4));
  std::size_t largest = 0, pieces = 0;
  write_json(report, all_rows(report), [&](std::string_view piece) {
    largest = std::max(largest, piece.size());
    ++pieces;
  });
  EXPECT_GT(pieces, 2U);
  EXPECT_LE(largest, 65536U);
}

} // namespace
} // namespace hotpatch
