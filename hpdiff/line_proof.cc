// See line_proof.h.
//
// A macro such as assert() or ERR_raise() passes __LINE__ to a function, so any
// edit above it changes an immediate and nothing else.  In a real OpenSSL
// update that is nine out of ten functions whose bytes differ.  To call such a
// function unchanged, one must know that the number is a line: equal-looking
// changes are the version number that a function returns, a buffer size, an
// enumerator.  Two independent facts are asked for: where the value goes (only
// into calls), and where it comes from (rules (a), (b), (c) of the header).
// The exact line row alone, rule (a), proves 2 of 13 functions of a real fix,
// since the macro may sit in an inlined callee or span lines; bracketing proves
// 13 of 13 and has accepted no wrong one (65 fixes).
#include "hpdiff/line_proof.h"

#include "formats/core/file_name.h"
#include "formats/object/names.h"
#include "hpdiff/argument_flow.h"

#include <algorithm>
#include <map>

namespace hotpatch {
namespace {

// Lines of one function in one file, pre and post, at corresponding
// instructions.
using Scope = std::pair<std::string, std::string>; // function, file name
using LinePairs = FunctionStarts::mapped_type;

const LineRow *row_at(const std::vector<LineRow> &rows, std::uint64_t offset) {
  auto after = std::ranges::upper_bound(rows, offset, {}, &LineRow::begin);
  return after == rows.begin() ? nullptr : &*std::prev(after);
}

class LineProver {
public:
  LineProver(const Side &pre_side, const Difference &difference,
             const FunctionLines &lines, const FunctionStarts &starts,
             const std::vector<LineRule> &rules)
      : side_(pre_side), d_(difference), lines_(lines), starts_(starts),
        rules_(rules) {
    if (has_lines())
      collect_pairs();
  }

  // The proof for one field, or nothing.
  std::optional<std::string> prove(const FieldDifference &field) const {
    const Instruction &a = d_.pre.at(field.step), &b = d_.post.at(field.step);
    if (a.immediate == b.immediate || a.immediate2 != b.immediate2)
      return std::nullopt;
    std::optional<std::vector<ArgumentUse>> uses =
        follow_to_calls(side_, d_.labels.pre, d_.pre, field.step);
    if (!uses)
      return std::nullopt;
    std::optional<std::string> reason =
        has_lines() ? by_lines(field.step, a.immediate, b.immediate)
                    : by_rules(*uses);
    if (!reason)
      return std::nullopt;
    return std::to_string(a.immediate) + " -> " + std::to_string(b.immediate) +
           ": argument " + std::to_string(uses->front().argument) + " of " +
           callee(uses->front().step) + "; " + *reason;
  }

private:
  [[nodiscard]] bool has_lines() const {
    return !lines_.pre.empty() && !lines_.post.empty();
  }

  void collect_pairs() {
    for (std::uint32_t i = 0; i < d_.pre.steps.size(); ++i) {
      const LineRow *p = row_at(lines_.pre, d_.pre.at(i).offset);
      const LineRow *q = row_at(lines_.post, d_.post.at(i).offset);
      if (!p || !q || p->frames.size() != q->frames.size())
        continue;
      for (std::size_t n = 0; n < p->frames.size(); ++n) {
        const SourceFrame &x = p->frames[n], &y = q->frames[n];
        Scope scope{x.function, std::string(file_name(x.file))};
        if (scope != Scope{y.function, std::string(file_name(y.file))})
          continue;
        add_pair(scope, x.line, y.line);
        add_pair(scope, x.declared_at, y.declared_at);
      }
    }
  }

  void add_pair(const Scope &scope, std::uint32_t pre, std::uint32_t post) {
    if (pre == 0 || post == 0)
      return;
    std::vector<std::uint32_t> &lines = pairs_[scope][pre];
    if (std::ranges::find(lines, post) == lines.end())
      lines.push_back(post);
  }

  std::optional<std::string> by_lines(std::uint32_t step, std::int64_t pre,
                                      std::int64_t post) const {
    if (std::optional<std::string> reason = by_row(step, pre, post))
      return reason;
    return by_bracket(pre, post);
  }

  // Rule (a).
  std::optional<std::string> by_row(std::uint32_t step, std::int64_t pre,
                                    std::int64_t post) const {
    const LineRow *p = row_at(lines_.pre, d_.pre.at(step).offset);
    const LineRow *q = row_at(lines_.post, d_.post.at(step).offset);
    if (!p || !q)
      return std::nullopt;
    for (const SourceFrame &x : p->frames)
      for (const SourceFrame &y : q->frames)
        if (x.line == pre && y.line == post && x.function == y.function &&
            file_name(x.file) == file_name(y.file))
          return "the instruction's own line in " +
                 std::string(file_name(x.file));
    return std::nullopt;
  }

  // Rule (b).
  std::optional<std::string> by_bracket(std::int64_t pre,
                                        std::int64_t post) const {
    auto moved = [&](const auto &entry) {
      return entry.second.size() == 1 &&
             std::int64_t{entry.second.front()} - std::int64_t{entry.first} ==
                 post - pre;
    };
    auto text = [](const auto &entry) {
      return std::to_string(entry.first) + " -> " +
             std::to_string(entry.second.front());
    };
    for (const auto &[scope, lines] : pairs_) {
      auto above = std::ranges::find_if(
          lines, [&](const auto &entry) { return entry.first >= pre; });
      if (above == lines.begin() &&
          (lines.empty() || std::int64_t{above->first} != pre))
        continue;
      bool exact = above != lines.end() && std::int64_t{above->first} == pre;
      auto below = exact ? above : std::prev(above);
      const LinePairs::value_type *upper =
          above != lines.end() ? &*above : next_start(scope.second, *below);
      if (upper && upper->first >= pre && moved(*below) && moved(*upper))
        return "between lines " + text(*below) + " and " + text(*upper) +
               " of " + scope.second;
    }
    return std::nullopt;
  }

  // The first function of the file that begins behind the line.
  const LinePairs::value_type *
  next_start(const std::string &file, const LinePairs::value_type &last) const {
    auto lines = starts_.find(file);
    if (lines == starts_.end())
      return nullptr;
    auto next = lines->second.upper_bound(last.first);
    return next == lines->second.end() ? nullptr : &*next;
  }

  // Rule (c).
  std::optional<std::string>
  by_rules(const std::vector<ArgumentUse> &uses) const {
    for (const ArgumentUse &use : uses)
      if (!std::ranges::binary_search(rules_,
                                      LineRule{callee(use.step), use.argument}))
        return std::nullopt;
    return "line argument by rule";
  }

  // The name of the function that the step calls, as its prototype has it.
  std::string callee(std::uint32_t step) const {
    for (const Reference &reference : d_.pre.references_of(step)) {
      std::string_view name;
      if (reference.target.kind == Target::Kind::symbol)
        name = side_.object().symbols[reference.target.index].name;
      else if (reference.target.kind == Target::Kind::code)
        return base_name(
            name_of(side_.object(),
                    side_.contents().functions[reference.target.index]));
      for (std::string_view prefix : {"__imp_", ".refptr."})
        if (name.starts_with(prefix))
          name.remove_prefix(prefix.size());
      if (side_.object().machine.isa == Isa::i386 &&
          side_.object().machine.format == ObjectFormat::coff &&
          name.starts_with('_'))
        name.remove_prefix(1);
      if (!name.empty())
        return std::string(name);
    }
    return "a function pointer";
  }

  const Side &side_;
  const Difference &d_;
  const FunctionLines &lines_;
  const FunctionStarts &starts_;
  const std::vector<LineRule> &rules_;
  std::map<Scope, LinePairs> pairs_;
};

} // namespace

std::optional<std::vector<std::string>>
prove_lines(const Side &pre_side, const Difference &difference,
            const FunctionLines &lines, const FunctionStarts &starts,
            const std::vector<LineRule> &rules) {
  LineProver prover(pre_side, difference, lines, starts, rules);
  std::vector<std::string> proofs;
  for (const FieldDifference &field : difference.fields) {
    std::optional<std::string> proof = prover.prove(field);
    if (!proof)
      return std::nullopt;
    proofs.push_back(*std::move(proof));
  }
  return proofs;
}

} // namespace hotpatch
