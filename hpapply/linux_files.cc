// Source: proc(5).
#include "hpapply/linux_files.h"

#include "formats/core/file.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <string>
#include <system_error>
#include <unistd.h>

namespace hotpatch {
namespace {

// The next word of `line`, which loses it.
std::string_view take_word(std::string_view &line) {
  const std::size_t begin = line.find_first_not_of(' ');
  if (begin == std::string_view::npos) {
    line = {};
    return {};
  }
  const std::size_t end = std::min(line.find(' ', begin), line.size());
  const std::string_view word = line.substr(begin, end - begin);
  line.remove_prefix(end);
  return word;
}

bool parse_hex(std::string_view text, std::uint64_t &value) {
  constexpr int hexadecimal = 16;
  const auto result = std::from_chars(text.data(), text.data() + text.size(),
                                      value, hexadecimal);
  return result.ec == std::errc{} && result.ptr == text.data() + text.size();
}

Expected<MemoryRegion> parse_region(std::string_view line) {
  constexpr std::size_t protection_letters = 4;
  MemoryRegion region;
  const std::string_view range = take_word(line);
  const std::string_view protection = take_word(line);
  const std::string_view offset = take_word(line);
  take_word(line); // device
  const std::string_view inode = take_word(line);
  const std::size_t dash = range.find('-');
  if (dash == std::string_view::npos ||
      !parse_hex(range.substr(0, dash), region.range.begin) ||
      !parse_hex(range.substr(dash + 1), region.range.end) ||
      !parse_hex(offset, region.offset) ||
      protection.size() != protection_letters)
    return fail(ErrorCode::malformed, "a line that is no mapping");
  region.is_readable = protection[0] == 'r';
  region.is_writable = protection[1] == 'w';
  region.is_executable = protection[2] == 'x';
  region.is_shared = protection[3] == 's';
  region.is_file = inode != "0";
  const std::size_t name = line.find_first_not_of(' ');
  if (name != std::string_view::npos)
    region.name = line.substr(name);
  return region;
}

// Of a status file, such as "TracerPid:".
std::string status_field(const std::string &folder, std::string_view name) {
  const Expected<Descriptor> file = open_file(folder + "/status", O_RDONLY);
  const std::string text =
      file ? read_whole(*file).value_or(std::string{}) : std::string{};
  const std::size_t at = text.find(name);
  if (at == std::string::npos)
    return {};
  std::string_view rest = std::string_view(text).substr(at + name.size());
  rest = rest.substr(0, rest.find('\n'));
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  return std::string(rest);
}

} // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0)
    ::close(number_);
}

std::string system_message() { return std::generic_category().message(errno); }

Expected<Descriptor> open_file(const std::string &path, int flags) {
  const int number = ::open(path.c_str(), flags | O_CLOEXEC);
  if (number < 0)
    return fail(ErrorCode::io, path + ": " + system_message());
  return Descriptor(number);
}

Expected<std::vector<MemoryRegion>> parse_regions(std::string_view maps) {
  std::vector<MemoryRegion> regions;
  while (!maps.empty()) {
    const std::size_t end = std::min(maps.find('\n'), maps.size());
    regions.push_back(HP_TRY(parse_region(maps.substr(0, end))));
    maps.remove_prefix(std::min(end + 1, maps.size()));
  }
  return regions;
}

Expected<std::string> read_whole(const Descriptor &file) {
  constexpr std::size_t piece = 1 << 16;
  std::string text;
  std::array<char, piece> buffer;
  for (;;) {
    const ssize_t count = ::read(file.number(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return fail(ErrorCode::io, system_message());
    if (count == 0)
      return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

Expected<std::vector<int>> list_threads(int pid) {
  std::vector<int> threads;
  for (const std::string &name :
       HP_TRY(list_entries("/proc/" + std::to_string(pid) + "/task"))) {
    int id = 0;
    std::from_chars(name.data(), name.data() + name.size(), id);
    threads.push_back(id);
  }
  return threads;
}

char thread_state(int pid, int thread) {
  const Expected<Descriptor> file =
      open_file("/proc/" + std::to_string(pid) + "/task/" +
                    std::to_string(thread) + "/stat",
                O_RDONLY);
  const std::string text =
      file ? read_whole(*file).value_or(std::string{}) : std::string{};
  // "pid (name) S ...", where the name may hold anything.
  const std::size_t end = text.rfind(')');
  return end == std::string::npos || end + 2 >= text.size() ? '\0'
                                                            : text[end + 2];
}

bool has_seccomp(int pid, int thread) {
  const std::string field = status_field("/proc/" + std::to_string(pid) +
                                             "/task/" + std::to_string(thread),
                                         "Seccomp:");
  return !field.empty() && field != "0";
}

int tracer_of(int pid) {
  const std::string field =
      status_field("/proc/" + std::to_string(pid), "TracerPid:");
  int tracer = 0;
  std::from_chars(field.data(), field.data() + field.size(), tracer);
  return tracer;
}

} // namespace hotpatch
