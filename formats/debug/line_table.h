// Source lines of code in an object, with the chain of inlined calls.
#ifndef HOTPATCH_FORMATS_DEBUG_LINE_TABLE_H
#define HOTPATCH_FORMATS_DEBUG_LINE_TABLE_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace hotpatch {

// Code to look up: bytes [begin, end) of a section.
struct CodeRange {
  std::uint32_t section = 0; // index into ObjectFile::sections
  std::uint64_t begin = 0, end = 0;

  friend bool operator==(const CodeRange &, const CodeRange &) = default;
};

// One level of an inline chain.
struct SourceFrame {
  std::string function;   // the (inlined) function that the line belongs to
  std::string file;       // as the debug information names it
  std::uint32_t line = 0; // 1-based; 0 means none
  // Line of the function's declaration, or 0.  In CodeView, for a function that
  // is nowhere inlined, its first line with code: nothing tells more.
  std::uint32_t declared_at = 0;

  friend bool operator==(const SourceFrame &, const SourceFrame &) = default;
};

// Instructions [begin, next row's begin) come from this place.
struct LineRow {
  std::uint64_t begin = 0; // offset in the section
  // Innermost first: the line itself, then the line of the call it was inlined
  // at, and so on to the function the range belongs to.  Never empty.  The
  // first frame has line 0 where code is of no line (DWARF's line 0), and is
  // empty where no line information covers it.
  std::vector<SourceFrame> frames;

  friend bool operator==(const LineRow &, const LineRow &) = default;
};

// Rows of each range, sorted by begin; the first row of a range may begin at
// the range's begin with the state in force there.  A range is cut to its
// section; neighbouring rows differ.  A range without line
// information has no rows.  Reads DWARF 2 to 5 (ELF and COFF) and CodeView.
// The object's relocations in debug sections are applied as far as needed.
// malformed: debug information that cannot be read; what was read so far is
// dropped, since half a table could prove a wrong thing.
// Source: DWARF 5 section 6.2; the CodeView format as LLVM documents it.
Expected<std::vector<std::vector<LineRow>>>
read_lines(BytesView object, std::span<const CodeRange> ranges);

} // namespace hotpatch

#endif
