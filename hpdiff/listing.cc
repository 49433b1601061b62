// See listing.h.
//
// Texts of the two sides must be equal where the comparison found them equal,
// and differ where it did not; the comparison decides, text only shows.  So
// what is equal is written with the post side's names on both sides, and a
// difference that the text does not show (a literal beyond its first
// characters, another encoding) is said in the comment.
#include "hpdiff/listing.h"

#include "hpdiff/register_names.h"
#include "hpdiff/register_renames.h"

#include <algorithm>
#include <set>

namespace hotpatch {
namespace {

using Kind = ShownRow::Kind;

// The text of a row with the label it stands at, if there are labels at all.
class LabelColumn {
public:
  explicit LabelColumn(std::uint32_t count)
      : columns_(count == 0 ? 0 : std::to_string(count).size() + 3) {}

  [[nodiscard]] std::string with(std::uint32_t label,
                                 const std::string &text) const {
    if (columns_ == 0)
      return text;
    return left_aligned(label == 0 ? "" : "L" + std::to_string(label) + ":",
                        columns_) +
           text;
  }

private:
  std::size_t columns_;
};

std::string hex_of(BytesView bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (std::byte byte : bytes) {
    const unsigned value = std::to_integer<unsigned>(byte);
    out += out.empty() ? "" : " ";
    out += digits[value >> 4];
    out += digits[value & 15];
  }
  return out;
}

void append_comment(std::string &text, const std::string &comment) {
  if (!comment.empty())
    text += "  ; " + comment;
}

class PairListing {
public:
  PairListing(const ListingSide &pre, const ListingSide &post,
              Equality &equality, const Difference &difference,
              const std::vector<std::string> &notes)
      : pre_side_(pre.side), difference_(difference), equality_(equality),
        notes_(notes),
        // compare() keeps code for questions about fields only.
        own_pre_(needs_code(difference) ? view_code(pre.side, pre.function)
                                        : CodeView{}),
        own_post_(needs_code(difference) ? view_code(post.side, post.function)
                                         : CodeView{}),
        pre_view_(needs_code(difference) ? own_pre_ : difference.pre),
        post_view_(needs_code(difference) ? own_post_ : difference.post),
        pre_(pre, pre_view_), post_(post, post_view_) {}

  FunctionListing run() {
    steps_ = pair_steps(
        difference_, static_cast<std::uint32_t>(pre_view_.steps.size()),
        static_cast<std::uint32_t>(post_view_.steps.size()),
        [&](std::uint32_t step, Likeness how) { return pre_.key(step, how); },
        [&](std::uint32_t step, Likeness how) { return post_.key(step, how); });
    number_labels();
    for (const StepRow &row : steps_)
      add_row(row);
    if (pre_side_.is_x86() && difference_.kind == Difference::Kind::structure)
      fold_renames();
    put_labels();
    return std::move(listing_);
  }

private:
  static bool needs_code(const Difference &difference) {
    return difference.kind != Difference::Kind::fields;
  }

  // A place is labelled in both columns of its row if either side refers to it.
  void number_labels() {
    pre_labels_.assign(pre_view_.steps.size() + 1, 0);
    post_labels_.assign(post_view_.steps.size() + 1, 0);
    const std::set<std::uint32_t> in_pre = places_of(pre_, pre_view_);
    const std::set<std::uint32_t> in_post = places_of(post_, post_view_);
    for (const StepRow &row : steps_) {
      if (!in_pre.contains(row.pre) && !in_post.contains(row.post))
        continue;
      ++label_count_;
      if (row.pre != no_index)
        pre_labels_[row.pre] = label_count_;
      if (row.post != no_index)
        post_labels_[row.post] = label_count_;
    }
  }

  static std::set<std::uint32_t> places_of(const StepText &text,
                                           const CodeView &view) {
    std::set<std::uint32_t> result;
    for (std::uint32_t step = 0; step < view.steps.size(); ++step)
      for (std::uint32_t place : text.places(step))
        result.insert(place);
    return result;
  }

  void add_row(const StepRow &step) {
    if (step.post == no_index)
      add_lone(pre_, step.pre, pre_labels_, Kind::deleted);
    else if (step.pre == no_index)
      add_lone(post_, step.post, post_labels_, Kind::inserted);
    else
      add_both(step);
  }

  void add_lone(const StepText &side, std::uint32_t step,
                const LabelNumbers &labels, Kind kind) {
    const std::vector<std::string> names = side.names(step, labels);
    ShownRow row;
    row.kind = kind;
    row.comment = side.comment(step, names);
    RenameRow rename;
    rename.label = labels[step];
    if (kind == Kind::deleted) {
      rename.pre = side.bytes(step);
      rename.pre_text = row.pre = side.text(step, names, labels);
      row.pre_line = side.line(step);
    } else {
      rename.post = side.bytes(step);
      rename.post_text = row.post = side.text(step, names, labels);
      row.post_line = side.line(step);
    }
    renames_.push_back(std::move(rename));
    listing_.rows.push_back(std::move(row));
  }

  void add_both(const StepRow &step) {
    std::vector<std::string> pre_names = pre_.names(step.pre, pre_labels_);
    const std::vector<std::string> post_names =
        post_.names(step.post, post_labels_);
    const bool same_references = equal_references(step, pre_names, post_names);
    ShownRow row;
    row.pre_line = pre_.line(step.pre);
    row.post_line = post_.line(step.post);
    row.post = post_.text(step.post, post_names, post_labels_);
    row.pre = pre_.text(step.pre, pre_names, pre_labels_);
    const std::string post_comment = post_.comment(step.post, post_names);
    const std::string pre_comment =
        same_references ? post_comment : pre_.comment(step.pre, pre_names);
    row.kind =
        is_equal(step, row, same_references) ? Kind::equal : Kind::changed;
    if (row.kind == Kind::equal) {
      row.pre = row.post;
      row.comment = post_comment;
    }
    renames_.push_back({.pre = pre_.bytes(step.pre),
                        .post = post_.bytes(step.post),
                        .pre_text = row.pre,
                        .post_text = row.post,
                        .label = post_labels_[step.post],
                        .branches_to = branch_label(step),
                        .flow = post_view_.at(step.post).flow,
                        .may_fold = row.kind == Kind::changed &&
                                    same_references && row.pre != row.post &&
                                    without_registers(row.pre) ==
                                        without_registers(row.post)});
    if (row.kind == Kind::changed)
      explain_change(step, row, pre_comment, post_comment);
    listing_.rows.push_back(std::move(row));
  }

  // Whether the references of both are equal one by one; those that are get
  // the post side's name.
  bool equal_references(const StepRow &step,
                        std::vector<std::string> &pre_names,
                        const std::vector<std::string> &post_names) {
    const std::span<const Reference> pre = pre_view_.references_of(step.pre);
    const std::span<const Reference> post = post_view_.references_of(step.post);
    bool all = pre.size() == post.size();
    for (std::size_t k = 0; k < std::min(pre.size(), post.size()); ++k) {
      const bool same_type =
          !pre[k].relocation || !post[k].relocation ||
          pre[k].relocation->type == post[k].relocation->type;
      if (same_type && equal_target(step, pre[k].target, post[k].target))
        pre_names[k] = post_names[k];
      else
        all = false;
    }
    return all;
  }

  // Also where the instruction only reads bytes that are equal.
  bool equal_target(const StepRow &step, const Target &pre,
                    const Target &post) {
    if (equality_.same(pre, post, &difference_.labels))
      return true;
    if (pre.kind != Target::Kind::content || post.kind != pre.kind)
      return false;
    const std::uint64_t width = pre_.access_width(step.pre);
    return width > 0 && width == post_.access_width(step.post) &&
           equality_.same_bytes_at(pre, post, width);
  }

  // The comparison's word, where it looked at the pair; else the text's.
  bool is_equal(const StepRow &step, const ShownRow &row,
                bool same_references) const {
    switch (difference_.kind) {
    case Difference::Kind::none:
    case Difference::Kind::unproven:
      return true;
    case Difference::Kind::fields:
      return std::ranges::find(difference_.fields, step.pre,
                               &FieldDifference::step) ==
             difference_.fields.end();
    case Difference::Kind::structure:
      return same_references && row.pre == row.post &&
             pre_view_.at(step.pre).shape == post_view_.at(step.post).shape;
    }
    return false;
  }

  void explain_change(const StepRow &step, ShownRow &row,
                      const std::string &pre_comment,
                      const std::string &post_comment) {
    for (std::size_t f = 0;
         f < std::min(notes_.size(), difference_.fields.size()); ++f)
      if (difference_.fields[f].step == step.pre)
        row.comment += (row.comment.empty() ? "" : "; ") + notes_[f];
    if (pre_comment != post_comment) {
      append_comment(row.pre, pre_comment);
      append_comment(row.post, post_comment);
    } else if (row.comment.empty()) {
      row.comment = post_comment;
    }
    if (row.pre != row.post)
      return;
    const bool same_shape =
        pre_view_.at(step.pre).shape == post_view_.at(step.post).shape;
    row.comment += row.comment.empty() ? "" : "  ";
    row.comment += same_shape ? "differs in what it refers to"
                              : "encoded " + hex_of(pre_.bytes(step.pre)) +
                                    " -> " + hex_of(post_.bytes(step.post));
  }

  // The label that both sides of a pair of branches lead to.
  std::uint32_t branch_label(const StepRow &step) const {
    const Flow flow = post_view_.at(step.post).flow;
    if (flow != Flow::branch && flow != Flow::jump)
      return 0;
    const std::vector<std::uint32_t> pre = pre_.places(step.pre);
    const std::vector<std::uint32_t> post = post_.places(step.post);
    if (pre.size() != 1 || post.size() != 1 ||
        pre_labels_[pre.front()] != post_labels_[post.front()])
      return 0;
    return post_labels_[post.front()];
  }

  void fold_renames() {
    Renames renames = find_renames(renames_, pre_side_.object().machine);
    for (std::size_t i = 0; i < renames_.size(); ++i)
      if (renames.is_folded[i])
        listing_.rows[i].kind = Kind::folded;
    listing_.renames = std::move(renames.names);
  }

  void put_labels() {
    const LabelColumn column(label_count_);
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      ShownRow &row = listing_.rows[i];
      if (steps_[i].pre != no_index)
        row.pre = column.with(pre_labels_[steps_[i].pre], row.pre);
      if (steps_[i].post != no_index)
        row.post = column.with(post_labels_[steps_[i].post], row.post);
    }
  }

  const Side &pre_side_;
  const Difference &difference_;
  Equality &equality_;
  const std::vector<std::string> &notes_;
  CodeView own_pre_, own_post_;
  const CodeView &pre_view_;
  const CodeView &post_view_;
  StepText pre_, post_;
  std::vector<StepRow> steps_;
  LabelNumbers pre_labels_, post_labels_;
  std::uint32_t label_count_ = 0;
  std::vector<RenameRow> renames_; // one a row
  FunctionListing listing_;
};

} // namespace

FunctionListing list_pair(const ListingSide &pre, const ListingSide &post,
                          Equality &equality, const Difference &difference,
                          const std::vector<std::string> &notes) {
  return PairListing(pre, post, equality, difference, notes).run();
}

FunctionListing list_lone(const ListingSide &listed, ShownRow::Kind kind) {
  const CodeView view = view_code(listed.side, listed.function);
  const StepText text(listed, view);
  LabelNumbers labels(view.steps.size() + 1, 0);
  for (std::uint32_t step = 0; step < view.steps.size(); ++step)
    for (std::uint32_t place : text.places(step))
      labels[place] = 1;
  std::uint32_t count = 0;
  for (std::uint32_t step = 0; step < view.steps.size(); ++step)
    if (labels[step] != 0)
      labels[step] = ++count;
  const LabelColumn column(count);
  FunctionListing listing;
  for (std::uint32_t step = 0; step < view.steps.size(); ++step) {
    const std::vector<std::string> names = text.names(step, labels);
    const std::string line =
        column.with(labels[step], text.text(step, names, labels));
    ShownRow row;
    row.kind = kind;
    row.comment = text.comment(step, names);
    const bool is_pre = kind == Kind::deleted;
    (is_pre ? row.pre : row.post) = line;
    (is_pre ? row.pre_line : row.post_line) = text.line(step);
    listing.rows.push_back(std::move(row));
  }
  return listing;
}

std::vector<InstructionRow>
to_instruction_rows(const FunctionListing &listing) {
  std::vector<InstructionRow> result;
  for (const ShownRow &row : listing.rows) {
    InstructionRow out;
    out.pre = row.pre;
    out.post = row.post;
    switch (row.kind) {
    case Kind::equal:
      out.kind = InstructionRow::Kind::equal;
      break;
    case Kind::changed:
    case Kind::folded:
      out.kind = InstructionRow::Kind::changed;
      break;
    case Kind::deleted:
      out.kind = InstructionRow::Kind::deleted;
      break;
    case Kind::inserted:
      out.kind = InstructionRow::Kind::inserted;
      break;
    }
    for (std::string *text : {&out.pre, &out.post})
      if (!text->empty())
        append_comment(*text, row.comment);
    result.push_back(std::move(out));
  }
  return result;
}

} // namespace hotpatch
