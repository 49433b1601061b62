// Reasons why bytes are no package that may be used, each with a stable name.
//
// One list for reading and verifying, so that whoever calls the one or the
// other says the same.
#ifndef HOTPATCH_FORMATS_PACKAGE_FAULT_H
#define HOTPATCH_FORMATS_PACKAGE_FAULT_H

#include "formats/core/error.h"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace hotpatch {

// By what stands behind them, about in the order in which they are looked for.
enum class PackageFault : std::uint8_t {
  // No package of ours: trouble.
  not_a_package,       // does not begin as one
  unsupported_version, // of the container
  // Begins as one, and is cut, altered or made up.
  malformed_frame,      // sizes beyond a limit, or not the file's
  malformed_signatures, // block of signatures
  // Nobody whom we trust stands for it.
  zero_threshold, // nothing would be asked for
  no_trusted_keys,
  not_signed,
  unknown_algorithm,
  wrong_algorithm, // another one than the key's
  bad_signature,   // by a key that we know
  duplicate_signature,
  revoked_key, // too few signatures without those by revoked keys
  threshold_not_met,
  // Signed, but its manifest is not one.
  malformed_manifest,
  // Signed, and not for us or not for now.
  revoked_package,
  wrong_product,
  wrong_channel,
  older_sequence,
  sequence_reused, // by another package than the one that we know
  expired,
  applier_too_old,
  // Not what was signed.
  section_sizes, // do not add up to the file's
  changed_section,
  // What callers find with the verified package in hand.
  bad_payload, // a section that unpacks to something else than it should
  wrong_base,  // another image than the one that it is for
};
inline constexpr std::size_t package_fault_count = 25;

// "bad-signature": stable, for messages, JSON and tests.
std::string_view slug_of(PackageFault fault);
// One sentence: what it means.
std::string_view meaning_of(PackageFault fault);
// Whether it is an answer, "this must not be used" (exit status 1); else the
// bytes are no package of ours (exit status 2).
bool is_refused(PackageFault fault);

struct PackageFailure {
  PackageFault fault = PackageFault::not_a_package;
  std::string detail = {}; // place, found and expected

  friend bool operator==(const PackageFailure &,
                         const PackageFailure &) = default;
};

template <typename T> using PackageResult = std::expected<T, PackageFailure>;

// Shorthand for returning a failure from a function that yields a
// PackageResult.
[[nodiscard]] std::unexpected<PackageFailure> fail(PackageFault fault,
                                                   std::string detail);

// As an error for people: "slug: detail", with the meaning as its hint.
// untrusted: is_refused(); else malformed.
Error to_error(const PackageFailure &failure);

} // namespace hotpatch

#endif
