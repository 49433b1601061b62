#include "hpapply/process.h"

#include <utility>

namespace hotpatch {

std::unexpected<Error> refuse(std::string_view slug, std::string_view detail,
                              std::string hint) {
  return fail(ErrorCode::untrusted,
              std::string(slug).append(": ").append(detail), std::move(hint));
}

} // namespace hotpatch
