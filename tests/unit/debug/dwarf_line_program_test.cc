#include "formats/debug/dwarf_line_program.h"

#include <gtest/gtest.h>

#include <string>

namespace hotpatch {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

// Line base -3, range 12, opcode base 13: special opcode 16 stays on line and
// address.
constexpr std::string_view header_start =
    "\x01\x01\xfd\x0c\x0d"
    "\0\x01\x01\x01\x01\0\0\0\x01\0\0\x01"sv;
constexpr std::string_view tables_2 = "inc\0\0a.c\0\0\0\0b.h\0\x01\0\0\0"sv;
constexpr std::string_view set_address = "\0\x05\x02\0\x10\0\0"sv; // 0x1000
constexpr std::string_view end_sequence = "\0\x01\x01"sv;

std::string text(std::uint32_t value) {
  std::string bytes;
  for (unsigned shift = 0; shift < 32; shift += 8)
    bytes += static_cast<char>(value >> shift & 0xff);
  return bytes;
}

// A program of `version`; its header is `header` after the header's length.
Expected<LineProgram> run(char version, std::string_view header,
                          std::string_view body) {
  std::string unit{version, '\0'};
  if (version == 5)
    unit += "\x04\0"sv; // sizes of addresses and segment selectors
  unit += text(static_cast<std::uint32_t>(header.size()));
  unit.append(header).append(body);
  LinkedDebug debug;
  debug.sections[".debug_line"].bytes =
      text(static_cast<std::uint32_t>(unit.size())) + unit;
  debug.sections[".debug_line_str"].bytes = "dir\0five.c\0"sv;
  return run_line_program(debug, 0);
}

std::string header_2() {
  // Version 2 has no count of operations per instruction.
  return "\x01"s + std::string(header_start.substr(1)) + std::string(tables_2);
}

void expect_malformed(const Expected<LineProgram> &program) {
  ASSERT_FALSE(program);
  EXPECT_EQ(program.error().code, ErrorCode::malformed)
      << program.error().message;
}

TEST(LineProgramTest, RunsVersion2) {
  const std::string body = std::string(set_address) +
                           "\x03\x09\x01"  // line 10
                           "\x02\x04"      // 4 bytes on
                           "\x04\x02\x12"s // file 2, special: line 12
                           + "\x02\x06"s + std::string(end_sequence);
  const auto program = run(2, header_2(), body);
  ASSERT_TRUE(program) << program.error().message;
  EXPECT_EQ(program->spans,
            (std::vector<LineSpan>{
                {.begin = 0x1000, .end = 0x1004, .file = 1, .line = 10},
                {.begin = 0x1004, .end = 0x100a, .file = 2, .line = 12}}));
  EXPECT_EQ(program->file_name(1), "a.c");
  EXPECT_EQ(program->file_name(2), "inc/b.h");
  EXPECT_EQ(program->file_name(0), "");
  EXPECT_EQ(program->file_name(3), "");
}

TEST(LineProgramTest, RunsVersion5) {
  const std::string header = "\x01\x01"s + std::string(header_start.substr(1)) +
                             "\x01\x01\x1f\x02" + // directories: line_strp
                             text(0) + text(0) +  // 0 is the compilation's
                             "\x02\x01\x1f\x02\x0b\x01" + // files
                             text(4) + "\x01";
  const auto program = run(5, header,
                           std::string(set_address) + "\x01\x02\x04"s +
                               std::string(end_sequence));
  ASSERT_TRUE(program) << program.error().message;
  EXPECT_EQ(program->file_name(0), "dir/five.c");
  EXPECT_EQ(program->spans,
            (std::vector<LineSpan>{
                {.begin = 0x1000, .end = 0x1004, .file = 1, .line = 1}}));
}

TEST(LineProgramTest, OfRowsAtOneAddressTheLastCounts) {
  const auto program =
      run(2, header_2(),
          std::string(set_address) + "\x01\x03\x05\x01\x02\x04"s +
              std::string(end_sequence));
  ASSERT_TRUE(program);
  ASSERT_EQ(program->spans.size(), 1U);
  EXPECT_EQ(program->spans[0].line, 6U);
}

TEST(LineProgramTest, RefusesAddressesThatDecrease) {
  expect_malformed(run(2, header_2(),
                       std::string(set_address) + "\x02\x08\x01"s +
                           std::string(set_address) + "\x01"s +
                           std::string(end_sequence)));
}

TEST(LineProgramTest, RefusesASequenceWithoutEnd) {
  expect_malformed(run(2, header_2(), std::string(set_address) + "\x01"s));
}

// A table whose entries have no fields takes no bytes, however many it has.
TEST(LineProgramTest, RefusesMoreFilesThanBytes) {
  expect_malformed(run(5,
                       "\x01\x01"s + std::string(header_start.substr(1)) +
                           "\0\xff\xff\xff\xff\x0f\0\0"s,
                       ""));
}

TEST(LineProgramTest, RefusesBadHeaders) {
  std::string zero_range = header_2();
  zero_range[3] = 0;
  expect_malformed(run(2, zero_range, ""));
  expect_malformed(run(2, header_2().substr(0, 20), ""));
  const auto program = run(6, header_2(), "");
  ASSERT_FALSE(program);
  EXPECT_EQ(program.error().code, ErrorCode::unsupported);
}

} // namespace
} // namespace hotpatch
