// See target_coder.h.
//
// Of 9,466 fixups of real fixes two thirds are exactly as expected.
#include "formats/package/target_coder.h"

#include "formats/package/stream_parts.h"
#include "formats/payload/check.h"

namespace hotpatch {
namespace {

// Distances count from behind the field.
constexpr std::int64_t field_size = 4;

} // namespace

bool TargetCoder::expect(FixupKind kind, Rva site, std::int64_t field) {
  const PayloadFunction *function = function_before(functions_, site);
  if (kind != FixupKind::rel32 || field == 0 || !function ||
      !function->base_rva)
    return false;
  if (function != function_)
    shift_ = 0;
  function_ = function;
  const std::int64_t base_site = std::int64_t{*function->base_rva} +
                                 (std::int64_t{site} - function->payload_rva);
  expected_ = base_site + field_size + field + shift_;
  return true;
}

void TargetCoder::settle(bool is_expected, std::int64_t target) {
  if (is_expected)
    shift_ += target - expected_;
  else
    last_ = target;
  if (number_.try_emplace(target, seen_.size()).second)
    seen_.push_back(target);
}

void TargetCoder::write(StreamWriter &out, FixupKind kind, Rva site,
                        std::int64_t field, std::int64_t target) {
  const bool is_expected = expect(kind, site, field);
  if (is_expected) {
    out.put_int(target - expected_);
  } else if (auto known = number_.find(target); known != number_.end()) {
    out.put_uint(seen_.size() - known->second); // from 1
  } else {
    out.put_uint(0);
    out.put_int(target - last_);
  }
  settle(is_expected, target);
}

Expected<std::int64_t> TargetCoder::read(StreamReader &in, FixupKind kind,
                                         Rva site, std::int64_t field) {
  const bool is_expected = expect(kind, site, field);
  const std::int64_t start = is_expected ? expected_ : last_;
  std::uint64_t back = 0;
  if (!is_expected)
    back = HP_TRY(in.read_uint(seen_.size()));
  // Wraps around on nonsense, which is then out of bounds.
  const std::int64_t target =
      back > 0 ? seen_[seen_.size() - static_cast<std::size_t>(back)]
               : static_cast<std::int64_t>(
                     static_cast<std::uint64_t>(start) +
                     static_cast<std::uint64_t>(HP_TRY(in.read_int())));
  if (target < -std::int64_t{max_image} || target > std::int64_t{max_image})
    return bad_stream("has a fixup that leads out of the image");
  settle(is_expected, target);
  return target;
}

} // namespace hotpatch
