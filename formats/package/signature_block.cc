// The block of signatures:
//
//   u32 bytes of what follows
//   u16 number of signatures
//   for each: key hint (8 bytes), algorithm (u8), u16 size, signature
//
// It is decoded before anybody is trusted, from at most 64 KiB, without
// recursion and without believing a size.  Ascending order and an exact fit
// leave one encoding for a set of signatures.
//
// An algorithm that is not known refuses the whole package.  Skipping it, as a
// signature by somebody unknown is skipped, would let a package through of
// which this tool does not understand all that was asked of it.
#include "formats/package/signature_block.h"

#include "formats/core/byte_writer.h"
#include "formats/core/text.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::size_t count_at = 4;
constexpr std::size_t first_at = 6;
constexpr std::size_t hint_size =
    std::tuple_size_v<decltype(Signature::key_hint)>;
constexpr std::size_t head_size = hint_size + 1 + 2;

std::optional<SignatureAlgorithm> algorithm_of(std::uint8_t number) {
  const auto algorithm = static_cast<SignatureAlgorithm>(number);
  switch (algorithm) {
  case SignatureAlgorithm::ed25519:
  case SignatureAlgorithm::ecdsa_p256_sha256:
  case SignatureAlgorithm::rsa_pss_sha256:
    return algorithm;
  }
  return std::nullopt;
}

// The signature at the front of `rest`.
PackageResult<Signature> read_signature(BytesView rest) {
  const std::optional<BytesView> hint = slice(rest, 0, hint_size);
  const std::optional<std::uint8_t> algorithm =
      read_int<std::uint8_t>(rest, hint_size);
  const std::uint16_t size =
      read_int<std::uint16_t>(rest, hint_size + 1).value_or(0);
  const std::optional<BytesView> bytes = slice(rest, head_size, size);
  if (!hint || !algorithm || !bytes || size == 0)
    return fail(PackageFault::malformed_signatures,
                "signature of " + std::to_string(size) + " bytes in " +
                    std::to_string(rest.size()) + ", expected at least one");
  const std::optional<SignatureAlgorithm> known = algorithm_of(*algorithm);
  if (!known)
    return fail(PackageFault::unknown_algorithm,
                "algorithm " + std::to_string(*algorithm) + " of key " +
                    to_hex(*hint) + ", expected 1, 2 or 3");
  Signature signature{.algorithm = *known,
                      .bytes = {bytes->begin(), bytes->end()}};
  std::ranges::copy(*hint, signature.key_hint.begin());
  return signature;
}

} // namespace

std::array<std::byte, 8> key_hint(const KeyId &id) {
  std::array<std::byte, 8> hint = {};
  std::copy_n(id.begin(), hint.size(), hint.begin());
  return hint;
}

PackageResult<std::vector<Signature>> decode_signature_block(BytesView block) {
  const std::optional<std::uint32_t> size = read_int<std::uint32_t>(block, 0);
  const std::optional<std::uint16_t> count =
      read_int<std::uint16_t>(block, count_at);
  if (!count || size != block.size() - count_at)
    return fail(PackageFault::malformed_signatures,
                "block of " + std::to_string(block.size()) +
                    " bytes, expected its size and a number of signatures");
  std::vector<Signature> signatures;
  BytesView rest = block.subspan(first_at);
  for (unsigned i = 0; i < *count; ++i) {
    Signature signature = HP_TRY(read_signature(rest));
    if (!signatures.empty() && signature <= signatures.back())
      return fail(PackageFault::malformed_signatures,
                  "signature " + std::to_string(i) +
                      " is not behind the one before it");
    rest = rest.subspan(head_size + signature.bytes.size());
    signatures.push_back(std::move(signature));
  }
  if (!rest.empty())
    return fail(PackageFault::malformed_signatures,
                std::to_string(rest.size()) + " bytes behind the last of " +
                    std::to_string(*count) + " signatures");
  return signatures;
}

Expected<std::vector<std::byte>>
encode_signature_block(std::vector<Signature> signatures) {
  std::ranges::sort(signatures);
  if (std::ranges::adjacent_find(signatures) != signatures.end())
    return fail(ErrorCode::malformed, "two signatures are alike");
  std::size_t size = first_at;
  for (const Signature &signature : signatures) {
    if (signature.bytes.empty())
      return fail(ErrorCode::malformed, "signature of no byte");
    if (signature.bytes.size() > std::numeric_limits<std::uint16_t>::max())
      return fail(ErrorCode::unsupported,
                  "signature of " + std::to_string(signature.bytes.size()) +
                      " bytes, expected at most 65535");
    size += head_size + signature.bytes.size();
  }
  if (size > max_signature_block)
    return fail(ErrorCode::unsupported,
                "signatures of " + std::to_string(size) +
                    " bytes, expected at most " +
                    std::to_string(max_signature_block));

  ByteWriter out;
  out.put(static_cast<std::uint32_t>(size - count_at));
  out.put(static_cast<std::uint16_t>(signatures.size()));
  for (const Signature &signature : signatures) {
    out.put(signature.key_hint);
    out.put(static_cast<std::uint8_t>(signature.algorithm));
    out.put(static_cast<std::uint16_t>(signature.bytes.size()));
    out.put(signature.bytes);
  }
  return std::move(out).take();
}

} // namespace hotpatch
