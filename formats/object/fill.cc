// See fill.h.  Encodings: GNU as (x86 and i386 tables), LLVM (up to 15 bytes:
// 66 prefixes before 2E 0F 1F 84), MSVC and lld (CC).
#include "formats/object/fill.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace hotpatch {
namespace {

using namespace std::string_view_literals;

constexpr std::array<std::string_view, 12> x86_fill = {
    "\x90"sv,
    "\xcc"sv,
    "\x0f\x1f\x00"sv,
    "\x0f\x1f\x40\x00"sv,
    "\x0f\x1f\x44\x00\x00"sv,
    "\x0f\x1f\x80\x00\x00\x00\x00"sv,
    "\x0f\x1f\x84\x00\x00\x00\x00\x00"sv,
    "\x8d\x76\x00"sv,
    "\x8d\x74\x26\x00"sv,
    "\x8d\xb6\x00\x00\x00\x00"sv,
    "\x8d\xb4\x26\x00\x00\x00\x00"sv,
    "\x8d\xbc\x27\x00\x00\x00\x00"sv,
};

// The length of the one no-operation that `text` starts with, or 0.
std::size_t x86_no_op(std::string_view text, Isa isa) {
  std::size_t prefixes =
      std::min(text.find_first_not_of("\x66\x2e"sv), text.size());
  std::string_view rest = text.substr(prefixes);
  for (std::string_view fill : x86_fill) {
    // In 64-bit code the lea forms change the upper half of a register.
    if (fill.front() == '\x8d' && isa != Isa::i386)
      continue;
    if (rest.starts_with(fill) && (prefixes == 0 || fill.front() != '\xcc'))
      return prefixes + fill.size();
  }
  return 0;
}

} // namespace

bool is_fill(BytesView bytes, Isa isa) {
  std::string_view text = as_text(bytes);
  if (text.find_first_not_of('\0') == text.npos)
    return true;
  if (isa == Isa::aarch64) {
    constexpr std::string_view nop = "\x1f\x20\x03\xd5"sv;
    while (text.starts_with(nop))
      text.remove_prefix(nop.size());
    return text.empty();
  }
  if (isa != Isa::x86_64 && isa != Isa::i386)
    return false;
  while (std::size_t length = x86_no_op(text, isa))
    text.remove_prefix(length);
  return text.find_first_not_of('\0') == text.npos;
}

} // namespace hotpatch
