// Text and JSON of made-up results, in full where the text is the contract.
#include "cli/identity.h"
#include "hpcompile/payload_view.h"
#include "hpcompile/report_json.h"
#include "hpcompile/report_text.h"
#include "hpcompile/words.h"
#include "tests/unit/hpcompile/made_up_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace hotpatch {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

nlohmann::json parsed(const std::string &text) {
  return nlohmann::json::parse(text, nullptr, false);
}

TEST(ReportText, AWrittenPayload) {
  EXPECT_EQ(
      render_report_text(
          made_up_report_of(CompileStatus::written),
          {.payload_path = "fix.payload", .image_path = "lib/base.so"}, {}),
      "image    base.so  (ELF, 1234567 bytes in memory, build-id 12ab)\n"
      "symbols  elf\n"
      "witness  295 of 296 functions, 120345 bytes, found in the image; 13 of "
      "14 objects; 2311 references read from it\n"
      "absent   tool.o\n"
      "folded   f, g\n"
      "\n"
      "REASON   BYTES  REDIRECT  FUNCTION    OBJECT  WHY THIS REDIRECT\n"
      "changed    340  pad       parse(int)  a.o     7 bytes of fill before "
      "the "
      "entry\n"
      "changed     34  entry     main        b.o     its first instruction is "
      "1 "
      "byte long\n"
      "added       10  none      helper      b.o     \n"
      "\n"
      "stays on a stack: main: runs at the bottom of every stack; applying "
      "waits until no thread is in it, which may be never\n"
      "\n"
      "accepted: changed-layout: session\n"
      "  reason  never shared\n"
      "\n"
      "note: one object is not in the image: tool.o\n"
      "\n"
      "payload  4096 bytes: code 384, headers 3712\n"
      "\n"
      "written: fix.payload, 2 redirects, 3 functions, 4096 bytes\n"
      "next: hpcompile validate fix.payload --image lib/base.so --post-image "
      "POST\n");
}

TEST(ReportText, ARefusalHasPlaceMeaningAndRemedy) {
  const std::string text =
      render_report_text(made_up_report_of(CompileStatus::refused), {}, {});
  EXPECT_THAT(
      text,
      HasSubstr("\nrefused: changed-data: max_connections in conf.o\n"
                "  found   .data+0x10: found 8 bytes, expected 4 as in the "
                "base image\n"
                "  means   data that the process is using would need another "
                "content or size\n"
                "  remedy  keep the datum as it is and let changed code do "
                "without, or set it in the hook hotpatch_post_apply\n"
                "  accept  --allow changed-data:max_connections=REASON\n"));
  EXPECT_THAT(text, Not(HasSubstr("--allow unbound")));
  EXPECT_THAT(text, EndsWith("\nrefused: 2 reasons; nothing written\n"));
}

TEST(ReportText, NothingToPatch) {
  CompileReport report;
  report.image.path = "base.so";
  const std::string text = render_report_text(report, {}, {});
  EXPECT_THAT(text, HasSubstr("symbols  none: places are found by content\n"));
  EXPECT_THAT(text, HasSubstr("\nnothing to patch: "));
  EXPECT_THAT(text, Not(HasSubstr("REASON")));
}

TEST(ReportText, KeepsToTheWidth) {
  CompileReport report = made_up_report_of(CompileStatus::refused);
  report.validation = made_up_validation();
  const std::string text = render_report_text(
      report, {}, {.grouping = Grouping::thousands, .columns = 80});
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    EXPECT_LE(end - begin, 80U) << text.substr(begin, end - begin);
    begin = end + 1;
  }
  EXPECT_THAT(text, HasSubstr("1,234,567 bytes"));
}

TEST(ReportText, ColourOnlyWhenAsked) {
  const CompileReport report = made_up_report_of(CompileStatus::refused);
  EXPECT_THAT(render_report_text(report, {}, {}), Not(HasSubstr("\x1b[")));
  EXPECT_THAT(render_report_text(report, {}, {.has_color = true}),
              HasSubstr("\x1b[31mrefused: changed-data\x1b[0m"));
}

TEST(ReportText, TheNextStepFollowsAValidation) {
  CompileReport report = made_up_report_of(CompileStatus::written);
  report.validation = made_up_validation();
  EXPECT_THAT(
      render_report_text(
          report, {.payload_path = "fix.payload", .image_path = "base.so"}, {}),
      EndsWith("next: hppack build fix.payload --image base.so -o PACKAGE "
               "--key KEY --product NAME --sequence 1\n"));
}

TEST(ReportText, SaysWhetherPayloadOrBaseImageDiffers) {
  CompileReport report = made_up_report_of(CompileStatus::refused);
  report.validation = made_up_validation();
  report.validation->differences = {made_up_difference()};
  report.payload_bytes = 0;
  EXPECT_THAT(render_report_text(report, {}, {}),
              HasSubstr("\nrefused: nothing to patch, but the base image does "
                        "not mean what the post image means; nothing written"));
  report.payload_bytes = 4096;
  EXPECT_THAT(render_report_text(report, {}, {}),
              HasSubstr("\nrefused: the payload does not mean what the post "
                        "image means; nothing written"));
}

TEST(ValidationText, CountsAndDifferences) {
  Validation validation = made_up_validation();
  EXPECT_EQ(render_validation_text(validation, {}),
            "checked  3 functions of the payload and 292 of the base compared "
            "with the post image (5000 instructions, 700 references): no "
            "difference; 2 differ in line numbers only, as proven\n"
            "valid\n");
  validation.differences = {made_up_difference()};
  EXPECT_THAT(render_validation_text(validation, {}),
              EndsWith(": 1 difference; 2 differ in line numbers only, as "
                       "proven\n"
                       "differs: parse at payload+0x1010, post+0x1234\n"
                       "  found   found a call of f, expected a call of g\n"
                       "differs\n"));
}

void expect_harmless(const std::string &text) {
  EXPECT_EQ(text.find_first_of(std::string_view("\x1b\x07\0\xff", 4)),
            std::string::npos);
}

TEST(Views, NamesFromFilesAreMadeHarmless) {
  CompileReport report = made_up_report_of(CompileStatus::refused);
  const std::string name(hostile_name);
  report.image.path = report.image.symbols = name;
  report.witness.absent_objects = report.witness.folded = {name};
  report.functions[0].object = report.functions[0].name =
      report.functions[0].demangled = report.functions[0].redirect_reason =
          report.functions[0].residency = name;
  report.refusals[0] = {RefusalReason::changed_data, name, name, name};
  report.accepted = {{name, name, name}};
  report.notes = {name};
  report.parts = {{name, 4096}};
  report.validation = made_up_validation();
  report.validation->unnamed = {name};
  report.validation->differences = {{name, 0, name, name}};
  expect_harmless(render_report_text(report, {.payload_path = name}, {}));
  const std::string json = render_report_json(report, {.payload_path = name});
  expect_harmless(json);
  EXPECT_FALSE(parsed(json).is_discarded());
  Payload payload = made_up_payload();
  payload.base_name = payload.functions[0].name = payload.sections[0].name =
      payload.imports[0].name = name;
  expect_harmless(render_payload_text(payload, {}, {}));
}

TEST(ReportJson, HoldsWhatTheContractNames) {
  const nlohmann::json json =
      parsed(render_report_json(made_up_report_of(CompileStatus::refused), {}));
  EXPECT_EQ(json["schema"], "hpcompile.report/1");
  EXPECT_EQ(json["status"], "refused");
  EXPECT_EQ(json["functions"][0]["redirect"], "pad");
  EXPECT_EQ(json["functions"][0]["base_rva"], 0x1000);
  EXPECT_EQ(json["functions"][2]["redirect"], "none");
  EXPECT_TRUE(json["functions"][2]["base_rva"].is_null());
  EXPECT_EQ(json["refusals"][0]["slug"], "changed-data");
  EXPECT_EQ(json["refusals"][0]["hint"],
            remedy_of(RefusalReason::changed_data));
  EXPECT_EQ(json["payload"]["bytes"], 4096);
  EXPECT_TRUE(json["payload"]["path"].is_null());
  EXPECT_TRUE(json["validation"].is_null());
}

TEST(PayloadText, ListsEverything) {
  const std::string text =
      render_payload_text(made_up_payload(), made_up_parts(), {});
  for (std::string_view part :
       {"payload  1024 bytes: code 64, headers 960\n", "sequence 7\n",
        "image    libx.so  (ELF", "base+0x5000", "909090", "rel32",
        "ordinal 115", "hotpatch_pre_apply  0x1030\n",
        "1 relative site, 1 unwind range, 1 line_only function; needs its "
        "unwind data registered\n",
        "accepted: changed-layout: session: never shared\n"})
    EXPECT_THAT(text, HasSubstr(part));
}

TEST(Words, GuidAndPath) {
  std::array<std::byte, 16> guid = {};
  EXPECT_EQ(to_text(guid), "");
  for (std::size_t i = 0; i < guid.size(); ++i)
    guid[i] = static_cast<std::byte>(i * 0x11);
  EXPECT_EQ(to_text(guid), "33221100-5544-7766-8899-AABBCCDDEEFF");
}

} // namespace
} // namespace hotpatch
