// What the files about Windows have in common: handles, and its errors as text.
#ifndef HOTPATCH_FORMATS_CORE_WINDOWS_HANDLE_H
#define HOTPATCH_FORMATS_CORE_WINDOWS_HANDLE_H

#include "formats/core/error.h"

#include <array>
#include <memory>
#include <string>
#include <system_error>

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

namespace hotpatch {

struct CloseHandleOf {
  void operator()(HANDLE handle) const {
    if (handle != INVALID_HANDLE_VALUE)
      ::CloseHandle(handle);
  }
};
using Handle = std::unique_ptr<void, CloseHandleOf>;

// What the last function of Windows that failed says.
inline std::string windows_message(DWORD error = ::GetLastError()) {
  return std::system_category().message(static_cast<int>(error)) + " (" +
         std::to_string(error) + ")";
}

// The running program's own file.
inline Expected<std::string> program_path() {
  std::array<char, 4096> path = {};
  const DWORD length = ::GetModuleFileNameA(nullptr, path.data(),
                                            static_cast<DWORD>(path.size()));
  if (length == 0 || length == path.size())
    return fail(ErrorCode::io,
                "the program's own path cannot be had: " + windows_message());
  return std::string(path.data(), length);
}

} // namespace hotpatch

#endif
