// See file.cc.  A temporary file is opened for nobody else, so whoever comes
// second is refused and may try again; that of a killed process is taken over.
// Source: Windows SDK, CreateFile, MoveFileEx, MapViewOfFile.
#include "formats/core/file.h"

#include "formats/core/windows_handle.h"

#include <algorithm>
#include <filesystem>

namespace hotpatch {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> fail_io(std::string_view action,
                               DWORD error = ::GetLastError()) {
  return fail(ErrorCode::io,
              std::string(action) + ": " + windows_message(error));
}

bool write_all(HANDLE file, std::string_view content) {
  constexpr std::size_t most = 1 << 30;
  while (!content.empty()) {
    DWORD count = 0;
    if (!::WriteFile(file, content.data(),
                     static_cast<DWORD>(std::min(content.size(), most)), &count,
                     nullptr))
      return false;
    content.remove_prefix(count);
  }
  return true;
}

// Fills a temporary file beside `path` and gives it that name.
Expected<void> put_in_place(const std::string &path, DWORD move_flags,
                            const std::function<void(const Sink &)> &produce) {
  const std::string temporary = path + ".hotpatch-tmp";
  Handle file(::CreateFileA(temporary.c_str(), GENERIC_WRITE, 0, nullptr,
                            CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr));
  if (file.get() == INVALID_HANDLE_VALUE)
    return fail_io("cannot create " + temporary);
  DWORD error = 0;
  produce([&](std::string_view piece) {
    if (error == 0 && !write_all(file.get(), piece))
      error = ::GetLastError();
  });
  if (error == 0 && !::FlushFileBuffers(file.get()))
    error = ::GetLastError();
  file.reset();
  if (error == 0 && !::MoveFileExA(temporary.c_str(), path.c_str(),
                                   move_flags | MOVEFILE_WRITE_THROUGH))
    error = ::GetLastError();
  if (error == 0)
    return {};
  ::DeleteFileA(temporary.c_str());
  return fail_io("cannot write", error);
}

} // namespace

MappedFile::~MappedFile() {
  if (!bytes_.empty())
    ::UnmapViewOfFile(bytes_.data());
}

Expected<MappedFile> MappedFile::open(const std::string &path) {
  const Handle file(::CreateFileA(
      path.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_DELETE, nullptr,
      OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr));
  if (file.get() == INVALID_HANDLE_VALUE)
    return fail_io("cannot open");
  if (::GetFileType(file.get()) != FILE_TYPE_DISK)
    return fail(ErrorCode::io, "is no regular file");
  LARGE_INTEGER size = {};
  if (!::GetFileSizeEx(file.get(), &size))
    return fail_io("cannot examine");
  if (size.QuadPart == 0)
    return MappedFile();
  const Handle mapping(
      ::CreateFileMappingA(file.get(), nullptr, PAGE_READONLY, 0, 0, nullptr));
  const void *at = mapping
                       ? ::MapViewOfFile(mapping.get(), FILE_MAP_READ, 0, 0, 0)
                       : nullptr;
  if (!at)
    return fail_io("cannot map");
  return MappedFile(BytesView(static_cast<const std::byte *>(at),
                              static_cast<std::size_t>(size.QuadPart)));
}

Expected<bool> is_directory(const std::string &path) {
  const DWORD attributes = ::GetFileAttributesA(path.c_str());
  if (attributes == INVALID_FILE_ATTRIBUTES)
    return fail_io("cannot open");
  return (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

bool is_there(const std::string &path) {
  if (::GetFileAttributesA(path.c_str()) != INVALID_FILE_ATTRIBUTES)
    return true;
  const DWORD error = ::GetLastError();
  return error != ERROR_FILE_NOT_FOUND && error != ERROR_PATH_NOT_FOUND;
}

Expected<std::vector<std::string>> list_files(const std::string &root) {
  std::vector<std::string> paths;
  std::error_code error;
  fs::recursive_directory_iterator it(root, error);
  for (; !error && it != fs::recursive_directory_iterator();
       it.increment(error)) {
    std::error_code ignored;
    if (it->is_regular_file(ignored))
      paths.push_back(it->path().lexically_relative(root).generic_string());
  }
  if (error)
    return fail_io("cannot read directory", static_cast<DWORD>(error.value()));
  std::ranges::sort(paths);
  return paths;
}

Expected<std::vector<std::string>> list_entries(const std::string &folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder, error);
       !error && it != fs::directory_iterator(); it.increment(error))
    names.push_back(it->path().filename().string());
  if (error)
    return fail_io("cannot read directory", static_cast<DWORD>(error.value()));
  std::ranges::sort(names);
  return names;
}

bool is_same_file(const std::string &a, const std::string &b) {
  std::error_code error;
  return fs::equivalent(a, b, error) && !error;
}

Expected<void> create_directory(const std::string &path) {
  if (::CreateDirectoryA(path.c_str(), nullptr))
    return {};
  const DWORD error = ::GetLastError();
  // Of a drive ("C:"), Windows says that it is not allowed.
  const Expected<bool> is_folder = is_directory(path);
  if (is_folder && *is_folder)
    return {};
  return fail_io("cannot create directory", error);
}

Expected<void> write_file(const std::string &path, std::string_view content) {
  return write_file(path, [content](const Sink &sink) { sink(content); });
}

Expected<void> write_file(const std::string &path,
                          const std::function<void(const Sink &)> &produce) {
  return put_in_place(path, MOVEFILE_REPLACE_EXISTING, produce);
}

Expected<void> create_file(const std::string &path, std::string_view content,
                           Readers readers) {
  if (readers == Readers::owner)
    return fail(ErrorCode::unsupported,
                "files for the owner alone are not made under Windows");
  return put_in_place(path, 0, [content](const Sink &sink) { sink(content); });
}

Expected<void> update_file(
    const std::string &path,
    const std::function<Expected<std::vector<std::byte>>(BytesView)> &change) {
  Expected<std::vector<std::byte>> content = [&] {
    const Expected<MappedFile> file = MappedFile::open(path);
    return file ? change(file->bytes())
                : Expected<std::vector<std::byte>>(
                      std::unexpected(file.error()));
  }();
  if (!content)
    return std::unexpected(std::move(content).error());
  return write_file(path, as_text(*content));
}

} // namespace hotpatch
