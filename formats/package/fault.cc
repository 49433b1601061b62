// All that is said about a fault, in one place per question and in the enum's
// order.  The switches have no default: the compiler asks for each new fault.
// docs/formats/package.md lists the same slugs; a unit test compares.
//
// Each fault is named after what somebody did or may have done (Uptane's
// rule), so that a log tells an attack from a mishap.
#include "formats/package/fault.h"

#include <utility>

namespace hotpatch {

std::string_view slug_of(PackageFault fault) {
  switch (fault) {
  case PackageFault::not_a_package:
    return "not-a-package";
  case PackageFault::unsupported_version:
    return "unsupported-version";
  case PackageFault::malformed_frame:
    return "malformed-frame";
  case PackageFault::malformed_signatures:
    return "malformed-signatures";
  case PackageFault::zero_threshold:
    return "zero-threshold";
  case PackageFault::no_trusted_keys:
    return "no-trusted-keys";
  case PackageFault::not_signed:
    return "not-signed";
  case PackageFault::unknown_algorithm:
    return "unknown-algorithm";
  case PackageFault::wrong_algorithm:
    return "wrong-algorithm";
  case PackageFault::bad_signature:
    return "bad-signature";
  case PackageFault::duplicate_signature:
    return "duplicate-signature";
  case PackageFault::revoked_key:
    return "revoked-key";
  case PackageFault::threshold_not_met:
    return "threshold-not-met";
  case PackageFault::malformed_manifest:
    return "malformed-manifest";
  case PackageFault::revoked_package:
    return "revoked-package";
  case PackageFault::wrong_product:
    return "wrong-product";
  case PackageFault::wrong_channel:
    return "wrong-channel";
  case PackageFault::older_sequence:
    return "older-sequence";
  case PackageFault::sequence_reused:
    return "sequence-reused";
  case PackageFault::expired:
    return "expired";
  case PackageFault::applier_too_old:
    return "applier-too-old";
  case PackageFault::section_sizes:
    return "section-sizes";
  case PackageFault::changed_section:
    return "changed-section";
  case PackageFault::bad_payload:
    return "bad-payload";
  case PackageFault::wrong_base:
    return "wrong-base";
  }
  return "";
}

std::string_view meaning_of(PackageFault fault) {
  switch (fault) {
  case PackageFault::not_a_package:
    return "the file is of another kind, or was damaged as text is when it is "
           "copied";
  case PackageFault::unsupported_version:
    return "the package was made by a newer tool";
  case PackageFault::malformed_frame:
    return "the file was cut, added to or altered";
  case PackageFault::malformed_signatures:
    return "the signatures are not written as they must be";
  case PackageFault::zero_threshold:
    return "at least one signature must be asked for";
  case PackageFault::no_trusted_keys:
    return "no key is trusted, so nobody can stand for a package";
  case PackageFault::not_signed:
    return "nobody has signed the package";
  case PackageFault::unknown_algorithm:
    return "a signature is of a kind that this tool does not know";
  case PackageFault::wrong_algorithm:
    return "a signature claims another algorithm than that of its key";
  case PackageFault::bad_signature:
    return "the package is not what the trusted key has signed";
  case PackageFault::duplicate_signature:
    return "a key has signed twice, which counts once";
  case PackageFault::revoked_key:
    return "the package counts on a signature by a key that is trusted no more";
  case PackageFault::threshold_not_met:
    return "too few of the trusted keys have signed the package";
  case PackageFault::malformed_manifest:
    return "what signatures are over is no manifest";
  case PackageFault::revoked_package:
    return "the package was withdrawn";
  case PackageFault::wrong_product:
    return "the package is for another product";
  case PackageFault::wrong_channel:
    return "the package is for another channel";
  case PackageFault::older_sequence:
    return "a later package was accepted already";
  case PackageFault::sequence_reused:
    return "another package was accepted under the same sequence number";
  case PackageFault::expired:
    return "the package is not valid any more, or nobody knows the time";
  case PackageFault::applier_too_old:
    return "the package needs a newer applier";
  case PackageFault::section_sizes:
    return "the file holds more or fewer bytes of payloads than were signed";
  case PackageFault::changed_section:
    return "a payload is not what was signed";
  case PackageFault::bad_payload:
    return "a payload does not unpack to what was signed";
  case PackageFault::wrong_base:
    return "the payload is for another build of the image";
  }
  return "";
}

bool is_refused(PackageFault fault) {
  switch (fault) {
  case PackageFault::not_a_package:
  case PackageFault::unsupported_version:
    return false;
  case PackageFault::malformed_frame:
  case PackageFault::malformed_signatures:
  case PackageFault::zero_threshold:
  case PackageFault::no_trusted_keys:
  case PackageFault::not_signed:
  case PackageFault::unknown_algorithm:
  case PackageFault::wrong_algorithm:
  case PackageFault::bad_signature:
  case PackageFault::duplicate_signature:
  case PackageFault::revoked_key:
  case PackageFault::threshold_not_met:
  case PackageFault::malformed_manifest:
  case PackageFault::revoked_package:
  case PackageFault::wrong_product:
  case PackageFault::wrong_channel:
  case PackageFault::older_sequence:
  case PackageFault::sequence_reused:
  case PackageFault::expired:
  case PackageFault::applier_too_old:
  case PackageFault::section_sizes:
  case PackageFault::changed_section:
  case PackageFault::bad_payload:
  case PackageFault::wrong_base:
    break;
  }
  return true;
}

std::unexpected<PackageFailure> fail(PackageFault fault, std::string detail) {
  return std::unexpected(PackageFailure{fault, std::move(detail)});
}

Error to_error(const PackageFailure &failure) {
  return Error{.code = is_refused(failure.fault) ? ErrorCode::untrusted
                                                 : ErrorCode::malformed,
               .message =
                   std::string(slug_of(failure.fault)) + ": " + failure.detail,
               .hint = std::string(meaning_of(failure.fault))};
}

} // namespace hotpatch
