#include "hpapply/probation.h"

#include <cstdlib>
#include <unistd.h>

namespace hotpatch {

std::string state_folder() {
  if (::geteuid() == 0)
    return "/var/lib/hpapply";
  if (const char *const state = std::getenv("XDG_STATE_HOME");
      state != nullptr && *state == '/')
    return std::string(state) + "/hpapply";
  const char *const home = std::getenv("HOME");
  return std::string(home != nullptr ? home : "") + "/.local/state/hpapply";
}

} // namespace hotpatch
