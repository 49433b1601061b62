// Payloads and images find each other by identity, never by name: there may be
// ten builds of one library in a package, and one whose name was changed.
//
// What was made is read again as a stranger would, and unpacked: better to find
// a fault in zstd, OpenSSL or the memory here than on ten thousand machines.
#include "hppack/build.h"

#include "formats/package/base_identity.h"
#include "formats/package/frame.h"
#include "formats/package/manifest.h"
#include "formats/package/packed_payload.h"
#include "formats/package/signature_block.h"
#include "formats/payload/payload.h"
#include "hppack/contents.h"
#include "hppack/sign.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace hotpatch {
namespace {

struct ReadPayload {
  std::string path;
  BytesView file;
  Payload payload;
};

Expected<ReadPayload> read_input(const PayloadInput &input,
                                 std::uint32_t sequence) {
  if (input.bytes.size() > max_package_section)
    return fail(ErrorCode::unsupported,
                std::to_string(input.bytes.size()) +
                    " bytes, expected a payload of at most 64 MiB");
  Payload payload = HP_TRY(read_payload(input.bytes));
  if (payload.sequence != sequence)
    return fail(ErrorCode::untrusted,
                "a payload with sequence number " +
                    std::to_string(payload.sequence) + ", expected " +
                    std::to_string(sequence),
                "hpcompile and hppack build take the same --sequence");
  return ReadPayload{input.path, input.bytes, std::move(payload)};
}

// In the package's order.
Expected<std::vector<ReadPayload>> read_inputs(const BuildInputs &inputs) {
  std::vector<ReadPayload> payloads;
  for (const PayloadInput &input : inputs.payloads) {
    payloads.push_back(HP_TRY(
        at_path(read_input(input, inputs.manifest.sequence), input.path)));
  }
  std::ranges::stable_sort(payloads, {}, [](const ReadPayload &input) {
    const ImageIdentity &base = input.payload.base;
    return std::tuple(std::string_view(input.payload.base_name), base.format,
                      base.machine, base.code_digest, base.time_date_stamp,
                      base.checksum, base.size_of_image, base.pdb_guid,
                      base.pdb_age, base.build_id);
  });
  return payloads;
}

// Each base is of some payload.
Expected<void> check_bases(const std::vector<BaseInput> &bases,
                           const std::vector<ReadPayload> &payloads) {
  for (const BaseInput &base : bases) {
    const bool is_used =
        std::ranges::any_of(payloads, [&](const ReadPayload &input) {
          return input.payload.base == base.identity;
        });
    if (is_used || payloads.empty())
      continue;
    const ReadPayload &first = payloads.front();
    const IdentityDifference difference =
        base_difference({.base = first.payload.base}, base.identity)
            .value_or(IdentityDifference{});
    return fail(ErrorCode::mismatch,
                base.path + ": no payload is for this image; " + first.path +
                    " is for one with " + difference.field + " " +
                    difference.expected + ", found " + difference.found);
  }
  return {};
}

std::vector<BytesView> views_of(const std::vector<PackedPayload> &packed) {
  std::vector<BytesView> views;
  for (const PackedPayload &one : packed)
    views.emplace_back(one.stored);
  return views;
}

// Reads a package that was just made.
Expected<void> check_built(BytesView bytes, const BuildInputs &inputs) {
  if (inputs.key)
    HP_TRY(check_signed(bytes, inputs.key->public_key()));
  const PackageResult<PackageContents> contents = read_contents(bytes);
  if (!contents)
    return std::unexpected(to_error(contents.error()));
  for (std::size_t i = 0; i < contents->sections.size(); ++i) {
    const PackedImage &image = contents->manifest.images[i];
    HP_TRY(at_path(unpack_with(image, contents->sections[i], inputs.bases),
                   image.name));
  }
  return {};
}

} // namespace

Expected<BuiltPackage> build_package(const BuildInputs &inputs) {
  const std::vector<ReadPayload> payloads = HP_TRY(read_inputs(inputs));
  HP_TRY(check_bases(inputs.bases, payloads));

  BuiltPackage built{.manifest = inputs.manifest};
  std::vector<PackedPayload> packed;
  for (const ReadPayload &input : payloads) {
    const BaseInput *base = base_with(inputs.bases, input.payload.base);
    PackedPayload one = HP_TRY(at_path(
        pack_payload(input.payload, input.file, base ? &base->memory : nullptr),
        input.path));
    built.manifest.images.push_back(one.image);
    built.sources.push_back(
        {input.path, one.image.base_check ? base->path : ""});
    packed.push_back(std::move(one));
  }

  const std::vector<std::byte> manifest =
      HP_TRY(encode_manifest(built.manifest));
  const std::vector<std::byte> signed_part =
      encode_signed_part(manifest, section_bytes(built.manifest));
  std::vector<Signature> signatures;
  if (inputs.key) {
    signatures.push_back(HP_TRY(inputs.key->sign(signed_bytes(signed_part))));
    built.signer = inputs.key->public_key().id();
  }
  built.id = package_id(signed_part);
  const std::vector<std::byte> block =
      HP_TRY(encode_signature_block(std::move(signatures)));
  built.bytes = assemble_package(signed_part, block, views_of(packed));
  HP_TRY(check_built(built.bytes, inputs));
  return built;
}

} // namespace hotpatch
