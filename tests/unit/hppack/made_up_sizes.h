// A size report to render: two payloads, one of them not unpacked.
#ifndef HOTPATCH_TESTS_UNIT_HPPACK_MADE_UP_SIZES_H
#define HOTPATCH_TESTS_UNIT_HPPACK_MADE_UP_SIZES_H

#include "hppack/size_report.h"

#include <string>

namespace hotpatch {

// What no view may be broken by, or pass on as it is.
inline constexpr std::string_view hostile_text =
    "=cmd()|`<script>alert(1)</script>\"']]>&\n\r\x1b[31m\xff\u202e@x_\\";

inline SizedImage made_up_image() {
  return {
      .name = "libfoo.so.1",
      .full = 0,
      .deltas = {{"zstd --patch-from -19", 20'000}, {"bsdiff", 15'000}},
      .payload_bytes = 9'000,
      .packed_bytes = 1'200,
      .parts = {{"functions", 640},
                {"code between functions", 24},
                {"records", 336},
                {"headers", 8'000}},
      .functions = {{"parse.o", "parse_header", FunctionReason::changed, 500,
                     480},
                    {"parse.o", "parse_alias", FunctionReason::changed, 0, 480},
                    {"util.o", "bounded_copy", FunctionReason::added, 140, 0}},
      .memory = MemoryUse{.code = 4'096, .data = 8'192}};
}

inline SizeReport made_up_sizes() {
  SizeReport report{.product = "foo",
                    .channel = "stable",
                    .notes = "closes the parser's hole",
                    .sequence = 3,
                    .supersedes = 2,
                    .cves = {"CVE-2026-0001", "CVE-2026-0002"},
                    .created = 1'790'000'000,
                    .expires = {},
                    .package_bytes = 2'000,
                    .parts = {{"header", 32},
                              {"manifest", 368},
                              {"signatures", 100},
                              {"payload libfoo.so.1", 1'200},
                              {"payload libbar.so.2", 300}},
                    .fulls = {{"post/libfoo.so.1",
                               1'000'000,
                               {400'000, 350'000},
                               MemoryUse{.code = 700'416, .data = 327'680}}}};
  report.images = {made_up_image(),
                   {.name = "libbar.so.2",
                    .full = {},
                    .deltas = {},
                    .payload_bytes = 8'500,
                    .packed_bytes = 300,
                    .parts = {{"not unpacked", 8'500}},
                    .functions = {},
                    .memory = {}}};
  return report;
}

// The same with everything that a report can have.
inline SizeReport made_up_full_sizes() {
  SizeReport report = made_up_sizes();
  report.images.pop_back();
  report.parts.pop_back();
  report.package_bytes = 1'700;
  report.delivery = Delivery{.endpoints = 1'000, .bytes_per_second = 1'000'000};
  report.baseline = BaselineNote{.path = "baseline.json",
                                 .digest = "sha256:" + std::string(64, 'a'),
                                 .sequence = 2,
                                 .package_bytes = 1'500};
  report.budgets = {{.budget = "package",
                     .image = "",
                     .metric = SizeMetric::package,
                     .kind = BudgetLimit::absolute,
                     .status = BudgetStatus::passed,
                     .value = 1'700,
                     .baseline = {},
                     .limit = 2'048},
                    {.budget = "growth",
                     .image = "libfoo.so.1",
                     .metric = SizeMetric::payload,
                     .kind = BudgetLimit::growth,
                     .status = BudgetStatus::failed,
                     .value = 9'000,
                     .baseline = 8'000,
                     .limit = 500,
                     .tolerance = 64,
                     .over = 500,
                     .note = "override until 2026-01-31 has expired",
                     .message = "see docs/size.md"}};
  return report;
}

// With hostile text wherever text can come from outside.
inline SizeReport hostile_sizes() {
  SizeReport report = made_up_full_sizes();
  const std::string text(hostile_text);
  report.product = report.channel = report.notes = text;
  report.cves = {text};
  report.parts.back().name = "payload " + text;
  report.fulls[0].name = text;
  report.images[0].name = text;
  report.images[0].deltas[1].method = text;
  report.images[0].functions[0].object = text;
  report.images[0].functions[0].name = text;
  report.baseline->path = report.baseline->digest = text;
  for (BudgetResult &budget : report.budgets)
    budget.budget = budget.image = budget.note = budget.message = text;
  return report;
}

} // namespace hotpatch

#endif
