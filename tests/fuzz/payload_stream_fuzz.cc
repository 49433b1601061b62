// A stream is read within bounds, whatever it says; and what becomes a payload
// is packed again and unpacked to the same file.
#include "formats/package/packed_payload.h"
#include "formats/package/payload_stream.h"
#include "tests/unit/package/packed_bases.h"

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

void check_stream(BytesView stream, const ImageIdentity &identity,
                  const BaseMemory &base) {
  const Expected<Payload> payload =
      read_stream(stream, identity, "base", &base);
  if (!payload)
    return;
  const Expected<std::vector<std::byte>> file = write_payload(*payload);
  if (!file)
    return;
  const Expected<std::vector<std::byte>> written =
      write_stream(*payload, &base);
  require(written.has_value());
  const Expected<Payload> again =
      read_stream(*written, identity, "base", &base);
  require(again && *again == *payload);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  static const BaseMemory base = made_up_base();
  const BytesView bytes = std::as_bytes(std::span(data, size));
  ImageIdentity identity;
  identity.size_of_image = 0x9000;
  identity.machine = 62;
  check_stream(bytes, identity, base);
  identity.format = ObjectFormat::coff;
  identity.machine = 0x8664;
  check_stream(bytes, identity, base);
  return 0;
}
