// Columns are as wide as their widest cell.  Only names give way on a narrow
// terminal, and in the middle: C++ names differ at both ends.
#include "cli/grid.h"

#include <algorithm>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::size_t gap = 2;         // between columns
constexpr std::size_t least_name = 12; // columns that a name always gets
// Where nothing limits a line, longer names run over instead of making every
// row as wide as the widest.
constexpr std::size_t most_name = 64;

std::vector<std::size_t> natural_widths(const Grid &grid) {
  std::vector<std::size_t> widths;
  for (const Column &column : grid.columns)
    widths.push_back(column.title.size());
  for (std::size_t r = 0; r < grid.row_count; ++r) {
    const Row row = grid.row(r);
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], columns_of(row[i].text));
  }
  return widths;
}

// Takes what is too much from the widest flexible column, again and again.
std::vector<std::size_t> fitted_widths(const Grid &grid, std::size_t limit) {
  std::vector<std::size_t> widths = natural_widths(grid);
  if (limit == 0) {
    for (std::size_t i = 0; i < widths.size(); ++i)
      if (grid.columns[i].is_flexible)
        widths[i] = std::min(widths[i], most_name);
    return widths;
  }
  std::size_t total = gap * (widths.size() - 1);
  for (std::size_t width : widths)
    total += width;
  while (total > limit) {
    std::size_t widest = widths.size();
    for (std::size_t i = 0; i < widths.size(); ++i)
      if (grid.columns[i].is_flexible &&
          (widest == widths.size() || widths[i] > widths[widest]))
        widest = i;
    if (widest == widths.size() || widths[widest] <= least_name)
      break;
    --widths[widest];
    --total;
  }
  return widths;
}

std::string line_of(const Row &cells, const Grid &grid,
                    const std::vector<std::size_t> &widths,
                    const TextStyle &style) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    std::string text = style.columns > 0 ? fit_middle(cells[i].text, widths[i])
                                         : cells[i].text;
    const std::size_t used = columns_of(text);
    const std::string fill(widths[i] - std::min(used, widths[i]), ' ');
    text = tinted(std::move(text), cells[i].tint, style);
    const bool is_last = i + 1 == cells.size();
    if (grid.columns[i].align == Align::right)
      line += fill + text;
    else
      line += text + (is_last ? "" : fill);
    line += is_last ? "\n" : std::string(gap, ' ');
  }
  return line;
}

} // namespace

void write_grid(const Grid &grid, const TextStyle &style, const Sink &sink) {
  const std::vector<std::size_t> widths = fitted_widths(grid, style.columns);
  Row titles;
  for (const Column &column : grid.columns)
    titles.push_back({column.title, Tint::strong});
  sink(line_of(titles, grid, widths, style));
  for (std::size_t r = 0; r < grid.row_count; ++r)
    sink(line_of(grid.row(r), grid, widths, style));
}

} // namespace hotpatch
