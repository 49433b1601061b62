// Made-up results with one row of each kind, for the tests of the views.
#ifndef HOTPATCH_TESTS_UNIT_HPCOMPILE_MADE_UP_REPORT_H
#define HOTPATCH_TESTS_UNIT_HPCOMPILE_MADE_UP_REPORT_H

#include "formats/payload/payload.h"
#include "hpcompile/report.h"

#include <string>

namespace hotpatch {

// What a hostile file may call a function.
inline constexpr std::string_view hostile_name =
    "=cmd|'/c'!A1\x1b]0;x\x07<script>\"&`@all\n| x |\xff";

inline ImageIdentity made_up_identity() {
  ImageIdentity identity;
  identity.machine = 62;
  identity.size_of_image = 1234567;
  identity.build_id = {std::byte{0x12}, std::byte{0xab}};
  return identity;
}

inline Validation made_up_validation() {
  return {.payload_functions = 3,
          .base_functions = 292,
          .line_only = 2,
          .instructions = 5000,
          .references = 700,
          .unnamed = {},
          .differences = {}};
}

inline ValidationDifference made_up_difference() {
  return {.function = "parse",
          .post_rva = 0x1234,
          .place = "payload+0x1010",
          .detail = "found a call of f, expected a call of g"};
}

inline CompileReport made_up_report_of(CompileStatus status) {
  CompileReport report;
  report.status = status;
  report.image = {
      .path = "base.so", .identity = made_up_identity(), .symbols = "elf"};
  report.witness = {.objects = 14,
                    .objects_in_image = 13,
                    .functions = 296,
                    .functions_in_image = 295,
                    .bytes = 120500,
                    .bytes_in_image = 120345,
                    .references = 2311,
                    .absent_objects = {"tool.o"},
                    .folded = {"f, g"}};
  report.functions = {
      {.object = "a.o",
       .name = "_Z5parsei",
       .demangled = "parse(int)",
       .reason = FunctionReason::changed,
       .base_rva = 0x1000,
       .size = 340,
       .redirect = RedirectKind::pad,
       .redirect_reason = "7 bytes of fill before the entry",
       .residency = ""},
      {.object = "b.o",
       .name = "main",
       .demangled = "",
       .reason = FunctionReason::changed,
       .base_rva = 0x2000,
       .size = 34,
       .redirect = RedirectKind::entry,
       .redirect_reason = "its first instruction is 1 byte long",
       .residency = "runs at the bottom of every stack"},
      {.object = "b.o",
       .name = "helper",
       .demangled = "",
       .reason = FunctionReason::added,
       .base_rva = {},
       .size = 10,
       .redirect = {},
       .redirect_reason = "",
       .residency = ""}};
  if (status == CompileStatus::refused)
    report.refusals = {
        {RefusalReason::changed_data, "max_connections", "conf.o",
         ".data+0x10: found 8 bytes, expected 4 as in the base image"},
        {RefusalReason::unbound, "poll_more", "b.o",
         "helper+0x4 refers to it"}};
  report.accepted = {{"changed-layout", "session", "never shared"}};
  report.notes = {"one object is not in the image: tool.o"};
  report.payload_bytes = 4096;
  report.parts = {{"code", 384}, {"headers", 3712}};
  return report;
}

inline Payload made_up_payload() {
  Payload payload;
  payload.base = made_up_identity();
  payload.base_name = "libx.so";
  payload.sequence = 7;
  payload.sections = {{PayloadSectionKind::code, ".text", 0x1000, 0x40,
                       std::vector<std::byte>(0x40)}};
  payload.functions = {{.name = "parse",
                        .object = "a.o",
                        .reason = FunctionReason::changed,
                        .payload_rva = 0x1000,
                        .size = 0x30,
                        .base_rva = 0x5000,
                        .base_size = 0x28,
                        .base_digest = {},
                        .base_pieces = {{0x6000, 9}},
                        .is_call_target = true},
                       {.name = "helper",
                        .object = "a.o",
                        .reason = FunctionReason::added,
                        .payload_rva = 0x1030,
                        .size = 0x10,
                        .base_rva = {},
                        .base_size = 0,
                        .base_digest = {},
                        .base_pieces = {},
                        .is_call_target = false}};
  payload.redirects = {{RedirectKind::pad, 0x5000, 0x4ffb, 0x1000,
                        std::vector<std::byte>(7, std::byte{0x90})}};
  payload.fixups = {{FixupKind::rel32, 0x1004, 0x7000, -4}};
  payload.imports = {{0x2000, "KERNEL32.dll", "Sleep", 0},
                     {0x2008, "WS2_32.dll", "", 115}};
  payload.relative_sites = {0x2010};
  payload.unwind = {{0x1000, 0x1030, 0x3000}};
  payload.hooks = {{HookKind::pre_apply, 0x1030}};
  payload.accepted = {{"changed-layout", "session", "never shared"}};
  payload.line_only = {0x8000};
  payload.needs_unwind = true;
  return payload;
}

inline std::vector<PayloadPart> made_up_parts() {
  return {{"code", 64}, {"headers", 960}};
}

} // namespace hotpatch

#endif
