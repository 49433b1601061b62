// A key that is read is written as a file with the same key, is what its bytes
// say and nothing else, and takes any bytes for a signature without harm.
#include "formats/package/public_key.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace hotpatch;

void require(bool holds) {
  if (!holds)
    std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  const BytesView bytes = std::as_bytes(std::span(data, size));
  const Expected<std::vector<PublicKey>> keys = read_public_keys(bytes);
  if (!keys)
    return 0;
  for (const PublicKey &key : *keys) {
    const std::string file = write_public_key(key);
    const auto again = read_public_keys(as_bytes(file));
    require(again && *again == std::vector<PublicKey>{key});
    require(!key.verifies(as_bytes("message"), bytes.first(size / 2)));
  }
  return 0;
}
