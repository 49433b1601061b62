// Carried unwind information as parts of a selection.
#include "hpcompile/unwind_part.h"

#include "tests/support/hex.h"
#include "tests/unit/hpcompile/made_up_parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::MadeUpChange;
using test::MadeUpParts;
using Form = UnwindPiece::FieldForm;

constexpr Rva text = made_up_text;

// Functions f and g of the post object, whose code is parts 0 and 1, and a
// handler that the base has.
struct World {
  MadeUpChange change;
  std::uint32_t handler = 0;
  Selection selection;
  SharedParts shared;
  std::vector<Refusal> refusals;

  explicit World(ObjectFormat format) : change(format) {
    change.add_pre(MadeUpObject(format));
    MadeUpObject post(format);
    post.function("f", "31c0 31c9 c3");
    post.function("g", "31d2 c3");
    handler = post.undefined("handler");
    change.add_post(std::move(post));
    change.image.name("handler", text + 0x80, PlaceKind::function);
    change.finish();
    selection.parts.resize(2);
  }
  void add(std::uint32_t function, const CarriedUnwind &unwind) {
    MadeUpParts parts(change);
    add_unwind(parts.context, 0, function, {function}, unwind, shared,
               selection);
    refusals = std::move(parts.refusals);
  }
};

UnwindPiece piece(std::string_view hex,
                  std::vector<UnwindPiece::Field> fields = {}) {
  UnwindPiece piece;
  piece.bytes = from_hex(hex);
  piece.fields = std::move(fields);
  return piece;
}

TEST(UnwindPart, ARangeIsCodeAndItsRecord) {
  World world(ObjectFormat::coff);
  CarriedUnwind unwind;
  unwind.pieces = {piece("01000000")};
  unwind.ranges = {{1, 5, 0}};
  world.add(0, unwind);
  ASSERT_EQ(world.selection.parts.size(), 3U);
  EXPECT_EQ(world.selection.parts[2].section, PayloadSectionKind::unwind);
  EXPECT_EQ(world.selection.parts[2].bytes, from_hex("01000000"));
  EXPECT_FALSE(world.selection.parts[2].is_frame);
  ASSERT_EQ(world.selection.unwind.size(), 1U);
  const SelectedUnwind &range = world.selection.unwind[0];
  EXPECT_EQ(range.code_part, 0U);
  EXPECT_EQ(range.begin, 1U);
  EXPECT_EQ(range.end, 5U);
  EXPECT_EQ(range.info_part, 2U);
  EXPECT_EQ(range.cie_part, no_index);
}

TEST(UnwindPart, PiecesLeadToEachOtherAndIntoTheFunction) {
  World world(ObjectFormat::elf);
  CarriedUnwind unwind;
  const Target inside{Target::Kind::code,
                      MadeUpChange::function(world.change.post, "f"), 2};
  unwind.pieces = {
      piece("00000000 00000000",
            {{.at = 0,
              .form = Form::rel32,
              .target = inside,
              .piece = no_index,
              .addend = 1},
             {.at = 4, .form = Form::payload_rva, .target = {}, .piece = 1}}),
      piece("ff")};
  unwind.ranges = {{0, 5, 0}};
  world.add(0, unwind);
  const Part &part = world.selection.parts[2];
  ASSERT_EQ(part.links.size(), 2U);
  EXPECT_EQ(part.links[0], (Link{0, Link::Form::rel32, 0, 0, 3}));
  EXPECT_EQ(part.links[1].form, Link::Form::payload_rva);
  EXPECT_EQ(part.links[1].part, 3U);
}

TEST(UnwindPart, HandlersOfTheBaseAreReachedThroughOneJump) {
  World world(ObjectFormat::coff);
  CarriedUnwind unwind;
  const Target handler{Target::Kind::symbol, world.handler, 0};
  unwind.pieces = {piece("00000000", {{.at = 0,
                                       .form = Form::payload_rva,
                                       .target = handler,
                                       .is_handler = true}})};
  unwind.ranges = {{0, 3, 0}};
  world.add(0, unwind);
  world.add(1, unwind);
  EXPECT_TRUE(world.refusals.empty());
  // Two records and one jump.
  ASSERT_EQ(world.selection.parts.size(), 5U);
  const std::uint32_t jump = world.selection.parts[2].links.at(0).part;
  EXPECT_EQ(world.selection.parts[4].links.at(0).part, jump);
  const Part &stub = world.selection.parts[jump];
  EXPECT_EQ(stub.section, PayloadSectionKind::code);
  EXPECT_EQ(stub.bytes, from_hex("e9 00000000"));
  ASSERT_EQ(stub.links.size(), 1U);
  EXPECT_EQ(stub.links[0],
            (Link{1, Link::Form::rel32, no_index, text + 0x80, -4}));
}

TEST(UnwindPart, OtherPlacesOfTheBaseHaveNoRva) {
  World world(ObjectFormat::coff);
  CarriedUnwind unwind;
  unwind.pieces = {piece(
      "00000000", {{.at = 0,
                    .form = Form::payload_rva,
                    .target = {Target::Kind::symbol, world.handler, 0}}})};
  unwind.ranges = {{0, 3, 0}};
  world.add(0, unwind);
  ASSERT_EQ(world.refusals.size(), 1U);
  EXPECT_EQ(world.refusals[0].reason, RefusalReason::unsupported_unwind);
}

TEST(UnwindPart, EqualCommonRecordsAreOne) {
  World world(ObjectFormat::elf);
  CarriedUnwind unwind;
  unwind.pieces = {piece("08000000 00000000 aaaaaaaa")};
  unwind.cies = {piece("04000000 00000000")};
  unwind.cie_of_piece = {0};
  unwind.ranges = {{0, 3, 0}};
  world.add(0, unwind);
  world.add(1, unwind);
  ASSERT_EQ(world.selection.unwind.size(), 2U);
  const std::uint32_t cie = world.selection.unwind[0].cie_part;
  ASSERT_NE(cie, no_index);
  EXPECT_EQ(world.selection.unwind[1].cie_part, cie);
  EXPECT_TRUE(world.selection.parts[cie].is_frame);
  EXPECT_TRUE(
      world.selection.parts[world.selection.unwind[0].info_part].is_frame);
}

} // namespace
} // namespace hotpatch
