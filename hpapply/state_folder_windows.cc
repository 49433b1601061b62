#include "hpapply/probation.h"

#include <cstdlib>

namespace hotpatch {

std::string state_folder() {
  const char *const data = std::getenv("ProgramData");
  return std::string(data != nullptr ? data : "C:\\ProgramData") + "/hpapply";
}

} // namespace hotpatch
