// Makes and shows payloads for tests of other programs.
//
//     payload_tool make small|full pe|elf    one of tests/support, to stdout
//     payload_tool dump FILE                 its dump, as JSON
#include "tests/support/payload_builder.h"

#include "formats/core/file.h"
#include "formats/core/text.h"
#include "formats/payload/dump.h"

#include <cstdio>
#include <span>
#include <string>
#include <string_view>

namespace {

using namespace hotpatch;

int complain(std::string_view message) {
  std::fprintf(stderr, "payload_tool: error: %.*s\n",
               static_cast<int>(message.size()), message.data());
  return 2;
}

int print(std::string_view text) {
  const std::size_t written = std::fwrite(text.data(), 1, text.size(), stdout);
  return written == text.size() && std::fflush(stdout) == 0 ? 0 : 2;
}

int make(std::string_view size, std::string_view name) {
  const ObjectFormat format =
      name == "pe" ? ObjectFormat::coff : ObjectFormat::elf;
  const Expected<std::vector<std::byte>> bytes = write_payload(
      size == "small" ? small_payload(format) : full_payload(format));
  return bytes ? print(as_text(*bytes)) : complain(bytes.error().message);
}

int dump(const std::string &path) {
  const Expected<MappedFile> file = MappedFile::open(path);
  if (!file)
    return complain(file.error().message);
  const Expected<Payload> payload = read_payload(file->bytes());
  if (!payload)
    return complain(payload.error().message);
  return print(dump_json(*payload, *measure_payload(file->bytes())));
}

} // namespace

int main(int argc, char **argv) {
  const std::span<char *> arguments(argv, static_cast<std::size_t>(argc));
  if (arguments.size() == 4 && std::string_view(arguments[1]) == "make")
    return make(arguments[2], arguments[3]);
  if (arguments.size() == 3 && std::string_view(arguments[1]) == "dump")
    return dump(arguments[2]);
  return complain("usage: payload_tool make small|full pe|elf | dump FILE");
}
