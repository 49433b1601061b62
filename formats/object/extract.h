// Functions and data of an object, whatever its section layout.
//
// Invariant: every byte of a code section belongs to a function or is fill;
// code that no symbol covers becomes a function without a symbol, so that no
// change can hide between symbols.
#ifndef HOTPATCH_FORMATS_OBJECT_EXTRACT_H
#define HOTPATCH_FORMATS_OBJECT_EXTRACT_H

#include "formats/object/extent.h"
#include "formats/object/object_file.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

// A function's code: its entry's extent, then cold pieces and funclets, which
// have no entry of their own.  Offsets "in the function" count through the
// extents as if they were joined.
struct Function {
  std::uint32_t symbol = no_index; // no_index: code that no symbol names
  std::vector<Extent> extents;     // at least one; the first holds the entry
  std::vector<std::uint32_t> piece_symbols; // of extents[1], extents[2], ...
  // Something else is in one of its sections (be it what looks like fill), so
  // that the assembler may have resolved references between them.
  bool shares_section = false;

  [[nodiscard]] std::uint64_t size() const;

  struct ExtentPlace {
    std::uint32_t extent = 0; // index into extents
    std::uint64_t offset = 0; // from its begin
  };
  // Where the byte at an offset in the function is.  What lies behind the
  // function counts from its last extent.
  [[nodiscard]] ExtentPlace extent_at(std::uint64_t offset) const;
};

struct Datum {
  std::uint32_t symbol = no_index; // no_index: a section that no symbol names
  Extent extent;
  // The symbol's own size, rather than the distance to the next symbol.
  bool is_sized = false;
};

// A place in a function: index and offset in it.
struct CodePlace {
  std::uint32_t function = no_index;
  std::uint64_t offset = 0;

  friend bool operator==(const CodePlace &, const CodePlace &) = default;
};

// The offset that stands for all places in the fill behind a function's n-th
// extent; greater than any offset in a function.
constexpr std::uint64_t behind_extent(std::uint32_t n) {
  return (std::uint64_t{1} << 48) + n;
}

// What an object defines.  Symbols that name the same extent are separate
// entries; of these, lookups answer with the same one whatever the order of
// the symbol table: the first by linkage (global before local), then name.
class Contents {
public:
  std::vector<Function> functions; // by section, then offset, then name
  std::vector<Datum> data;         // likewise; content names are left out

  // The function that holds the byte at `offset` of `section`.
  [[nodiscard]] std::optional<CodePlace>
  function_at(std::uint32_t section, std::uint64_t offset) const;
  // The function that the place lies behind, with nothing but fill between: its
  // offset is behind_extent(n) for the fill behind extents[n].
  [[nodiscard]] std::optional<CodePlace>
  function_before(std::uint32_t section, std::uint64_t offset) const;
  // The first function that is at or behind the place.
  [[nodiscard]] std::optional<CodePlace>
  function_from(std::uint32_t section, std::uint64_t offset) const;
  // Of the functions that begin where this one does, the one that function_at
  // answers with.
  [[nodiscard]] std::uint32_t representative(std::uint32_t function) const;
  // The function that the symbol names, if it is one's entry.
  [[nodiscard]] std::uint32_t function_of_symbol(std::uint32_t symbol) const;
  // The datum that begins at the place, or, if its size is known, contains it.
  [[nodiscard]] std::uint32_t data_at(std::uint32_t section,
                                      std::uint64_t offset) const;

private:
  friend Contents extract(const ObjectFile &object);

  struct Entry {
    std::uint64_t begin = 0, end = 0;
    std::uint32_t index = 0;  // into functions or data
    std::uint64_t base = 0;   // the function offset of `begin`
    std::uint32_t extent = 0; // of the function, with `begin`
  };
  struct Range {
    std::uint32_t first = 0, count = 0;
  };
  // Makes what lookups use from `functions` and `data`, which are complete.
  void index(const ObjectFile &object);
  [[nodiscard]] const Entry *find(const std::vector<Entry> &entries,
                                  const std::vector<Range> &ranges,
                                  std::uint32_t section,
                                  std::uint64_t offset) const;

  std::vector<Entry> code_entries_, data_entries_; // by section, then begin
  std::vector<Range> code_ranges_, data_ranges_;   // one a section
  std::vector<std::uint32_t> function_of_symbol_;  // one a symbol
};

Contents extract(const ObjectFile &object);

// Whether the symbol only labels read-only content (a literal, a jump table),
// which is compared in its place.
bool is_content_symbol(const ObjectFile &object, const Symbol &symbol);

// The function's name: its symbol's, or ".text+0x40" for unnamed code.
std::string name_of(const ObjectFile &object, const Function &function);
// The datum's name: its symbol's, or its section's.
std::string name_of(const ObjectFile &object, const Datum &datum);

} // namespace hotpatch

#endif
