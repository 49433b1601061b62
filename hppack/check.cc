// Whoever has a package's bytes verified wants to know, too, whether they
// unpack to what they promise: on the target it would be too late.
#include "hppack/check.h"

#include "formats/core/file_name.h"
#include "formats/package/base_identity.h"
#include "formats/package/packed_payload.h"
#include "formats/package/signature_block.h"

#include <algorithm>
#include <utility>

namespace hotpatch {
namespace {

// How a base differs from the image that was probably meant: that of its name,
// or the first.
PackageFailure describe_wrong_base(const BaseInput &base,
                                   const Manifest &manifest) {
  const auto meant =
      std::ranges::find_if(manifest.images, [&](const PackedImage &image) {
        return image.name == file_name(base.path);
      });
  const PackedImage &image =
      meant == manifest.images.end() ? manifest.images.front() : *meant;
  const IdentityDifference difference =
      base_difference(image, base.identity).value_or(IdentityDifference{});
  return {PackageFault::wrong_base,
          base.path + ": " + difference.field + " " + difference.found +
              ", expected " + difference.expected + " of " + image.name};
}

} // namespace

PackageResult<void> check_bases(const std::vector<BaseInput> &bases,
                                const Manifest &manifest) {
  for (const BaseInput &base : bases)
    if (std::ranges::find(manifest.images, base.identity, &PackedImage::base) ==
        manifest.images.end())
      return std::unexpected(describe_wrong_base(base, manifest));
  return {};
}

bool is_verified(const Signature &signature, const CheckedPackage *checked) {
  return checked &&
         std::ranges::any_of(checked->package.signers(), [&](const KeyId &id) {
           return key_hint(id) == signature.key_hint;
         });
}

PackageResult<CheckedPackage>
check_package(BytesView bytes, const TrustStore &trust,
              const VerifyPolicy &policy, const std::vector<BaseInput> &bases) {
  CheckedPackage checked{HP_TRY(verify_package(bytes, trust, policy))};
  const Manifest &manifest = checked.package.manifest();
  HP_TRY(check_bases(bases, manifest));
  for (std::size_t i = 0; i < manifest.images.size(); ++i) {
    const PackedImage &image = manifest.images[i];
    Expected<std::optional<std::vector<std::byte>>> payload =
        unpack_with(image, checked.package.section(i), bases);
    if (!payload)
      return fail(payload.error().code == ErrorCode::mismatch &&
                          image.base_check
                      ? PackageFault::wrong_base
                      : PackageFault::bad_payload,
                  payload.error().message);
    const BaseInput *base = base_with(bases, image.base);
    checked.images.push_back(
        {.base = base ? base->path : "", .payload = *std::move(payload)});
  }
  return checked;
}

} // namespace hotpatch
