// Nothing is verified but what was signed; and what lies behind the signature
// is reached by signing each input anew: as it is, and with the digests that
// its sections have.
#include "tests/support/package_builder.h"

#include "formats/core/sha256.h"
#include "formats/package/manifest.h"
#include "formats/package/verify.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>

namespace {

using namespace hotpatch;

void require(bool holds) {
  if (!holds)
    std::abort();
}

// The keys that the seeds are signed with.
struct Signer {
  std::vector<PrivateKey> keys = ed25519_keys("a");
  TrustStore trust = trust_in(keys);
  PackageId one = id_of(small_package(keys[0]));
  PackageId three =
      id_of(signed_package(full_manifest(), keys, full_sections()));

  static PackageId id_of(BytesView package) {
    return package_id(split_package(package)->signed_part);
  }
};

void check_as_it_is(BytesView bytes, const Signer &signer) {
  const auto package = verify_package(bytes, signer.trust, {.now = 0});
  require(!package || package->id() == signer.one ||
          package->id() == signer.three);
}

bool is_of_signatures(PackageFault fault) {
  return fault < PackageFault::malformed_manifest;
}

PackageResult<VerifiedPackage>
verify_signed(BytesView signed_part, BytesView sections, const Signer &signer) {
  return verify_package(signed_package(signed_part, signer.keys,
                                       {std::string(as_text(sections))}),
                        signer.trust, {.now = 0});
}

// Manifests with digests that fit, if their sizes do.
std::optional<Manifest> with_digests(Manifest manifest, BytesView sections) {
  if (section_bytes(manifest) != sections.size())
    return std::nullopt;
  for (PackedImage &image : manifest.images) {
    const auto size = static_cast<std::size_t>(image.stored_bytes);
    image.stored_digest = sha256(sections.first(size));
    sections = sections.subspan(size);
  }
  return manifest;
}

void check_signed(const PackageFrame &frame, const Signer &signer) {
  const auto as_is = verify_signed(frame.signed_part, frame.sections, signer);
  require(as_is || !is_of_signatures(as_is.error().fault));
  const Expected<Manifest> manifest = decode_manifest(frame.manifest);
  require(manifest.has_value() ==
          (as_is || as_is.error().fault != PackageFault::malformed_manifest));
  if (!manifest)
    return;
  const std::optional<Manifest> fitting =
      with_digests(*manifest, frame.sections);
  if (!fitting)
    return;
  const auto package =
      verify_signed(encode_signed_part(encode_manifest(*fitting).value(),
                                       section_bytes(*fitting)),
                    frame.sections, signer);
  const bool is_expired = fitting->expires == std::uint64_t{0};
  require(package.has_value() != is_expired);
  require(!package || package->manifest() == *fitting);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  const BytesView bytes = std::as_bytes(std::span(data, size));
  static const Signer signer; // made once: keys take longer than an input
  check_as_it_is(bytes, signer);
  if (const PackageResult<PackageFrame> frame = split_package(bytes))
    check_signed(*frame, signer);
  return 0;
}
