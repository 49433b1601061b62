// Any bytes: identify() and read_archive() must not crash, and members' bytes
// must lie in the archive.
#include "formats/object/archive.h"

#include <cstdint>
#include <cstdlib>
#include <functional>

using namespace hotpatch;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  BytesView bytes = std::as_bytes(std::span(data, size));
  identify(bytes);
  Expected<Archive> archive = read_archive(bytes);
  if (!archive)
    return archive.error().message.empty() ? std::abort(), 0 : 0;
  std::less_equal<const std::byte *> is_before;
  for (const Member &member : archive->members) {
    BytesView part = member.bytes;
    bool is_inside = part.empty() || (is_before(bytes.data(), part.data()) &&
                                      is_before(part.data() + part.size(),
                                                bytes.data() + bytes.size()));
    if (!is_inside || (!archive->is_thin && part.size() != member.size))
      std::abort();
    identify(part);
  }
  return 0;
}
