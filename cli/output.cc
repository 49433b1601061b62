// An output is a function and not a string, since the JSON of a large build
// tree has 100 MB.
#include "cli/output.h"

#include <utility>

namespace hotpatch {

Output text_output(std::string path, std::string text) {
  return {std::move(path),
          [text = std::move(text)](const Sink &sink) { sink(text); }};
}

} // namespace hotpatch
