// The pairing funnel, level by level.
#include "hpdiff/match.h"
#include "tests/support/made_object.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using namespace std::string_literals;

constexpr SectionKind code = SectionKind::code;
// 16 bytes and more can be told apart: mov eax, N; ten no-operations; ret.
std::string body(char n) {
  std::string bytes = "\xb8"s + n + "\0\0\0"s;
  for (int i = 0; i < 6; ++i)
    bytes += "\x83\xc0\x07"s; // add eax, 7
  return bytes + "\xc3"s;
}

class Match : public testing::Test {
protected:
  // A function in a section of its own.
  static std::uint32_t add(MadeObject &made, std::string_view name,
                           std::string bytes,
                           Linkage linkage = Linkage::local) {
    std::uint64_t size = bytes.size();
    std::uint32_t section = made.section(".text", code, std::move(bytes));
    made.function(name, section, 0, size, linkage);
    return section;
  }

  Correspondence run() {
    pre_side.emplace(pre.object(), &decoder);
    post_side.emplace(post.object(), &decoder);
    return match(*pre_side, *post_side);
  }

  MadeObject pre, post;
  Decoder decoder{Isa::x86_64};
  std::optional<Side> pre_side, post_side;
};

TEST_F(Match, ByNameWhateverTheContent) {
  add(pre, "f", body(1));
  add(pre, "g", body(2));
  add(post, "g", body(1));
  add(post, "f", body(2));
  Correspondence matched = run();
  EXPECT_EQ(matched.post_function, (std::vector<std::uint32_t>{1, 0}));
  EXPECT_EQ(matched.pre_function, (std::vector<std::uint32_t>{1, 0}));
  EXPECT_EQ(matched.function_by[0], MatchBy::name);
}

TEST_F(Match, SeveralOfOneNameByContentFirst) {
  add(pre, "f", body(1));
  add(pre, "f", body(2));
  add(post, "f", body(3));
  add(post, "f", body(1));
  EXPECT_EQ(run().post_function, (std::vector<std::uint32_t>{1, 0}));
}

TEST_F(Match, ByBaseName) {
  add(pre, "f.constprop.0", body(1));
  add(post, "f.constprop.1", body(2));
  Correspondence matched = run();
  EXPECT_EQ(matched.post_function, (std::vector<std::uint32_t>{0}));
  EXPECT_EQ(matched.function_by[0], MatchBy::base_name);
}

TEST_F(Match, ByContentUnderAnotherName) {
  add(pre, "before", body(1));
  add(post, "after", body(1));
  Correspondence matched = run();
  EXPECT_EQ(matched.post_function, (std::vector<std::uint32_t>{0}));
  EXPECT_EQ(matched.function_by[0], MatchBy::content);
}

TEST_F(Match, ShortFunctionsHaveNoTellingContent) {
  add(pre, "before", "\x31\xc0\xc3"s);
  add(post, "after", "\x31\xc0\xc3"s);
  EXPECT_EQ(run().post_function, (std::vector<std::uint32_t>{no_index}));
}

TEST_F(Match, ByNeighboursOfMatchedFunctions) {
  for (auto [made, name, n] :
       {std::tuple(&pre, "before", '\1'), std::tuple(&post, "after", '\2')}) {
    std::uint32_t caller =
        add(*made, "caller", "\xe8\0\0\0\0\xc3"s, Linkage::global);
    add(*made, name, body(n));
    made->pc_relative(caller, 1, 1);
  }
  Correspondence matched = run();
  EXPECT_EQ(matched.post_function, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(matched.function_by[1], MatchBy::neighbours);
}

TEST_F(Match, NothingInCommon) {
  add(pre, "before", body(1));
  add(post, "after", body(2));
  Correspondence matched = run();
  EXPECT_EQ(matched.post_function, (std::vector<std::uint32_t>{no_index}));
  EXPECT_EQ(matched.pre_function, (std::vector<std::uint32_t>{no_index}));
  EXPECT_EQ(matched.function_by[0], MatchBy::none);
}

TEST_F(Match, DataByName) {
  for (MadeObject *made : {&pre, &post})
    made->section(".data", SectionKind::writable, std::string(8, '\1'));
  pre.datum("a", 0, 0, 4);
  pre.datum("b", 0, 4, 4);
  post.datum("b", 0, 0, 4);
  post.datum("c", 0, 4, 4);
  Correspondence matched = run();
  EXPECT_EQ(matched.post_datum, (std::vector<std::uint32_t>{no_index, 0}));
  EXPECT_EQ(matched.datum_by[1], MatchBy::name);
}

TEST_F(Match, NumberedDataByTheFunctionsThatUseThem) {
  for (MadeObject *made : {&pre, &post})
    made->section(".bss", SectionKind::writable, std::string(8, '\0'));
  pre.datum("n.0", 0, 0, 4);
  pre.datum("n.1", 0, 4, 4);
  post.datum("n.0", 0, 0, 4);
  post.datum("n.1", 0, 4, 4);
  for (auto [made, of_f] : {std::pair(&pre, 0U), std::pair(&post, 1U)})
    for (auto [name, symbol] :
         {std::pair("f", of_f), std::pair("g", 1 - of_f)}) {
      std::uint32_t text = add(*made, name, "\x8b\x05\0\0\0\0\xc3"s);
      made->pc_relative(text, 2, symbol);
    }
  Correspondence matched = run();
  EXPECT_EQ(matched.post_datum, (std::vector<std::uint32_t>{1, 0}));
}

TEST_F(Match, FingerprintsOfContentIgnoreWhereTheFunctionIs) {
  add(pre, "f", body(1));
  add(post, "other", body(2));
  add(post, "f", body(1));
  run();
  EXPECT_EQ(content_fingerprint(*pre_side, 0),
            content_fingerprint(*post_side, 1));
  EXPECT_NE(content_fingerprint(*pre_side, 0),
            content_fingerprint(*post_side, 0));
}

} // namespace
} // namespace hotpatch
