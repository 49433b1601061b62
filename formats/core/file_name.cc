#include "formats/core/file_name.h"

namespace hotpatch {

std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == path.npos ? path : path.substr(slash + 1);
}

std::string_view object_file_name(std::string_view label) {
  if (label.ends_with(')'))
    if (std::size_t open = label.rfind('('); open != label.npos)
      label = label.substr(open + 1, label.size() - open - 2);
  return file_name(label);
}

} // namespace hotpatch
