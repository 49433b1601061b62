// Rows of text in aligned columns.
#ifndef HOTPATCH_CLI_GRID_H
#define HOTPATCH_CLI_GRID_H

#include "cli/terminal.h"
#include "formats/core/file.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace hotpatch {

enum class Align : std::uint8_t { left, right };

struct Column {
  std::string title;
  Align align = Align::left;
  bool is_flexible = false; // gives way on a narrow terminal
};

struct Cell {
  std::string text;
  Tint tint = Tint::plain;
};

using Row = std::vector<Cell>;

// Rows are made when they are needed: twice, first for their widths.
struct Grid {
  std::vector<Column> columns;
  std::size_t row_count = 0;
  std::function<Row(std::size_t)> row;
};

// Writes the titles and all rows.  Where style.columns is 0, no cell is
// shortened.
void write_grid(const Grid &grid, const TextStyle &style, const Sink &sink);

} // namespace hotpatch

#endif
