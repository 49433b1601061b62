// Where fixups lead, as what is not expected.
#ifndef HOTPATCH_FORMATS_PACKAGE_TARGET_CODER_H
#define HOTPATCH_FORMATS_PACKAGE_TARGET_CODER_H

#include "formats/core/error.h"
#include "formats/package/stream_bytes.h"
#include "formats/payload/payload.h"

#include <cstdint>
#include <map>
#include <vector>

namespace hotpatch {

// Writes, or reads, the targets of a payload's fixups (target_of() of
// stream_parts.h) in their order.  `field` is what the fixup's field holds.
//
// A field of a changed function holds what the base's code holds at the
// corresponding place, which leads to the same target if one knows how far the
// two places are apart.  That distance changes only where the fix inserts or
// removes something, so the change is stored, mostly 0.  What has no such field
// often leads where another fixup has led.
class TargetCoder {
public:
  // `functions` are in their order in the payload and must outlive it.
  explicit TargetCoder(const std::vector<PayloadFunction> &functions)
      : functions_(functions) {}

  void write(StreamWriter &out, FixupKind kind, Rva site, std::int64_t field,
             std::int64_t target);
  // malformed: leads further than 2 GiB from the base image's beginning, or as
  // StreamReader.
  Expected<std::int64_t> read(StreamReader &in, FixupKind kind, Rva site,
                              std::int64_t field);

private:
  // Whether the field tells where it leads, to expected_.
  bool expect(FixupKind kind, Rva site, std::int64_t field);
  void settle(bool is_expected, std::int64_t target);

  const std::vector<PayloadFunction> &functions_;
  const PayloadFunction *function_ = nullptr; // of the last expected one
  std::int64_t expected_ = 0;
  std::int64_t shift_ = 0; // between the places
  std::int64_t last_ = 0;  // target of the last one that was not expected
  std::vector<std::int64_t> seen_;             // targets, by first use
  std::map<std::int64_t, std::size_t> number_; // of each in seen_
};

} // namespace hotpatch

#endif
