// A small report with one row of each kind, for the tests of the views.
#ifndef HOTPATCH_TESTS_UNIT_HPDIFF_MADE_UP_REPORT_H
#define HOTPATCH_TESTS_UNIT_HPDIFF_MADE_UP_REPORT_H

#include "hpdiff/report.h"
#include "hpdiff/select.h"

#include <string>
#include <utility>

namespace hotpatch {

inline FunctionSide made_up_side(std::string object, std::string name,
                                 std::uint64_t size) {
  FunctionSide side;
  side.object = std::move(object);
  side.name = std::move(name);
  side.section = ".text";
  side.offset = 16;
  side.size = size;
  side.instruction_count = static_cast<std::uint32_t>(size / 4);
  side.digest = {.high = 1, .low = size};
  return side;
}

// A function on both sides; a size of 0 means it is not on that side.
inline FunctionDiff made_up_function(std::string name, FunctionClass cls,
                                     std::uint64_t pre_size,
                                     std::uint64_t post_size) {
  FunctionDiff function;
  function.object = "a.o";
  function.name = name;
  function.cls = cls;
  if (pre_size > 0)
    function.pre = made_up_side("a.o", name, pre_size);
  if (post_size > 0)
    function.post = made_up_side("a.o", name, post_size);
  if (!function.pre || !function.post)
    function.match_by = MatchBy::none;
  return function;
}

// Adds the function, and counts it.
inline void add(DiffReport &report, FunctionDiff function) {
  const auto index = static_cast<std::size_t>(function.cls);
  ++report.totals.functions[index];
  report.totals.pre_bytes[index] += function.pre ? function.pre->size : 0;
  report.totals.post_bytes[index] += function.post ? function.post->size : 0;
  report.functions.push_back(std::move(function));
}

inline void add(DiffReport &report, DataDiff data) {
  ++report.totals.data[static_cast<std::size_t>(data.cls)];
  report.data.push_back(std::move(data));
}

inline DiffReport made_up_report() {
  DiffReport report;
  report.pre = {.path = "pre.a", .files = 1, .objects = 3, .bytes = 12345};
  report.post = {.path = "post.a", .files = 1, .objects = 3, .bytes = 23456};
  report.totals.objects_identical = 1;
  report.totals.objects_compared = 2;

  FunctionDiff grown =
      made_up_function("_Z5growni", FunctionClass::code, 1000, 5096);
  grown.demangled = "grown(int)";
  grown.flags = ChangeFlags()
                    .with(ChangeFlag::control_flow)
                    .with(ChangeFlag::stack_frame);
  grown.similarity = 0.58333;
  grown.pieces = {"_Z5growni.cold"};
  grown.evidence = {"block 3 is new", "calls memcpy"};
  grown.instructions = {
      {InstructionRow::Kind::equal, "push rbp", "push rbp"},
      {InstructionRow::Kind::changed, "mov eax, 1", "mov eax, 2"},
      {InstructionRow::Kind::inserted, "", "call memcpy"}};
  add(report, grown);

  add(report, made_up_function("lines", FunctionClass::line_only, 40, 40));

  FunctionDiff moved =
      made_up_function("after", FunctionClass::constant, 64, 64);
  moved.linkage = LinkageKind::local;
  moved.object = moved.post->object = "b.o";
  moved.pre->name = "before";
  moved.match_by = MatchBy::content;
  moved.similarity = 0.99999;
  add(report, moved);

  add(report, made_up_function("gone", FunctionClass::removed, 32, 0));
  add(report, made_up_function("fresh", FunctionClass::added, 0, 48));

  DataDiff table;
  table.object = "a.o";
  table.name = "table";
  table.section = ".data";
  table.cls = DataClass::resized;
  table.pre = DataSide{"a.o", "table", ".data", 8};
  table.post = DataSide{"a.o", "table", ".data", 16};
  table.evidence = {"offset 8: absent, 0x01"};
  add(report, table);

  report.skipped = {
      {"c.o", "bitcode", "LLVM bitcode; compile without -flto", true}};
  return report;
}

// All rows in the report's order.
inline Listing all_rows(const DiffReport &report) {
  return *select_rows(report, ListingOptions());
}

} // namespace hotpatch

#endif
