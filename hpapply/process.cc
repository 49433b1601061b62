#include "hpapply/process.h"

#include <utility>

namespace hotpatch {

std::unexpected<Error> refuse(std::string_view slug, std::string detail,
                              std::string hint) {
  return fail(ErrorCode::untrusted, std::string(slug) + ": " + detail,
              std::move(hint));
}

} // namespace hotpatch
