// The instructions of one function as text.
#ifndef HOTPATCH_HPDIFF_STEP_TEXT_H
#define HOTPATCH_HPDIFF_STEP_TEXT_H

#include "formats/debug/line_table.h"
#include "hpdiff/code_view.h"
#include "hpdiff/pair_steps.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hotpatch {

// A function to list.
struct ListingSide {
  const Side &side;
  std::uint32_t function = no_index;
  // Its line rows, places counted from its start; may be empty.
  std::vector<LineRow> lines = {};
  // Machines other than x86: the text of each of Side::instructions(); without
  // it they are shown as words in hex.
  std::vector<std::string> texts = {};
};

// Numbers of the places that something branches or refers to, one a step and
// one for the end of the code; 0 where there is none.
using LabelNumbers = std::vector<std::uint32_t>;

// All that is referred to must outlive it.
class StepText {
public:
  StepText(const ListingSide &listed, const CodeView &view);

  // Steps of this function that the step refers to; steps.size() is its end.
  [[nodiscard]] std::vector<std::uint32_t> places(std::uint32_t step) const;
  // What the step's references are called, in the view's order.
  [[nodiscard]] std::vector<std::string>
  names(std::uint32_t step, const LabelNumbers &labels) const;
  // The instruction with those names in place of numbers.
  [[nodiscard]] std::string text(std::uint32_t step,
                                 const std::vector<std::string> &names,
                                 const LabelNumbers &labels) const;
  // Literals, demangled names and types of relocations.
  [[nodiscard]] std::string
  comment(std::uint32_t step, const std::vector<std::string> &names) const;
  [[nodiscard]] std::uint64_t key(std::uint32_t step, Likeness likeness) const;
  // The source line, in the file that the function is in; 0: not known.
  [[nodiscard]] std::uint32_t line(std::uint32_t step) const;
  // Bytes that the instruction accesses in memory; 0 if that is not known.
  [[nodiscard]] std::uint64_t access_width(std::uint32_t step) const;
  [[nodiscard]] BytesView bytes(std::uint32_t step) const;

private:
  [[nodiscard]] bool is_own_place(std::uint32_t step,
                                  const Reference &reference) const;
  [[nodiscard]] std::string label(std::int64_t place,
                                  const LabelNumbers &labels) const;
  [[nodiscard]] std::string field_name(std::uint32_t step, Field field,
                                       const std::vector<std::string> &names,
                                       const LabelNumbers &labels) const;
  [[nodiscard]] std::string other_text(std::uint32_t step,
                                       const std::string &name) const;
  [[nodiscard]] bool shows_name(std::uint32_t step,
                                const Reference &reference) const;

  const ListingSide &listed_;
  const Side &side_;
  const CodeView &view_;
};

} // namespace hotpatch

#endif
