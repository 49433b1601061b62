// Counting signatures, strictly.
//
// A signature names its key by a hint that nobody has signed, so the hint only
// chooses whom to ask.  Signatures by keys that we do not know are no business
// of ours: others may trust them.  But one that names a key of ours and is not
// good, or comes twice, refuses the package even where enough others are good:
// somebody has altered it, and there is no reason to guess what else.
//
// What is counted are ids of keys, never signatures: ECDSA and RSA-PSS give as
// many good ones of the same key as anybody likes.
#include "formats/package/signers.h"

#include "formats/package/frame.h"
#include "formats/package/signature_block.h"

#include <algorithm>
#include <string>

namespace hotpatch {
namespace {

bool contains(const std::vector<KeyId> &ids, const KeyId &id) {
  return std::ranges::find(ids, id) != ids.end();
}

bool has_hint(const KeyId &id, const Signature &signature) {
  return key_hint(id) == signature.key_hint;
}

// The keys that a signature may be by.
std::vector<const PublicKey *> candidates_for(const Signature &signature,
                                              const TrustStore &trust) {
  std::vector<const PublicKey *> found;
  for (const PublicKey &key : trust.keys)
    if (has_hint(key.id(), signature) &&
        !contains(trust.revoked_keys, key.id()))
      found.push_back(&key);
  return found;
}

// The id of the candidate that has made a signature of `message`.
PackageResult<KeyId>
signer_of(const Signature &signature, BytesView message,
          const std::vector<const PublicKey *> &candidates) {
  const std::string by = "signature by key " + short_id(candidates[0]->id());
  bool is_algorithm_right = false;
  for (const PublicKey *key : candidates) {
    if (key->algorithm() != signature.algorithm)
      continue;
    is_algorithm_right = true;
    if (key->verifies(message, signature.bytes))
      return key->id();
  }
  if (!is_algorithm_right)
    return fail(
        PackageFault::wrong_algorithm,
        by + " is of algorithm " +
            std::to_string(static_cast<int>(signature.algorithm)) +
            ", expected " +
            std::to_string(static_cast<int>(candidates[0]->algorithm())));
  return fail(PackageFault::bad_signature, by + " does not hold");
}

PackageResult<void> check_trust(const TrustStore &trust) {
  if (trust.threshold == 0)
    return fail(PackageFault::zero_threshold,
                "threshold 0, expected at least 1");
  const bool has_key = std::ranges::any_of(trust.keys, [&](const auto &key) {
    return !contains(trust.revoked_keys, key.id());
  });
  if (!has_key)
    return fail(PackageFault::no_trusted_keys,
                std::to_string(trust.keys.size()) + " keys, " +
                    std::to_string(trust.revoked_keys.size()) +
                    " revoked, expected one that is trusted");
  return {};
}

} // namespace

PackageResult<Signers> find_signers(BytesView signed_part, BytesView block,
                                    const TrustStore &trust) {
  const std::vector<Signature> signatures =
      HP_TRY(decode_signature_block(block));
  HP_TRY(check_trust(trust));
  if (signatures.empty())
    return fail(PackageFault::not_signed,
                "no signature, expected " + std::to_string(trust.threshold));

  const std::vector<std::byte> message = signed_bytes(signed_part);
  Signers signers;
  std::size_t revoked = 0;
  for (const Signature &signature : signatures) {
    const std::vector<const PublicKey *> candidates =
        candidates_for(signature, trust);
    if (candidates.empty()) {
      ++signers.ignored;
      revoked += std::ranges::any_of(trust.revoked_keys, [&](const KeyId &id) {
        return has_hint(id, signature);
      });
      continue;
    }
    const KeyId id = HP_TRY(signer_of(signature, message, candidates));
    if (contains(signers.ids, id))
      return fail(PackageFault::duplicate_signature,
                  "key " + short_id(id) + " has signed twice");
    signers.ids.push_back(id);
  }
  std::ranges::sort(signers.ids);
  if (signers.ids.size() >= trust.threshold)
    return signers;
  return fail(
      revoked > 0 ? PackageFault::revoked_key : PackageFault::threshold_not_met,
      std::to_string(signers.ids.size()) + " signatures by trusted keys, " +
          std::to_string(signers.ignored) + " by others, of which " +
          std::to_string(revoked) + " revoked, expected " +
          std::to_string(trust.threshold));
}

} // namespace hotpatch
