// See report.h.
#include "hpdiff/report.h"

namespace hotpatch {

std::string_view to_word(FunctionClass cls) {
  switch (cls) {
  case FunctionClass::identical:
    return "identical";
  case FunctionClass::layout_only:
    return "layout_only";
  case FunctionClass::line_only:
    return "line_only";
  case FunctionClass::constant:
    return "constant";
  case FunctionClass::code:
    return "code";
  case FunctionClass::added:
    return "added";
  case FunctionClass::removed:
    return "removed";
  }
  return "";
}

std::string_view to_word(DataClass cls) {
  switch (cls) {
  case DataClass::identical:
    return "identical";
  case DataClass::changed_readonly:
    return "changed_readonly";
  case DataClass::changed_initializer:
    return "changed_initializer";
  case DataClass::resized:
    return "resized";
  case DataClass::added:
    return "added";
  case DataClass::removed:
    return "removed";
  }
  return "";
}

std::string_view to_word(ChangeFlag flag) {
  switch (flag) {
  case ChangeFlag::control_flow:
    return "control_flow";
  case ChangeFlag::instructions:
    return "instructions";
  case ChangeFlag::operands:
    return "operands";
  case ChangeFlag::stack_frame:
    return "stack_frame";
  case ChangeFlag::calls:
    return "calls";
  case ChangeFlag::referenced_data:
    return "referenced_data";
  case ChangeFlag::unwind:
    return "unwind";
  }
  return "";
}

std::string_view to_word(MatchBy by) {
  switch (by) {
  case MatchBy::none:
    return "none";
  case MatchBy::name:
    return "name";
  case MatchBy::base_name:
    return "base_name";
  case MatchBy::content:
    return "content";
  case MatchBy::neighbours:
    return "neighbours";
  }
  return "";
}

std::string_view to_word(LinkageKind linkage) {
  switch (linkage) {
  case LinkageKind::local:
    return "local";
  case LinkageKind::global:
    return "global";
  case LinkageKind::weak:
    return "weak";
  }
  return "";
}

bool DiffReport::differs() const {
  auto functions_of = [&](FunctionClass cls) {
    return totals.functions[static_cast<std::size_t>(cls)];
  };
  std::uint64_t changed = functions_of(FunctionClass::constant) +
                          functions_of(FunctionClass::code) +
                          functions_of(FunctionClass::added) +
                          functions_of(FunctionClass::removed);
  for (std::size_t cls = 1; cls < data_class_count; ++cls)
    changed += totals.data[cls];
  return changed + totals.objects_added + totals.objects_removed > 0;
}

} // namespace hotpatch
