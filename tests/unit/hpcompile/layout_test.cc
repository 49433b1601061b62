// Places for the parts of a selection.
#include "hpcompile/layout.h"

#include "tests/support/expected.h"
#include "tests/support/hex.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace hotpatch {
namespace {

Part part(PayloadSectionKind section, std::string_view hex,
          std::uint64_t alignment = 1) {
  Part part{.section = section};
  part.bytes = from_hex(hex);
  part.size = part.bytes.size();
  part.alignment = alignment;
  return part;
}

Expected<Payload> try_lay(const Selection &selection,
                          ObjectFormat format = ObjectFormat::elf) {
  return lay_out(
      selection, format,
      std::vector<std::optional<Redirect>>(selection.functions.size()));
}

Payload lay(const Selection &selection,
            ObjectFormat format = ObjectFormat::elf) {
  Expected<Payload> payload = try_lay(selection, format);
  EXPECT_TRUE(payload.has_value());
  return std::move(payload).value_or(Payload());
}

Part zeros(std::uint64_t size, std::uint64_t alignment) {
  Part part{.section = PayloadSectionKind::writable};
  part.owner = "a.o: zeros";
  part.size = size;
  part.alignment = alignment;
  return part;
}

TEST(Layout, SectionsFollowEachOtherPageByPage) {
  Selection selection;
  selection.parts = {part(PayloadSectionKind::writable, "01"),
                     part(PayloadSectionKind::read_only, "02"),
                     part(PayloadSectionKind::code, "c3")};
  const Payload payload = lay(selection);
  ASSERT_EQ(payload.sections.size(), 3U);
  EXPECT_EQ(payload.sections[0].name, ".text");
  EXPECT_EQ(payload.sections[0].rva, payload_page);
  EXPECT_EQ(payload.sections[1].name, ".rodata");
  EXPECT_EQ(payload.sections[1].rva, 2 * payload_page);
  EXPECT_EQ(payload.sections[2].name, ".data");
  EXPECT_EQ(lay(selection, ObjectFormat::coff).sections[1].name, ".rdata");
}

TEST(Layout, PartsAreAlignedWithFillThatStops) {
  Selection selection;
  selection.parts = {part(PayloadSectionKind::code, "c3", 16),
                     part(PayloadSectionKind::code, "90c3", 4)};
  EXPECT_EQ(lay(selection).sections[0].bytes, from_hex("c3 cccccc 90c3"));
}

TEST(Layout, TheOriginIsWhatIsAligned) {
  Selection selection;
  selection.parts = {part(PayloadSectionKind::code, "c3"),
                     part(PayloadSectionKind::code, "e9e9 90c3", 4)};
  selection.parts[1].origin = 2;
  EXPECT_EQ(lay(selection).sections[0].bytes, from_hex("c3cc e9e9 90c3"));
}

TEST(Layout, ZeroDataAreLastAndTakeNoBytes) {
  Selection selection;
  selection.parts = {zeros(0x20, 8),
                     part(PayloadSectionKind::writable, "01020304")};
  const Payload payload = lay(selection);
  EXPECT_EQ(payload.sections[0].bytes, from_hex("01020304"));
  EXPECT_EQ(payload.sections[0].size, 8U + 0x20U);
}

TEST(Layout, SectionsEndBelow2GiB) {
  constexpr std::uint64_t limit = std::uint64_t{1} << 31;
  Selection selection;
  selection.parts = {part(PayloadSectionKind::code, "c3"),
                     zeros(limit - 3 * payload_page, 1)};
  ASSERT_OK(try_lay(selection));
  selection.parts[1].size += payload_page;
  EXPECT_ERROR(try_lay(selection), unsupported,
               "a.o: zeros: is at 0x2000 and takes 0x7fffe000 bytes, expected "
               "the payload to end before 0x80000000");
  for (std::uint64_t size : {limit << 1, ~std::uint64_t{0}}) {
    selection.parts[1].size = size;
    EXPECT_ERROR(try_lay(selection), unsupported, "a.o: zeros: is at 0x2000");
  }
}

TEST(Layout, ManyPartsTogetherAreTooMuch) {
  Selection selection;
  for (int i = 0; i < 3; ++i)
    selection.parts.push_back(zeros(0x7000'0000, 16));
  EXPECT_ERROR(try_lay(selection), unsupported,
               "a.o: zeros: is at 0x70001000 and takes 0x70000000 bytes");
}

TEST(Layout, NothingIsAlignedBeyondAPage) {
  Selection selection;
  selection.parts = {zeros(1, 1), zeros(1, payload_page)};
  EXPECT_EQ(lay(selection).sections[0].size, payload_page + 1);
  for (std::uint64_t alignment :
       {std::uint64_t{2} * payload_page, std::uint64_t{1} << 63}) {
    selection.parts[1].alignment = alignment;
    EXPECT_ERROR(try_lay(selection), unsupported,
                 "a.o: zeros: is aligned to " + std::to_string(alignment) +
                     " bytes, expected at most 4096, a page");
  }
}

TEST(Layout, LinksWithinThePayloadAreFilledIn) {
  Selection selection;
  selection.parts = {
      part(PayloadSectionKind::code, "e8 00000000 c3"),
      part(PayloadSectionKind::read_only, "0000000000000000", 8)};
  selection.parts[0].links = {{1, Link::Form::rel32, 0, 0, 5 - 4}};
  selection.parts[1].links = {{0, Link::Form::absolute, 0, 0, 5}};
  const Payload payload = lay(selection);
  EXPECT_EQ(payload.sections[0].bytes, from_hex("e8 00000000 c3"));
  EXPECT_EQ(payload.sections[1].bytes, from_hex("0510000000000000"));
  EXPECT_EQ(payload.relative_sites, std::vector<Rva>{0x2000});
  EXPECT_TRUE(payload.fixups.empty());
}

TEST(Layout, LinksIntoTheBaseBecomeFixupsOverItsBytes) {
  Selection selection;
  selection.parts = {part(PayloadSectionKind::code, "e8 11223344 c3"),
                     part(PayloadSectionKind::read_only,
                          "0000000000000000 0000000000000000", 8)};
  selection.parts[0].links = {{1, Link::Form::rel32, no_index, 0x500, -4}};
  selection.parts[1].links = {{0, Link::Form::absolute, no_index, 0x600, 8},
                              {8, Link::Form::copy, no_index, 0x700, 0}};
  const Payload payload = lay(selection);
  EXPECT_EQ(payload.sections[0].bytes, from_hex("e8 11223344 c3"));
  std::vector<Fixup> fixups = payload.fixups;
  std::ranges::sort(fixups);
  EXPECT_EQ(fixups,
            (std::vector<Fixup>{{FixupKind::rel32, 0x1001, 0x500, -4},
                                {FixupKind::absolute, 0x2000, 0x600, 8},
                                {FixupKind::indirect, 0x2008, 0x700, 0}}));
}

TEST(Layout, FunctionsAreWhereTheirEntriesAre) {
  Selection selection;
  selection.parts = {part(PayloadSectionKind::code, "cccc 31c0 c3"),
                     part(PayloadSectionKind::code, "31c9 c3")};
  selection.parts[0].origin = 2;
  SelectedFunction f;
  f.name = "f";
  f.parts = {0};
  f.base_extents = {{0x400, 7}, {0x800, 3}};
  SelectedFunction g;
  g.name = "g";
  g.reason = FunctionReason::added;
  g.parts = {1};
  g.is_call_target = true;
  selection.functions = {f, g};
  Redirect redirect{.kind = RedirectKind::entry, .base_entry = 0x400};
  const Payload payload =
      lay_out(selection, ObjectFormat::elf, {redirect, std::nullopt})
          .value_or(Payload());
  ASSERT_EQ(payload.functions.size(), 2U);
  EXPECT_EQ(payload.functions[0].payload_rva, 0x1002U);
  EXPECT_EQ(payload.functions[0].size, 3U);
  EXPECT_EQ(payload.functions[0].base_rva, 0x400U);
  EXPECT_EQ(payload.functions[0].base_size, 7U);
  ASSERT_EQ(payload.functions[0].base_pieces.size(), 1U);
  EXPECT_FALSE(payload.functions[1].base_rva);
  EXPECT_TRUE(payload.functions[1].is_call_target);
  ASSERT_EQ(payload.redirects.size(), 1U);
  EXPECT_EQ(payload.redirects[0].payload_entry, 0x1002U);
}

TEST(Layout, FramesFollowTheirCommonPart) {
  Selection selection;
  selection.parts = {part(PayloadSectionKind::code, "90 90 90 c3"),
                     part(PayloadSectionKind::unwind,
                          "0c000000 00000000 aaaaaaaa bbbbbbbb", 4),
                     part(PayloadSectionKind::unwind, "04000000 00000000", 4)};
  selection.parts[1].is_frame = selection.parts[2].is_frame = true;
  selection.unwind = {
      {.code_part = 0, .begin = 1, .end = 4, .info_part = 1, .cie_part = 2}};
  const Payload payload = lay(selection);
  ASSERT_EQ(payload.sections.size(), 2U);
  // The FDE's second word leads back from there to the CIE; a zero ends all.
  EXPECT_EQ(payload.sections[1].bytes,
            from_hex("04000000 00000000 0c000000 0c000000 aaaaaaaa bbbbbbbb "
                     "00000000"));
  ASSERT_EQ(payload.unwind.size(), 1U);
  EXPECT_EQ(payload.unwind[0], (PayloadUnwind{0x1001, 0x1004, 0x2008}));
}

} // namespace
} // namespace hotpatch
