// Functions and data from symbols, whatever the section layout.
#include "formats/object/extract.h"
#include "tests/support/made_object.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using namespace std::string_literals;

constexpr SectionKind code = SectionKind::code;

std::vector<std::string> names_of(MadeObject &made, const Contents &contents) {
  std::vector<std::string> names;
  for (const Function &function : contents.functions)
    names.push_back(name_of(made.object(), function));
  return names;
}

TEST(Extract, FunctionsOfASharedSection) {
  MadeObject made;
  std::uint32_t text = made.section(".text", code, "\x90\x90\xc3\x90\xc3"s);
  made.function("g", text, 3, 2);
  std::uint32_t f = made.function("f", text, 0, 3);
  Contents contents = extract(made.object());
  EXPECT_EQ(names_of(made, contents), (std::vector<std::string>{"f", "g"}));
  EXPECT_EQ(contents.functions[0].extents, (std::vector<Extent>{{text, 0, 3}}));
  EXPECT_TRUE(contents.functions[0].shares_section);
  EXPECT_EQ(contents.function_of_symbol(f), 0U);
  EXPECT_EQ(contents.function_at(text, 4), (CodePlace{1, 1}));
  EXPECT_EQ(contents.function_at(text, 5), std::nullopt);
}

TEST(Extract, AFunctionAloneInItsSection) {
  MadeObject made;
  std::uint32_t text = made.section(".text.f", code, "\x90\xc3"s);
  made.function("f", text, 0, 2);
  EXPECT_FALSE(extract(made.object()).functions[0].shares_section);
}

TEST(Extract, WithoutASizeUpToTheNextEntry) {
  MadeObject made(ObjectFormat::coff);
  std::uint32_t text = made.section(".text", code, "\xc3\x90\x90\x90\xc3"s);
  made.function("f", text, 0);
  made.function("g", text, 4);
  Contents contents = extract(made.object());
  ASSERT_EQ(contents.functions.size(), 2U);
  EXPECT_EQ(contents.functions[0].extents[0], (Extent{text, 0, 4}));
  EXPECT_EQ(contents.functions[1].extents[0], (Extent{text, 4, 5}));
}

TEST(Extract, CodeThatNoSymbolCoversIsAFunction) {
  MadeObject made;
  std::uint32_t text =
      made.section(".text", code, "\xc3\x90\x90\x90\x31\xc0\xc3"s);
  made.function("f", text, 0, 1);
  Contents contents = extract(made.object());
  EXPECT_EQ(names_of(made, contents),
            (std::vector<std::string>{"f", ".text+0x1"}));
  EXPECT_EQ(contents.functions[1].symbol, no_index);
}

TEST(Extract, FillIsNoFunction) {
  MadeObject made;
  std::uint32_t text = made.section(".text", code, "\xc3\x90\x90\x90"s);
  made.function("f", text, 0, 1);
  Contents contents = extract(made.object());
  EXPECT_EQ(contents.functions.size(), 1U);
  EXPECT_EQ(contents.function_before(text, 2),
            (CodePlace{0, behind_extent(0)}));
  EXPECT_EQ(contents.function_from(text, 2), std::nullopt);
}

TEST(Extract, PiecesBelongToTheirParent) {
  MadeObject made;
  std::uint32_t text = made.section(".text", code, "\x90\xc3"s);
  std::uint32_t cold = made.section(".text.unlikely", code, "\x0f\x0b"s);
  made.function("f", text, 0, 2);
  made.function("f.cold", cold, 0, 2, Linkage::local);
  Contents contents = extract(made.object());
  ASSERT_EQ(contents.functions.size(), 1U);
  EXPECT_EQ(contents.functions[0].size(), 4U);
  EXPECT_EQ(contents.functions[0].piece_symbols.size(), 1U);
  EXPECT_EQ(contents.function_at(cold, 1), (CodePlace{0, 3}))
      << "offsets count through the extents";
  EXPECT_EQ(contents.functions[0].extent_at(1).extent, 0U);
  EXPECT_EQ(contents.functions[0].extent_at(3).extent, 1U);
  EXPECT_EQ(contents.functions[0].extent_at(3).offset, 1U);
  EXPECT_EQ(contents.functions[0].extent_at(7).extent, 1U) << "behind it";
  EXPECT_EQ(contents.functions[0].extent_at(7).offset, 5U);
}

TEST(Extract, APieceWithTwoPossibleParentsStaysAlone) {
  MadeObject made;
  std::uint32_t text = made.section(".text", code, "\xc3\xc3\x0f\x0b"s);
  made.function("f", text, 0, 1, Linkage::local);
  made.function("f", text, 1, 1, Linkage::local);
  made.function("f.cold", text, 2, 2, Linkage::local);
  EXPECT_EQ(extract(made.object()).functions.size(), 3U);
}

TEST(Extract, AliasesAnswerWithTheGlobalOne) {
  MadeObject made;
  std::uint32_t text = made.section(".text", code, "\xc3"s);
  made.function("a_local", text, 0, 1, Linkage::local);
  made.function("z_global", text, 0, 1);
  Contents contents = extract(made.object());
  ASSERT_EQ(contents.functions.size(), 2U);
  std::uint32_t global = contents.function_at(text, 0)->function;
  EXPECT_EQ(name_of(made.object(), contents.functions[global]), "z_global");
  EXPECT_EQ(contents.representative(1 - global), global);
}

TEST(Extract, DataWithAndWithoutSizes) {
  MadeObject made;
  std::uint32_t data =
      made.section(".data", SectionKind::writable, std::string(16, '\1'));
  made.datum("sized", data, 0, 4);
  made.datum("unsized", data, 8);
  Contents contents = extract(made.object());
  ASSERT_EQ(contents.data.size(), 2U);
  EXPECT_EQ(contents.data[0].extent, (Extent{data, 0, 4}));
  EXPECT_EQ(contents.data[1].extent, (Extent{data, 8, 16}));
  EXPECT_EQ(contents.data_at(data, 3), 0U);
  EXPECT_EQ(contents.data_at(data, 4), no_index);
  EXPECT_EQ(contents.data_at(data, 8), 1U);
  EXPECT_EQ(contents.data_at(data, 9), no_index) << "may be another's";
}

TEST(Extract, ContentNamesAreNoData) {
  MadeObject made;
  std::uint32_t rodata =
      made.section(".rodata", SectionKind::read_only, "text\0"s);
  std::uint32_t label = made.datum(".LC0", rodata, 0);
  EXPECT_TRUE(extract(made.object()).data.empty());
  EXPECT_TRUE(is_content_symbol(made.object(), made.object().symbols[label]));
}

TEST(Extract, SectionsThatActByBeingThereAreData) {
  MadeObject made;
  made.section(".init_array", SectionKind::writable, std::string(8, '\0'));
  Contents contents = extract(made.object());
  ASSERT_EQ(contents.data.size(), 1U);
  EXPECT_EQ(name_of(made.object(), contents.data[0]), ".init_array");
}

TEST(Extract, OrderOfSymbolsDoesNotMatter) {
  MadeObject one, two;
  for (MadeObject *made : {&one, &two})
    made->section(".text", code, "\xc3\xc3\xc3"s);
  one.function("f", 0, 0, 1);
  one.function("g", 0, 1, 1);
  one.function("h", 0, 2, 1);
  two.function("h", 0, 2, 1);
  two.function("f", 0, 0, 1);
  two.function("g", 0, 1, 1);
  EXPECT_EQ(names_of(one, extract(one.object())),
            names_of(two, extract(two.object())));
}

} // namespace
} // namespace hotpatch
