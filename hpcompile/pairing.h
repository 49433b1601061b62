// Which pre object a post object is the successor of, and what corresponds in
// the two.
#ifndef HOTPATCH_HPCOMPILE_PAIRING_H
#define HOTPATCH_HPCOMPILE_PAIRING_H

#include "hpcompile/build.h"
#include "hpdiff/equality.h"
#include "hpdiff/report.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace hotpatch {

struct PairedObject {
  std::uint32_t pre = 0, post = 0; // indices into Build::objects
  Correspondence matched;
  std::unique_ptr<Equality> equality; // refers to `matched`
};

// Not thread safe: pairs are matched when they are first asked for.
class Pairing {
public:
  // All must outlive the value.
  Pairing(const Build &pre, const Build &post, const DiffReport &report);

  // The pair of a post object, or null if it has no pre object.
  PairedObject *of_post(std::uint32_t post);
  [[nodiscard]] std::uint32_t pre_of(std::uint32_t post) const {
    return pre_of_[post];
  }

private:
  void unmatch_guesses(PairedObject &pair) const;

  const Build &pre_;
  const Build &post_;
  std::vector<std::uint32_t> pre_of_; // by post object; no_index: none
  std::vector<std::unique_ptr<PairedObject>> pairs_; // by post object
};

} // namespace hotpatch

#endif
