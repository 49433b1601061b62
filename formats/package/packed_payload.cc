// See packed_payload.h.
//
// The prefix is all that a process of the base image keeps as linked: first the
// constants once more with each word less the one before (as the stream has
// distance tables), then constants, then code, which is what most of a payload
// is like and so is nearest.
#include "formats/package/packed_payload.h"

#include "formats/core/sha256.h"
#include "formats/package/payload_stream.h"
#include "formats/package/stream_parts.h"
#include "formats/package/zstd_frame.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace hotpatch {
namespace {

// More of a base image is not looked at: zstd's window would not reach it.
constexpr std::size_t max_prefix = std::size_t{64} << 20;

std::vector<std::byte> make_prefix(const BaseMemory &base) {
  std::vector<std::byte> prefix;
  for (const BaseMemory::Part &part : base.parts) {
    if (part.is_code)
      continue;
    std::vector<std::byte> words(
        part.bytes.begin(),
        part.bytes.end() - static_cast<std::ptrdiff_t>(part.bytes.size() % 4));
    subtract_words(words);
    prefix.insert(prefix.end(), words.begin(), words.end());
  }
  for (bool is_code : {false, true})
    for (const BaseMemory::Part &part : base.parts)
      if (part.is_code == is_code)
        prefix.insert(prefix.end(), part.bytes.begin(), part.bytes.end());
  if (prefix.size() > max_prefix)
    prefix.erase(prefix.begin(), prefix.end() - max_prefix);
  return prefix;
}

Expected<PackedPayload> pack_with(const Payload &payload, BytesView file,
                                  const BaseMemory *base) {
  const std::vector<std::byte> stream = HP_TRY(write_stream(payload, base));
  if (stream.size() > max_package_section)
    return fail(ErrorCode::unsupported, "a payload of " +
                                            std::to_string(file.size()) +
                                            " bytes, expected at most 64 MiB");
  std::vector<std::byte> stored = HP_TRY(compress_frame(
      stream, base ? make_prefix(*base) : std::vector<std::byte>()));
  PackedImage image{.name = payload.base_name,
                    .base = payload.base,
                    .stored_bytes = stored.size(),
                    .stored_digest = sha256(stored),
                    .stream_bytes = stream.size(),
                    .payload_bytes = file.size(),
                    .payload_digest = sha256(file)};
  if (base)
    image.base_check = base->check();
  return PackedPayload{.image = std::move(image), .stored = std::move(stored)};
}

} // namespace

Expected<PackedPayload> pack_payload(const Payload &payload, BytesView file,
                                     const BaseMemory *base) {
  PackedPayload alone = HP_TRY(pack_with(payload, file, nullptr));
  if (!base)
    return alone;
  PackedPayload packed = HP_TRY(pack_with(payload, file, base));
  return packed.stored.size() < alone.stored.size() ? packed : alone;
}

Expected<std::vector<std::byte>> unpack_payload(const PackedImage &image,
                                                BytesView stored,
                                                const BaseMemory *base) {
  if (image.base_check && (!base || base->check() != *image.base_check))
    return fail(ErrorCode::mismatch,
                image.name +
                    (base ? ": its constant bytes are not those that the "
                            "package was made with"
                          : ": the package can only be unpacked with it"),
                "give the image that the package is for");
  if (image.stream_bytes > max_package_section)
    return fail(ErrorCode::malformed, "a stream of " +
                                          std::to_string(image.stream_bytes) +
                                          " bytes, expected at most 64 MiB");
  const BaseMemory *used = image.base_check ? base : nullptr;
  const std::vector<std::byte> stream = HP_TRY(decompress_frame(
      stored, used ? make_prefix(*used) : std::vector<std::byte>(),
      image.stream_bytes));
  std::vector<std::byte> file = HP_TRY(
      write_payload(HP_TRY(read_stream(stream, image.base, image.name, used))));
  if (file.size() != image.payload_bytes ||
      sha256(file) != image.payload_digest)
    return fail(ErrorCode::malformed,
                image.name + ": the payload is not the one that the package "
                             "describes");
  return file;
}

} // namespace hotpatch
