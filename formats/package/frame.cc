// Splitting and assembling.
//
// The frame is all of a package that is looked at before anybody stands for it,
// so it is as dumb as can be: a header of fixed size with two sizes in it, one
// more size before the signatures, and the rule that nothing is left over.  The
// block of signatures is not in the header, since a signature that is added
// later must not change what the earlier ones are over.
//
// The magic number is PNG's trick: its first byte shows a transfer in 7 bits,
// its line ends one as text.
#include "formats/package/frame.h"

#include "formats/core/byte_writer.h"
#include "formats/core/text.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <string>
#include <string_view>

namespace hotpatch {
namespace {

constexpr std::size_t version_at = 8;
constexpr std::size_t first_reserved_at = 12;  // u32
constexpr std::size_t second_reserved_at = 20; // u32
constexpr std::string_view payload_type =
    "application/vnd.hotpatch.manifest.v1+cbor";

struct Header {
  std::uint32_t version = 0;
  std::uint64_t manifest = 0; // bytes
  std::uint64_t sections = 0; // bytes
  bool is_reserved_zero = false;
};

PackageResult<Header> read_header(BytesView bytes) {
  if (read_int<std::uint64_t>(bytes, 0) != package_magic)
    return fail(PackageFault::not_a_package,
                "does not begin with the magic number of a package");
  if (bytes.size() < package_header_bytes)
    return fail(PackageFault::malformed_frame,
                std::to_string(bytes.size()) + " bytes, expected a header of " +
                    std::to_string(package_header_bytes));
  const auto u32 = [&](std::size_t at) {
    return read_int<std::uint32_t>(bytes, at).value_or(0);
  };
  return Header{.version = u32(version_at),
                .manifest = u32(manifest_size_at),
                .sections =
                    read_int<std::uint64_t>(bytes, section_size_at).value_or(0),
                .is_reserved_zero = u32(first_reserved_at) == 0 &&
                                    u32(second_reserved_at) == 0};
}

PackageResult<void> check_header(const Header &header) {
  if (header.version != package_version)
    return fail(PackageFault::unsupported_version,
                "version " + std::to_string(header.version) + ", expected " +
                    std::to_string(package_version));
  if (!header.is_reserved_zero)
    return fail(PackageFault::malformed_frame,
                "reserved bytes of the header are not zero");
  if (header.manifest == 0 || header.manifest > max_manifest)
    return fail(PackageFault::malformed_frame,
                "manifest of " + std::to_string(header.manifest) +
                    " bytes, expected 1 to " + std::to_string(max_manifest));
  if (header.sections > max_package_sections)
    return fail(PackageFault::malformed_frame,
                "sections of " + std::to_string(header.sections) +
                    " bytes, expected at most " +
                    std::to_string(max_package_sections));
  return {};
}

std::unexpected<PackageFailure>
too_short(std::string_view part, std::uint64_t size, std::uint64_t left) {
  return fail(PackageFault::malformed_frame,
              std::string(part) + " of " + std::to_string(size) +
                  " bytes, but " + std::to_string(left) + " are left");
}

} // namespace

PackageResult<PackageFrame> split_package(BytesView bytes) {
  const Header header = HP_TRY(read_header(bytes));
  HP_TRY(check_header(header));

  const std::uint64_t block_at = package_header_bytes + header.manifest;
  const std::optional<BytesView> manifest =
      slice(bytes, package_header_bytes, header.manifest);
  if (!manifest)
    return too_short("manifest", header.manifest,
                     bytes.size() - package_header_bytes);

  const std::optional<std::uint32_t> block =
      read_int<std::uint32_t>(bytes, block_at);
  if (!block)
    return too_short("size of the signatures", sizeof(std::uint32_t),
                     bytes.size() - block_at);
  const std::uint64_t block_size = sizeof(std::uint32_t) + *block;
  if (block_size > max_signature_block)
    return fail(PackageFault::malformed_frame,
                "signatures of " + std::to_string(block_size) +
                    " bytes, expected at most " +
                    std::to_string(max_signature_block));
  const std::optional<BytesView> signatures =
      slice(bytes, block_at, block_size);
  if (!signatures)
    return too_short("signatures", block_size, bytes.size() - block_at);

  const std::uint64_t left = bytes.size() - block_at - block_size;
  if (left != header.sections)
    return fail(PackageFault::malformed_frame,
                "sections of " + std::to_string(header.sections) +
                    " bytes, but " + std::to_string(left) + " are left");
  return PackageFrame{.signed_part =
                          bytes.first(static_cast<std::size_t>(block_at)),
                      .manifest = *manifest,
                      .signatures = *signatures,
                      .sections = bytes.last(static_cast<std::size_t>(left))};
}

std::vector<std::byte> encode_signed_part(BytesView manifest,
                                          std::uint64_t section_bytes) {
  assert(manifest.size() <= max_manifest);
  std::vector<std::byte> part(package_header_bytes + manifest.size());
  const std::span<std::byte> bytes(part);
  put_at(bytes, 0, package_magic);
  put_at(bytes, version_at, package_version);
  put_at(bytes, manifest_size_at, static_cast<std::uint32_t>(manifest.size()));
  put_at(bytes, section_size_at, section_bytes);
  std::ranges::copy(manifest, part.begin() + package_header_bytes);
  return part;
}

std::vector<std::byte> assemble_package(BytesView signed_part,
                                        BytesView signature_block,
                                        std::span<const BytesView> sections) {
  ByteWriter out;
  out.put(signed_part);
  out.put(signature_block);
  for (const BytesView section : sections)
    out.put(section);
  return std::move(out).take();
}

std::vector<std::byte> signed_bytes(BytesView signed_part) {
  std::string head = "DSSEv1 ";
  head += std::to_string(payload_type.size());
  head += ' ';
  head += payload_type;
  head += ' ';
  head += std::to_string(signed_part.size());
  head += ' ';
  ByteWriter out;
  out.put(as_bytes(head));
  out.put(signed_part);
  return std::move(out).take();
}

PackageId package_id(BytesView signed_part) { return sha256(signed_part); }

} // namespace hotpatch
