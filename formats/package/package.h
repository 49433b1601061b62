// The signed container of payloads (.hpk) as a value.
//
// A package is a header, a manifest, a block of signatures and one section for
// each payload.  Header and manifest are what is signed; the manifest holds the
// sizes and digests of all else.  docs/formats/package.md is the byte format.
#ifndef HOTPATCH_FORMATS_PACKAGE_PACKAGE_H
#define HOTPATCH_FORMATS_PACKAGE_PACKAGE_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/core/image_identity.h"
#include "formats/core/sha256.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

// Limits, in bytes unless said otherwise; whoever reads checks them before
// anything is allocated.
inline constexpr std::uint64_t max_manifest = std::uint64_t{1} << 20;
// With its own size.
inline constexpr std::uint64_t max_signature_block = std::uint64_t{64} << 10;
// Of a section, and of what it becomes: stream and payload.
inline constexpr std::uint64_t max_package_section = std::uint64_t{64} << 20;
inline constexpr std::uint64_t max_package_images = 1024; // payloads

// One payload of a package: the section that holds it, and the image it is for.
// Sizes are not 0.
struct PackedImage {
  std::string name = {}; // the base image's file name, as the payload has it
  ImageIdentity base = {};
  // The section as it lies in the package.
  std::uint64_t stored_bytes = 0;
  Sha256 stored_digest = {};
  // What it decompresses to: the payload's stream (packed_payload.h).
  std::uint64_t stream_bytes = 0;
  // The payload file that the stream becomes: what write_payload() makes.
  std::uint64_t payload_bytes = 0;
  Sha256 payload_digest = {};
  // Which bytes of the base image it is compressed against
  // (BaseMemory::check); none: it can be unpacked without the base image.
  std::optional<std::uint64_t> base_check = {};

  friend bool operator==(const PackedImage &, const PackedImage &) = default;
};

// What a package says about itself.  Times are seconds since 1970-01-01 UTC.
// All text is UTF-8 and, but for the notes, of at most 255 bytes.
// Source: docs/formats/package.md section 2; check_manifest().
struct Manifest {
  std::string product = {};   // not empty
  std::string channel = {};   // may be empty
  std::uint32_t sequence = 1; // of this product and channel; rises, not 0
  // The highest sequence number that this package replaces, cumulatively; 0:
  // none.  Below `sequence`.
  std::uint32_t supersedes = 0;
  std::vector<std::string> cves = {};        // ascending, no two alike
  std::optional<std::uint64_t> created = {}; // only where it was asked for
  std::optional<std::uint64_t> expires = {}; // not valid from then on
  std::string notes = {};                    // for people
  std::string min_applier = {};              // "1.2.0"; empty: any version
  std::vector<PackedImage> images = {};      // at least one, in file order;
                                             // no two for the same base

  friend bool operator==(const Manifest &, const Manifest &) = default;
};

enum class SignatureAlgorithm : std::uint8_t { // DO NOT CHANGE
  ed25519 = 1,
  ecdsa_p256_sha256 = 2, // DER, as OpenSSL writes it
  rsa_pss_sha256 = 3,    // MGF1 with SHA-256, salt of 32 bytes
};

// Names a key: SHA-256 over its SubjectPublicKeyInfo in DER.
using KeyId = Sha256;

struct Signature {
  // The first bytes of the key's KeyId: a hint which key to try, not trusted.
  std::array<std::byte, 8> key_hint = {};
  SignatureAlgorithm algorithm = SignatureAlgorithm::ed25519;
  std::vector<std::byte> bytes = {};

  friend auto operator<=>(const Signature &, const Signature &) = default;
};

} // namespace hotpatch

#endif
