// See error.h.
#include "formats/core/error.h"

namespace hotpatch {

Error Error::at(std::string_view where) && {
  message.insert(0, std::string(where) + ": ");
  return std::move(*this);
}

std::unexpected<Error> fail(ErrorCode code, std::string message,
                            std::string hint) {
  return std::unexpected(Error{code, std::move(message), std::move(hint)});
}

} // namespace hotpatch
