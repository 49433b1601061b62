// See show.h.
#include "hpdiff/show.h"
namespace hotpatch {
Expected<std::vector<ShownFunction>> show_function(const std::string &,
                                                   const std::string &,
                                                   const std::string &,
                                                   const DiffOptions &) {
  return fail(ErrorCode::unsupported, "not there yet");
}
} // namespace hotpatch
