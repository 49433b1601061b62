// See exit_status.h.  A validation that found a difference outranks the status:
// whoever asked for it must not get a payload that is not what it should be.
#include "hpcompile/exit_status.h"

namespace hotpatch {

CompileExit exit_status_of(const CompileReport &report) {
  if (report.validation && !report.validation->is_valid())
    return CompileExit::refused;
  switch (report.status) {
  case CompileStatus::written:
    return CompileExit::done;
  case CompileStatus::refused:
    return CompileExit::refused;
  case CompileStatus::nothing:
    return CompileExit::nothing;
  }
  return CompileExit::trouble;
}

CompileExit exit_status_of(const Validation &validation) {
  return validation.is_valid() ? CompileExit::done : CompileExit::refused;
}

} // namespace hotpatch
