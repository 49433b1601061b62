// Whether references lead to the same thing.
#include "hpdiff/equality.h"
#include "hpdiff/match.h"
#include "tests/support/made_object.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using namespace std::string_literals;

class EqualityTest : public testing::Test {
protected:
  Equality &equality() {
    pre_side.emplace(pre.object(), &decoder);
    post_side.emplace(post.object(), &decoder);
    matched = match(*pre_side, *post_side);
    return tested.emplace(*pre_side, *post_side, matched);
  }

  static Target content(std::uint32_t section, std::int64_t offset,
                        std::int64_t delta = 0) {
    return {Target::Kind::content, section, offset, delta};
  }
  static Target symbol(std::uint32_t index, std::int64_t offset = 0) {
    return {Target::Kind::symbol, index, offset};
  }
  static Target datum(std::uint32_t index, std::int64_t offset = 0) {
    return {Target::Kind::datum, index, offset};
  }

  MadeObject pre, post;
  Decoder decoder{Isa::x86_64};
  std::optional<Side> pre_side, post_side;
  Correspondence matched;
  std::optional<Equality> tested;
};

TEST_F(EqualityTest, SymbolsByNameAndOffset) {
  pre.undefined("f");
  post.undefined("g");
  post.undefined("f");
  Equality &e = equality();
  EXPECT_TRUE(e.same(symbol(0), symbol(1), nullptr));
  EXPECT_FALSE(e.same(symbol(0), symbol(0), nullptr));
  EXPECT_FALSE(e.same(symbol(0), symbol(1, 4), nullptr));
}

TEST_F(EqualityTest, DataByTheirMatchNotTheirContent) {
  for (MadeObject *made : {&pre, &post})
    made->section(".data", SectionKind::writable, std::string(8, '\1'));
  pre.datum("a", 0, 0, 4);
  pre.datum("b", 0, 4, 4);
  post.datum("b", 0, 0, 4);
  post.datum("a", 0, 4, 4);
  Equality &e = equality();
  EXPECT_TRUE(e.same(datum(0), datum(1), nullptr));
  EXPECT_FALSE(e.same(datum(0), datum(0), nullptr));
  EXPECT_FALSE(e.same(datum(0), datum(1, 2), nullptr));
}

TEST_F(EqualityTest, UnnamedContentByItsBytes) {
  pre.section(".rodata", SectionKind::read_only, "\1\2\3\4"s);
  post.section(".rodata", SectionKind::read_only, "\1\2\3\5"s);
  post.section(".rodata", SectionKind::read_only, "\1\2\3\4"s);
  Equality &e = equality();
  EXPECT_TRUE(e.same(content(0, 0), content(1, 0), nullptr));
  EXPECT_FALSE(e.same(content(0, 0), content(0, 0), nullptr));
  EXPECT_FALSE(e.same(content(0, 0), content(1, 0, 1), nullptr))
      << "another place in it";
}

TEST_F(EqualityTest, AKnownNumberOfBytes) {
  pre.section(".rodata", SectionKind::read_only, "\1\2\3\4"s);
  post.section(".rodata", SectionKind::read_only, "\1\2\3\5"s);
  Equality &e = equality();
  EXPECT_TRUE(e.same_bytes_at(content(0, 0), content(0, 0), 3));
  EXPECT_FALSE(e.same_bytes_at(content(0, 0), content(0, 0), 4));
  EXPECT_FALSE(e.same_bytes_at(content(0, 1), content(0, 1), 4))
      << "past the end";
}

TEST_F(EqualityTest, WritableContentHasAnIdentity) {
  pre.section(".data", SectionKind::writable, "\1\2\3\4\1\2\3\4"s);
  post.section(".data", SectionKind::writable, "\1\2\3\4\1\2\3\4"s);
  Equality &e = equality();
  EXPECT_TRUE(e.same(content(0, 0), content(0, 0), nullptr));
  EXPECT_FALSE(e.same(content(0, 0), content(0, 4), nullptr));
}

TEST_F(EqualityTest, ContentThatRefersToItself) {
  for (MadeObject *made : {&pre, &post}) {
    made->section(".rodata", SectionKind::read_only, std::string(8, '\0'));
    std::uint32_t here =
        made->symbol("", SymbolKind::section, Linkage::local, 0, 0);
    made->pointer(0, 0, here);
  }
  EXPECT_TRUE(equality().same(content(0, 0), content(0, 0), nullptr));
}

TEST_F(EqualityTest, ContentByWhatItRefersTo) {
  for (MadeObject *made : {&pre, &post})
    made->section(".rodata", SectionKind::read_only, std::string(8, '\0'));
  pre.pointer(0, 0, pre.undefined("f"));
  post.pointer(0, 0, post.undefined("g"));
  EXPECT_FALSE(equality().same(content(0, 0), content(0, 0), nullptr));
}

TEST_F(EqualityTest, PlacesInCodeNeedLabelsOrEqualCode) {
  for (auto [made, bytes] : {std::pair(&pre, "\x90\x90\xc3"s),
                             std::pair(&post, "\x90\x31\xc0\xc3"s)}) {
    made->section(".text", SectionKind::code, bytes);
    made->function("f", 0, 0, bytes.size(), Linkage::local);
  }
  Target start{Target::Kind::code, 0, 0}, inside{Target::Kind::code, 0, 1};
  Labels labels{
      .pre = 0, .post = 0, .pre_labels = {{1, 7}}, .post_labels = {{1, 7}}};
  Equality &e = equality();
  EXPECT_TRUE(e.same(start, start, nullptr)) << "matched functions";
  EXPECT_FALSE(e.same(inside, inside, nullptr));
  EXPECT_TRUE(e.same(inside, inside, &labels));
}

TEST_F(EqualityTest, NeighboursOfAnAddressWithoutASymbol) {
  for (MadeObject *made : {&pre, &post})
    made->section(".data", SectionKind::writable, std::string(1024, '\1'));
  pre.datum("a", 0, 0, 100);
  pre.datum("b", 0, 200, 8);
  pre.datum("far", 0, 700, 8);
  post.datum("a", 0, 0, 100);
  post.datum("c", 0, 200, 8);
  post.datum("other", 0, 700, 8);
  Equality &e = equality();
  EXPECT_FALSE(e.same_neighbour(datum(0), datum(0), Indexed::no));
  EXPECT_TRUE(e.same_neighbour(datum(1), datum(1), Indexed::no))
      << "the next is 500 bytes away";
  EXPECT_FALSE(e.same_neighbour(datum(1), datum(1), Indexed::yes));
}

TEST_F(EqualityTest, WhatEndsAtTheAddressCounts) {
  for (MadeObject *made : {&pre, &post})
    made->section(".data", SectionKind::writable, std::string(16, '\1'));
  pre.datum("a", 0, 0, 8);
  pre.datum("c", 0, 8, 8);
  post.datum("b", 0, 0, 8);
  post.datum("c", 0, 8, 8);
  EXPECT_FALSE(equality().same_neighbour(datum(1), datum(1), Indexed::no));
}

TEST_F(EqualityTest, UnsizedDataReachPastAReferenceIntoThem) {
  for (MadeObject *made : {&pre, &post}) {
    made->section(".rdata", SectionKind::read_only, std::string(16, '\1'), 4);
    std::uint32_t here =
        made->symbol(".rdata", SymbolKind::section, Linkage::local, 0, 0);
    made->datum("tab", 0, 0);
    made->section(".data", SectionKind::writable, std::string(8, '\0'));
    made->pointer(1, 0, here, 8);
  }
  Equality &e = equality();
  auto [a, b] =
      e.comparable(pre_side->contents().data[0], post_side->contents().data[0]);
  EXPECT_EQ(a, (Extent{0, 0, 16}));
  EXPECT_EQ(b, (Extent{0, 0, 16}));
}

TEST_F(EqualityTest, FillBehindUnsizedData) {
  // pre: 12 bytes and 4 of fill up to the section's alignment; post: 12 bytes
  // and then another datum.
  std::string twelve(12, '\1');
  pre.section(".data", SectionKind::writable, twelve + "\0\0\0\0"s, 16);
  post.section(".data", SectionKind::writable, twelve + "\2\2\2\2"s, 16);
  pre.datum("tab", 0, 0);
  post.datum("tab", 0, 0);
  post.datum("next", 0, 12);
  Equality &e = equality();
  auto [a, b] =
      e.comparable(pre_side->contents().data[0], post_side->contents().data[0]);
  EXPECT_EQ(a.size(), 12U);
  EXPECT_EQ(b.size(), 12U);
}

TEST_F(EqualityTest, MoreZerosThanAnAlignmentAreContent) {
  std::string twelve(12, '\1');
  pre.section(".data", SectionKind::writable, twelve + std::string(20, '\0'),
              16);
  post.section(".data", SectionKind::writable, twelve + "\2\2\2\2"s, 16);
  pre.datum("tab", 0, 0);
  post.datum("tab", 0, 0);
  post.datum("next", 0, 12);
  Equality &e = equality();
  auto [a, b] =
      e.comparable(pre_side->contents().data[0], post_side->contents().data[0]);
  EXPECT_NE(a.size(), b.size());
}

} // namespace
} // namespace hotpatch
