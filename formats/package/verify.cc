// The order of verification, and the one place that makes a VerifiedPackage.
//
// Nothing is decoded, allocated or believed that nobody has signed but the
// frame and the block of signatures (osslsigncode and others have run code from
// what they parsed before).  What passes is a value that holds the very bytes
// that were verified: to verify a file and then open it again is how RAUC's
// CVE-2020-25860 came about, and to answer with yes or no is how cosign's
// CVE-2022-35929 did.
//
// `bytes` may be a file that somebody is writing to.  So each part is copied
// before it is looked at: first header, manifest and signatures, whose size is
// bounded; sections only when their sizes have been signed.
#include "formats/package/verify.h"

#include "formats/core/sha256.h"
#include "formats/core/text.h"
#include "formats/package/manifest.h"
#include "formats/package/signers.h"

#include <algorithm>
#include <string>
#include <utility>

namespace hotpatch {
namespace {

// All of a package before its sections, copied.
struct Head {
  std::vector<std::byte> bytes = {};
  PackageFrame parts = {}; // views of `bytes`, but for the sections
};

PackageResult<Head> copy_head(BytesView bytes) {
  const PackageFrame frame = HP_TRY(split_package(bytes));
  const std::size_t signed_size = frame.signed_part.size();
  Head head;
  head.bytes.assign(bytes.begin(), bytes.end() - static_cast<std::ptrdiff_t>(
                                                     frame.sections.size()));
  const BytesView copy = head.bytes;
  head.parts = {.signed_part = copy.first(signed_size),
                .manifest =
                    copy.first(signed_size).subspan(package_header_bytes),
                .signatures = copy.subspan(signed_size),
                .sections = frame.sections};
  if (!std::ranges::equal(
          encode_signed_part(head.parts.manifest, frame.sections.size()),
          head.parts.signed_part))
    return fail(PackageFault::malformed_frame,
                "changed while it was being read");
  return head;
}

PackageResult<Manifest> read_manifest(BytesView bytes) {
  Expected<Manifest> manifest = decode_manifest(bytes);
  if (!manifest)
    return fail(PackageFault::malformed_manifest, manifest.error().message);
  return *std::move(manifest);
}

std::string quoted(const std::string &text) { return "\"" + text + "\""; }

PackageResult<void> check_audience(const Manifest &manifest,
                                   const VerifyPolicy &policy) {
  if (policy.product && *policy.product != manifest.product)
    return fail(PackageFault::wrong_product,
                "product " + quoted(manifest.product) + ", expected " +
                    quoted(*policy.product));
  if (policy.channel && *policy.channel != manifest.channel)
    return fail(PackageFault::wrong_channel,
                "channel " + quoted(manifest.channel) + ", expected " +
                    quoted(*policy.channel));
  return {};
}

PackageResult<void> check_sequence(const Manifest &manifest,
                                   const PackageId &id,
                                   const VerifyPolicy &policy) {
  const auto older_than = [&](std::uint32_t last) {
    return fail(PackageFault::older_sequence,
                "sequence number " + std::to_string(manifest.sequence) +
                    ", expected at least " + std::to_string(last));
  };
  if (manifest.sequence < policy.last_sequence)
    return older_than(policy.last_sequence);
  for (const AcceptedPackage &last : policy.accepted) {
    if (last.product != manifest.product || last.channel != manifest.channel)
      continue;
    if (manifest.sequence < last.sequence)
      return older_than(last.sequence);
    if (manifest.sequence == last.sequence && id != last.id)
      return fail(PackageFault::sequence_reused,
                  "package " + to_hex(id) + " with sequence number " +
                      std::to_string(manifest.sequence) + ", expected " +
                      to_hex(last.id));
  }
  return {};
}

PackageResult<void> check_time(const Manifest &manifest,
                               const VerifyPolicy &policy) {
  if (!manifest.expires || (policy.now && *policy.now < *manifest.expires))
    return {};
  return fail(PackageFault::expired,
              "expires at " + std::to_string(*manifest.expires) +
                  ", but it is " +
                  (policy.now ? std::to_string(*policy.now) : "unknown when"));
}

PackageResult<void> check_applier(const Manifest &manifest,
                                  const VerifyPolicy &policy) {
  if (policy.applier.empty() || manifest.min_applier.empty())
    return {};
  const std::optional<ProgramVersion> version = parse_version(policy.applier);
  if (version && version >= parse_version(manifest.min_applier))
    return {};
  return fail(PackageFault::applier_too_old, "applier " + policy.applier +
                                                 ", expected at least " +
                                                 manifest.min_applier);
}

PackageResult<void> check_policy(const Manifest &manifest, const PackageId &id,
                                 const TrustStore &trust,
                                 const VerifyPolicy &policy) {
  if (std::ranges::find(trust.revoked_packages, id) !=
      trust.revoked_packages.end())
    return fail(PackageFault::revoked_package, "package " + to_hex(id));
  HP_TRY(check_audience(manifest, policy));
  HP_TRY(check_sequence(manifest, id, policy));
  HP_TRY(check_time(manifest, policy));
  return check_applier(manifest, policy);
}

PackageResult<std::vector<std::vector<std::byte>>>
copy_sections(const Manifest &manifest, BytesView rest) {
  std::vector<std::vector<std::byte>> sections;
  for (const BytesView view : HP_TRY(split_sections(manifest, rest))) {
    std::vector<std::byte> section(view.begin(), view.end());
    HP_TRY(check_section(manifest, sections.size(), section));
    sections.push_back(std::move(section));
  }
  return sections;
}

} // namespace

PackageResult<VerifiedPackage> verify_package(BytesView bytes,
                                              const TrustStore &trust,
                                              const VerifyPolicy &policy) {
  const auto begin = [&](VerifyStep step) {
    if (policy.observe)
      policy.observe(step);
  };

  begin(VerifyStep::frame);
  const Head head = HP_TRY(copy_head(bytes));

  begin(VerifyStep::signatures);
  Signers signers = HP_TRY(
      find_signers(head.parts.signed_part, head.parts.signatures, trust));

  // From here on somebody whom we trust stands for every byte.
  begin(VerifyStep::manifest);
  VerifiedPackage package;
  package.id_ = package_id(head.parts.signed_part);
  package.manifest_ = HP_TRY(read_manifest(head.parts.manifest));

  begin(VerifyStep::policy);
  HP_TRY(check_policy(package.manifest_, package.id_, trust, policy));

  begin(VerifyStep::sections);
  package.sections_ =
      HP_TRY(copy_sections(package.manifest_, head.parts.sections));
  package.signers_ = std::move(signers.ids);
  package.ignored_ = signers.ignored;
  return package;
}

} // namespace hotpatch
