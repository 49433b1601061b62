// Rows become lines in two steps: first what is shown and what is folded (the
// same for both layouts), then how a line looks.
//
// A changed row is two lines in the unified layout, "-" and "+", as every
// reader of patches knows them, and one line side by side.
#include "hpdiff/show_view.h"

#include "hpdiff/text.h"

#include <algorithm>

namespace hotpatch {
namespace {

using Kind = ShownRow::Kind;

constexpr std::size_t default_columns = 120;

// Rows [begin, end) as they are, or in one line.
struct Stretch {
  std::size_t begin = 0, end = 0;
  bool is_collapsed = false;
};

// The end of the run of rows of one kind that begins at `begin`.
std::size_t run_end(const std::vector<ShownRow> &rows, std::size_t begin) {
  std::size_t end = begin;
  while (end < rows.size() && rows[end].kind == rows[begin].kind)
    ++end;
  return end;
}

// An equal run keeps `context` rows at each end that borders on a difference.
std::vector<Stretch> stretches_of(const std::vector<ShownRow> &rows,
                                  std::size_t context) {
  std::vector<Stretch> stretches;
  for (std::size_t begin = 0; begin < rows.size();) {
    const std::size_t end = run_end(rows, begin);
    const std::size_t head = begin > 0 ? context : 0;
    const std::size_t tail = end < rows.size() ? context : 0;
    const bool is_long = rows[begin].kind == Kind::equal &&
                         end - begin > head && end - begin - head > tail + 1;
    if (rows[begin].kind == Kind::folded) {
      stretches.push_back({begin, end, true});
    } else if (is_long) {
      stretches.push_back({begin, begin + head, false});
      stretches.push_back({begin + head, end - tail, true});
      stretches.push_back({end - tail, end, false});
    } else {
      stretches.push_back({begin, end, false});
    }
    begin = end;
  }
  return stretches;
}

std::string line_number(std::uint32_t line) {
  return line > 0 ? std::to_string(line) : "";
}

// Columns for the line numbers of one side; 0 if there are none.
std::size_t number_columns(const std::vector<ShownRow> &rows,
                           std::uint32_t ShownRow::*line) {
  std::size_t columns = 0;
  for (const ShownRow &row : rows)
    columns = std::max(columns, line_number(row.*line).size());
  return columns;
}

std::string joined(const std::vector<std::string> &list) {
  std::string text;
  for (const std::string &item : list)
    text += (text.empty() ? "" : ", ") + printable(item);
  return text;
}

std::string collapsed_line(const ShownFunction &shown, const Stretch &stretch,
                           const TextStyle &style) {
  const std::size_t count = stretch.end - stretch.begin;
  const bool is_folded = shown.rows[stretch.begin].kind == Kind::folded;
  std::string text = is_folded ? "~ " : "  ";
  text += "... " + to_decimal(count, style.grouping) +
          (is_folded ? " with renamed registers only" : " equal");
  return tinted(text, is_folded ? Tint::cyan : Tint::dim, style) + "\n";
}

class UnifiedLayout {
public:
  UnifiedLayout(const ShownFunction &shown, const TextStyle &style)
      : style_(style),
        pre_columns_(number_columns(shown.rows, &ShownRow::pre_line)),
        post_columns_(number_columns(shown.rows, &ShownRow::post_line)) {}

  [[nodiscard]] std::string lines(const ShownRow &row) const {
    switch (row.kind) {
    case Kind::equal:
    case Kind::folded:
      return line("  ", row.pre_line, row.post_line, row.post, row.comment,
                  Tint::plain);
    case Kind::changed:
      return line("- ", row.pre_line, 0, row.pre, "", Tint::red) +
             line("+ ", 0, row.post_line, row.post, row.comment, Tint::green);
    case Kind::deleted:
      return line("- ", row.pre_line, 0, row.pre, row.comment, Tint::red);
    case Kind::inserted:
      return line("+ ", 0, row.post_line, row.post, row.comment, Tint::green);
    }
    return "";
  }

private:
  [[nodiscard]] std::string line(std::string_view sign, std::uint32_t pre_line,
                                 std::uint32_t post_line,
                                 std::string_view instruction,
                                 std::string_view comment, Tint tint) const {
    std::string text(sign);
    if (pre_columns_ + post_columns_ > 0)
      text += right_aligned(line_number(pre_line), pre_columns_) + " " +
              right_aligned(line_number(post_line), post_columns_) + "  ";
    text += printable(instruction);
    text = tinted(text, tint, style_);
    if (!comment.empty())
      text += tinted("  ; " + printable(comment), Tint::dim, style_);
    return text + "\n";
  }

  const TextStyle &style_;
  std::size_t pre_columns_, post_columns_;
};

class SideBySideLayout {
public:
  SideBySideLayout(const ShownFunction &shown, const TextStyle &style)
      : style_(style),
        pre_columns_(number_columns(shown.rows, &ShownRow::pre_line)),
        post_columns_(number_columns(shown.rows, &ShownRow::post_line)) {
    const std::size_t total =
        style.columns > 0 ? style.columns : default_columns;
    side_columns_ = std::max<std::size_t>(
        (total - std::min<std::size_t>(total, 3)) / 2, 20);
  }

  [[nodiscard]] std::string lines(const ShownRow &row) const {
    std::string post_text = printable(row.post);
    if (!row.comment.empty())
      post_text += "  ; " + printable(row.comment);
    const std::string pre = left_aligned(
        fit_middle(numbered(row.pre_line, pre_columns_, printable(row.pre)),
                   side_columns_),
        side_columns_);
    const std::string post = fit_middle(
        numbered(row.post_line, post_columns_, post_text), side_columns_);
    const bool is_equal = row.kind == Kind::equal || row.kind == Kind::folded;
    return tinted(pre, is_equal ? Tint::plain : Tint::red, style_) +
           sign_of(row.kind) +
           tinted(post, is_equal ? Tint::plain : Tint::green, style_) + "\n";
  }

private:
  static std::string numbered(std::uint32_t line, std::size_t columns,
                              std::string text) {
    if (columns > 0)
      text.insert(0, right_aligned(line_number(line), columns) + "  ");
    return text;
  }
  static std::string sign_of(Kind kind) {
    switch (kind) {
    case Kind::equal:
      return "   ";
    case Kind::changed:
      return " | ";
    case Kind::deleted:
      return " < ";
    case Kind::inserted:
      return " > ";
    case Kind::folded:
      return " ~ ";
    }
    return "";
  }

  const TextStyle &style_;
  std::size_t pre_columns_, post_columns_, side_columns_ = 0;
};

std::string side_text(const std::optional<FunctionSide> &side,
                      Grouping grouping) {
  return side ? to_decimal(side->size, grouping) : "absent";
}

std::string render_head(const ShownFunction &shown, const TextStyle &style) {
  const FunctionDiff &summary = shown.summary;
  std::string text = tinted(display_name(summary), Tint::strong, style) +
                     "  in " + display_object(summary) + "\n";
  text +=
      side_text(summary.pre, style.grouping) + " -> " +
      side_text(summary.post, style.grouping) + " bytes (" +
      to_delta(size_of(summary.pre), size_of(summary.post), style.grouping) +
      ")";
  if (summary.pre && summary.post)
    text += ", " + to_decimal(summary.pre->instruction_count, style.grouping) +
            " -> " +
            to_decimal(summary.post->instruction_count, style.grouping) +
            " instructions, similarity " + to_similarity(summary.similarity, 4);
  text += ", class " + std::string(to_word(summary.cls));
  if (summary.flags != ChangeFlags{})
    text += ", flags " + to_letters(summary.flags);
  text += "\n";
  if (!shown.renames.empty())
    text += "renamed registers: " + joined(shown.renames) + "\n";
  return text + "\n";
}

template <typename Layout>
std::string render_rows(const ShownFunction &shown, std::size_t context,
                        const Layout &layout, const TextStyle &style) {
  std::string text;
  for (const Stretch &stretch : stretches_of(shown.rows, context)) {
    if (stretch.is_collapsed) {
      text += collapsed_line(shown, stretch, style);
      continue;
    }
    for (std::size_t i = stretch.begin; i < stretch.end; ++i)
      text += layout.lines(shown.rows[i]);
  }
  return text;
}

} // namespace

std::string render_shown(const ShownFunction &shown, const ShowOptions &options,
                         const TextStyle &style) {
  std::string rows;
  switch (options.layout) {
  case ShowOptions::Layout::unified:
    rows =
        render_rows(shown, options.context, UnifiedLayout(shown, style), style);
    break;
  case ShowOptions::Layout::side_by_side:
    rows = render_rows(shown, options.context, SideBySideLayout(shown, style),
                       style);
    break;
  }
  return render_head(shown, style) + rows;
}

} // namespace hotpatch
