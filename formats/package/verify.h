// Verifying a package, in the one order that is safe: sizes, signatures, and
// only then anything that the package says.
//
// docs/formats/package.md section 4.
#ifndef HOTPATCH_FORMATS_PACKAGE_VERIFY_H
#define HOTPATCH_FORMATS_PACKAGE_VERIFY_H

#include "formats/core/bytes.h"
#include "formats/package/fault.h"
#include "formats/package/frame.h"
#include "formats/package/package.h"
#include "formats/package/trust.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

// A package that was accepted earlier: the latest of its product and channel.
struct AcceptedPackage {
  std::string product = {};
  std::string channel = {};
  std::uint32_t sequence = 0;
  PackageId id = {};
};

// What verifying does, in its order.
enum class VerifyStep : std::uint8_t {
  frame,      // sizes
  signatures, // the block is decoded, keys are asked
  manifest,   // decoded
  policy,
  sections, // their digests
};

// What a package must be beyond being signed.
struct VerifyPolicy {
  // Only this product, only this channel; none: any.
  std::optional<std::string> product = {};
  std::optional<std::string> channel = {};
  // Not older than these; of the same sequence number only the same.
  std::vector<AcceptedPackage> accepted = {};
  // The same for somebody who knows just a number, whatever it was of; 0: none.
  std::uint32_t last_sequence = 0;
  // Seconds since 1970-01-01 UTC.  Where nobody knows the time, a package that
  // expires is refused.
  std::optional<std::uint64_t> now = {};
  // The version of who is going to apply it, "1.2.0"; empty: not asked.
  std::string applier = {};
  // Told each step as it begins; may be empty.
  std::function<void(VerifyStep)> observe = {};
};

// A package that has passed: the only way to its sections, so that nothing can
// be used that was not verified.  Owns all that it gives; nobody else can
// change it.
class VerifiedPackage {
public:
  [[nodiscard]] const PackageId &id() const { return id_; }
  [[nodiscard]] const Manifest &manifest() const { return manifest_; }
  // The section of manifest().images[image].
  [[nodiscard]] BytesView section(std::size_t image) const {
    return sections_[image];
  }
  // Who has signed it, of those we trust: ascending, at least the threshold.
  [[nodiscard]] const std::vector<KeyId> &signers() const { return signers_; }
  // Signatures by keys that we do not know or that are revoked.  Nobody has
  // looked at them.
  [[nodiscard]] std::size_t ignored_signatures() const { return ignored_; }

private:
  VerifiedPackage() = default;
  PackageId id_ = {};
  Manifest manifest_ = {};
  std::vector<std::vector<std::byte>> sections_ = {};
  std::vector<KeyId> signers_ = {};
  std::size_t ignored_ = 0;

  friend PackageResult<VerifiedPackage>
  verify_package(BytesView bytes, const TrustStore &trust,
                 const VerifyPolicy &policy);
};

// Copies what it looks at before it looks, so `bytes` may be a mapped file.
// Any PackageFault but the last two.
PackageResult<VerifiedPackage> verify_package(BytesView bytes,
                                              const TrustStore &trust,
                                              const VerifyPolicy &policy);

} // namespace hotpatch

#endif
