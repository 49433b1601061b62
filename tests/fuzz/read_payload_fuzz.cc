// Whatever is read as a payload is written as the same bytes.  The fingerprint
// in a payload keeps mutations from getting that far, so its table and metadata
// are also decoded from the input as it is.
#include "formats/payload/dump.h"
#include "formats/payload/load.h"
#include "formats/payload/metadata.h"
#include "formats/payload/payload.h"
#include "formats/payload/records.h"

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

void check_payload_bytes(BytesView bytes) {
  const Expected<Payload> payload = read_payload(bytes);
  const Expected<std::vector<PayloadPart>> parts = measure_payload(bytes);
  require(payload.has_value() == parts.has_value());
  if (!payload)
    return;
  const Expected<std::vector<std::byte>> again = write_payload(*payload);
  require(again && std::ranges::equal(*again, bytes));
  require(dump_json(*payload, *parts) == dump_json(*payload, *parts));
  const LoadAddresses places{.base = 0x10000000,
                             .payload = 0x10000000 + (std::uint64_t{1} << 31)};
  if (const Expected<std::vector<BaseWrite>> writes =
          redirect_writes(*payload, places))
    require(writes->size() == payload->redirects.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  const BytesView bytes = std::as_bytes(std::span(data, size));
  check_payload_bytes(bytes);
  if (const Expected<HotpatchTable> table = decode_table(bytes)) {
    const Expected<HotpatchTable> again = decode_table(encode_table(*table));
    require(again && *again == *table);
  }
  if (const Expected<Payload> metadata = decode_metadata(bytes)) {
    const Expected<Payload> again = decode_metadata(encode_metadata(*metadata));
    require(again && *again == *metadata);
  }
  return 0;
}
