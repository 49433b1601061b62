// The hotpatch table in our dialect and in those that Windows may turn out to
// speak.
#include "tests/support/expected.h"
#include "tests/support/hex.h"

#include "formats/payload/records.h"

namespace hotpatch {
namespace {

HotpatchTable example() {
  return {.sequence = 5,
          .base_time_date_stamp = 0x11223344,
          .base_checksum = 0x5566,
          .fixups = {{FixupKind::rel32, 0x1001, 0x2000, -4},
                     {FixupKind::absolute, 0x3000, 0x2008, INT64_MIN},
                     {FixupKind::indirect, 0x3008, 0x4000, 0}},
          .call_targets = {0x1000},
          .functions = {{0x1100, 0x1000, from_hex("cccccccccc4889")},
                        {0x1200, 0x1010, from_hex("5548894153")}}};
}

TEST(Records, Layout) {
  EXPECT_EQ(encode_table(example()),
            from_hex(
                // IMAGE_HOT_PATCH_INFO: version, size, sequence, BaseImageList,
                // BaseImageCount, BufferOffset, ExtraPatchSize; the list
                "03000000 a4000000 05000000 1c000000 01000000 00000000 00000000"
                "20000000"
                // IMAGE_HOT_PATCH_BASE: sequence, flags, stamp, checksum,
                // integrity, PatchTable, BufferOffset
                "00000000 12000000 44332211 66550000 00000000 00000000 40000000"
                "00000000"
                // REL32, ABSOLUTE, INDIRECT
                "04c00300 00200000 01100000 fcffffff"
                "08c00200 08200000 00300000 0000000000000080"
                "00c00500 00400000 08300000"
                // CALL_TARGET, FUNCTION, FUNCTION, NONE
                "00400400 00100000"
                "07c00100 00110000 00100000 cccccccccc488900"
                "05c00100 00120000 10100000 5548894153000000"
                "00000000"));
}

TEST(Records, EveryDialectIsReadAsItIsWritten) {
  for (const RecordDialect::Size size :
       {RecordDialect::Size::data, RecordDialect::Size::whole_record})
    for (const RecordDialect::Source source :
         {RecordDialect::Source::base, RecordDialect::Source::payload})
      for (const unsigned alignment : {1U, 4U, 8U}) {
        const RecordDialect dialect{size, source, alignment};
        const std::vector<std::byte> bytes = encode_table(example(), dialect);
        const Expected<HotpatchTable> table = decode_table(bytes, dialect);
        ASSERT_OK(table);
        EXPECT_EQ(*table, example());
      }
}

TEST(Records, ARecordSmallerThanItsHeaderIsAnError) {
  const RecordDialect dialect{.size = RecordDialect::Size::whole_record};
  std::vector<std::byte> bytes = encode_table(example(), dialect);
  bytes[64] = std::byte{11};
  EXPECT_ERROR(decode_table(bytes, dialect), malformed,
               "record at 0x40: size 11, expected at least 12");
}

TEST(Records, EveryCutIsAnError) {
  const std::vector<std::byte> bytes = encode_table(example());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_ERROR(decode_table(BytesView(bytes).first(size)), malformed, "");
}

} // namespace
} // namespace hotpatch
