#include "hpapply/watched_code.h"

namespace hotpatch {

std::vector<WatchedCode> replaced_bodies(const Payload &payload, Address base) {
  std::vector<WatchedCode> bodies;
  const auto add = [&](Rva begin, std::uint32_t size, const std::string &name) {
    bodies.push_back({{base + begin, base + begin + size}, name});
  };
  for (const PayloadFunction &function : payload.functions) {
    if (!function.base_rva)
      continue;
    add(*function.base_rva, function.base_size, function.name);
    for (const PayloadFunction::Piece &piece : function.base_pieces)
      add(piece.base_rva, piece.base_size, function.name);
  }
  return bodies;
}

std::vector<WatchedCode> payload_bodies(const Payload &payload, Address own) {
  std::vector<WatchedCode> bodies;
  for (const PayloadFunction &function : payload.functions) {
    const Address begin = own + function.payload_rva;
    if (function.size != 0)
      bodies.push_back({{begin, begin + function.size}, function.name});
  }
  return bodies;
}

std::vector<WatchedCode> overwritten_bytes(std::span<const BaseWrite> writes,
                                           Address base) {
  constexpr Address jump = 5;
  std::vector<WatchedCode> code;
  for (const BaseWrite &write : writes) {
    Address begin = base + write.base_rva;
    const Address end = begin + write.bytes.size();
    if (write.kind == RedirectKind::pad) {
      code.push_back({.range = {begin, begin + jump}});
      begin += jump;
    }
    code.push_back({.range = {begin, end}});
  }
  return code;
}

} // namespace hotpatch
