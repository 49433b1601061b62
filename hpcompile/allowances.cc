// See allowances.h.
#include "hpcompile/allowances.h"

#include <algorithm>

namespace hotpatch {

bool is_for(const Allowance &allowance, const Refusal &refusal) {
  return allowance.slug == slug_of(refusal.reason) &&
         allowance.name == refusal.subject;
}

Expected<Settled> settle_refusals(std::vector<Refusal> refusals,
                                  const std::vector<Allowance> &allow) {
  Settled settled;
  std::vector<bool> is_used(allow.size());
  for (Refusal &refusal : refusals) {
    bool is_accepted = false;
    for (std::size_t i = 0; i < allow.size(); ++i) {
      if (!is_for(allow[i], refusal))
        continue;
      is_used[i] = true;
      if (!is_acceptable(refusal.reason))
        return fail(ErrorCode::mismatch,
                    "--allow " + allow[i].slug + ":" + allow[i].name +
                        ": this refusal cannot be accepted",
                    std::string(remedy_of(refusal.reason)));
      is_accepted = true;
      settled.accepted.push_back(
          {allow[i].slug, allow[i].name, allow[i].reason});
    }
    if (!is_accepted)
      settled.refusals.push_back(std::move(refusal));
  }
  for (std::size_t i = 0; i < allow.size(); ++i)
    if (!is_used[i])
      return fail(ErrorCode::mismatch, "--allow " + allow[i].slug + ":" +
                                           allow[i].name +
                                           ": no refusal matches it");
  std::ranges::sort(settled.accepted);
  auto repeated = std::ranges::unique(settled.accepted);
  settled.accepted.erase(repeated.begin(), repeated.end());
  return settled;
}

} // namespace hotpatch
