// DWARF line number programs: from bytes to lines of address intervals.
#ifndef HOTPATCH_FORMATS_DEBUG_DWARF_LINE_PROGRAM_H
#define HOTPATCH_FORMATS_DEBUG_DWARF_LINE_PROGRAM_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/debug/linked_debug.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// Code [begin, end) comes from this line.
struct LineSpan {
  std::uint64_t begin = 0, end = 0; // addresses
  std::uint32_t file = 0;           // a number for file_name()
  std::uint32_t line = 0;           // 0: no line

  friend bool operator==(const LineSpan &, const LineSpan &) = default;
};

struct LineProgram {
  std::vector<LineSpan> spans; // never empty intervals; in program order
  // As the program names them: include directory (none for directory 0) and
  // name.
  std::vector<std::string> files;
  std::size_t size_bytes = 0;   // of the program in .debug_line
  std::uint32_t first_file = 0; // number of files[0]: 1 before DWARF 5, then 0

  // Empty if there is no such file.
  [[nodiscard]] std::string_view file_name(std::uint64_t number) const {
    return number < first_file || number - first_file >= files.size()
               ? std::string_view{}
               : files[number - first_file];
  }
};

// Runs the program at `offset` of .debug_line.
// malformed: the program breaks the format, or its addresses decrease within a
// sequence.  unsupported: a version other than 2 to 5, or file names of more
// than 64 MiB.
// Source: DWARF 5 section 6.2; for version 2 to 4 the same section there.
Expected<LineProgram> run_line_program(const LinkedDebug &debug,
                                       std::uint64_t offset);

} // namespace hotpatch

#endif
