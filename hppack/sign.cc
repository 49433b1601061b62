// A signature goes in only when verify_package(), the very function of those
// who are to believe it, takes the package with it; so a token that signs
// another digest, or a signature of another package, is found out here.
//
// A second signature by one key would refuse the package everywhere
// (duplicate-signature).  ECDSA and RSA-PSS never sign twice alike, so it is
// looked for by asking the key about each signature with its hint.
#include "hppack/sign.h"

#include "formats/package/fault.h"
#include "formats/package/frame.h"
#include "formats/package/signature_block.h"
#include "formats/package/trust.h"
#include "formats/package/verify.h"
#include "hppack/contents.h"

#include <string>
#include <utility>

namespace hotpatch {
namespace {

std::unexpected<Error> to_failure(const PackageFailure &failure) {
  return std::unexpected(to_error(failure));
}

std::unexpected<Error> bad_signature(const PublicKey &key,
                                     BytesView signature) {
  Error error = to_error({PackageFault::bad_signature,
                          "signature of " + std::to_string(signature.size()) +
                              " bytes is not one of this package by key " +
                              short_id(key.id())});
  constexpr std::size_t raw_ecdsa_bytes = 64;
  if (key.algorithm() == SignatureAlgorithm::ecdsa_p256_sha256 &&
      signature.size() == raw_ecdsa_bytes)
    error.hint = "ECDSA signatures are in DER: pkcs11-tool "
                 "--signature-format openssl";
  return std::unexpected(std::move(error));
}

} // namespace

Expected<std::vector<std::byte>> bytes_to_sign(BytesView package) {
  const PackageResult<PackageContents> contents = read_contents(package);
  if (!contents)
    return to_failure(contents.error());
  return signed_bytes(contents->frame.signed_part);
}

Expected<std::vector<std::byte>>
with_signature(BytesView package, const PublicKey &key, BytesView signature) {
  PackageResult<PackageContents> contents = read_contents(package);
  if (!contents)
    return to_failure(contents.error());
  const std::vector<std::byte> message =
      signed_bytes(contents->frame.signed_part);
  const auto hint = key_hint(key.id());
  for (const Signature &other : contents->signatures)
    if (other.key_hint == hint && key.verifies(message, other.bytes))
      return to_failure({PackageFault::duplicate_signature,
                         "key " + short_id(key.id()) + " has signed already"});
  if (!key.verifies(message, signature))
    return bad_signature(key, signature);

  std::vector<Signature> signatures = std::move(contents->signatures);
  signatures.push_back({.key_hint = hint,
                        .algorithm = key.algorithm(),
                        .bytes = {signature.begin(), signature.end()}});
  std::vector<std::byte> result =
      assemble_package(contents->frame.signed_part,
                       HP_TRY(encode_signature_block(std::move(signatures))),
                       contents->sections);
  HP_TRY(check_signed(result, key));
  return result;
}

Expected<std::vector<std::byte>> sign_package(BytesView package,
                                              const PrivateKey &key) {
  const Signature signature = HP_TRY(key.sign(HP_TRY(bytes_to_sign(package))));
  return with_signature(package, key.public_key(), signature.bytes);
}

Expected<void> check_signed(BytesView package, const PublicKey &key) {
  const TrustStore trust{.keys = {key}};
  const auto verified = verify_package(package, trust, {.now = 0});
  if (!verified)
    return to_failure(verified.error());
  return {};
}

} // namespace hotpatch
