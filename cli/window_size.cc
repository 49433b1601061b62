#include "cli/terminal.h"

#include <sys/ioctl.h>

namespace hotpatch {

std::size_t window_columns(int fd) {
  struct winsize size = {};
  return ::ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

} // namespace hotpatch
