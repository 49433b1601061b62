#include "cli/terminal.h"

#include <io.h>

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

namespace hotpatch {

std::size_t window_columns(int fd) {
  CONSOLE_SCREEN_BUFFER_INFO info = {};
  const auto handle = reinterpret_cast<HANDLE>(::_get_osfhandle(fd));
  if (!::GetConsoleScreenBufferInfo(handle, &info))
    return 0;
  return static_cast<std::size_t>(info.srWindow.Right - info.srWindow.Left + 1);
}

} // namespace hotpatch
