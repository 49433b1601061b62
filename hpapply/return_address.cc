#include "hpapply/return_address.h"

#include <array>

namespace hotpatch {

// Source: Intel SDM vol. 2, CALL (E8 cd, FF /2).
bool ends_with_call(Process &process, Address end) {
  constexpr std::size_t longest = 6; // FF 15 rel32
  constexpr std::uint8_t near_call = 0xe8, indirect = 0xff, modrm_mask = 0x38,
                         modrm_call = 0x10;
  std::array<std::uint8_t, longest> b = {};
  if (end < longest ||
      !process.read(end - longest, std::as_writable_bytes(std::span(b))))
    return true;
  const auto is_indirect = [&](std::size_t at) {
    return b[at] == indirect && (b[at + 1] & modrm_mask) == modrm_call;
  };
  return b[1] == near_call || is_indirect(0) || is_indirect(3) ||
         is_indirect(4);
}

} // namespace hotpatch
