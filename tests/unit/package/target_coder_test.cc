// Targets of fixups as what is not expected.
#include "formats/package/target_coder.h"

#include "tests/support/expected.h"
#include "tests/support/hex.h"

namespace hotpatch {
namespace {

// At 0x1000 of the payload, made from the base's at 0x5000; behind it one that
// the base does not have.
const std::vector<PayloadFunction> functions = {
    {.payload_rva = 0x1000, .size = 0x100, .base_rva = 0x5000},
    {.reason = FunctionReason::added, .payload_rva = 0x1100, .size = 0x100}};

struct Step {
  Rva site;
  std::int64_t field, target;
};

std::vector<std::byte> write(const std::vector<Step> &steps) {
  StreamWriter out;
  TargetCoder coder(functions);
  for (const Step &step : steps)
    coder.write(out, FixupKind::rel32, step.site, step.field, step.target);
  std::vector<std::byte> bytes = std::move(out).take();
  StreamReader in(bytes);
  TargetCoder back(functions);
  for (const Step &step : steps)
    EXPECT_EQ(back.read(in, FixupKind::rel32, step.site, step.field),
              step.target);
  EXPECT_EQ(in.left(), 0);
  return bytes;
}

TEST(TargetCoder, ExpectsWhatTheBaseRefersTo) {
  // The base's field at 0x5010 leads to 0x5014 + 0x200.
  EXPECT_EQ(write({{0x1010, 0x200, 0x5214}}), from_hex("00"));
}

TEST(TargetCoder, RemembersHowFarCodeHasMoved) {
  // 7 bytes were inserted before both.
  EXPECT_EQ(write({{0x1017, 0x200, 0x5214}, {0x1027, 0x300, 0x5324}}),
            from_hex("0d 00")); // -7, 0
}

TEST(TargetCoder, PointsBackToWhatWasThere) {
  const std::vector<std::byte> bytes =
      write({{0x1110, 0, 0x40}, {0x1120, 0, 0x50}, {0x1130, 0, 0x40}});
  EXPECT_EQ(bytes, from_hex("00 8001 00 20 02"));
}

TEST(TargetCoder, RefusesWhatLeadsOutOfTheImage) {
  StreamWriter out;
  out.put_uint(0);
  out.put_int(std::int64_t{1} << 40);
  const std::vector<std::byte> bytes = std::move(out).take();
  StreamReader in(bytes);
  EXPECT_ERROR(TargetCoder(functions).read(in, FixupKind::absolute, 0x1110, 0),
               malformed, "leads out of the image");
}

} // namespace
} // namespace hotpatch
