// See words.h.
#include "hpcompile/words.h"

namespace hotpatch {

std::string_view to_word(CompileStatus status) {
  switch (status) {
  case CompileStatus::written:
    return "written";
  case CompileStatus::refused:
    return "refused";
  case CompileStatus::nothing:
    return "nothing";
  }
  return "";
}

} // namespace hotpatch
