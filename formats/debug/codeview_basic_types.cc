// See codeview_basic_types.h.  Bits 0 to 7 of an index say which type, bits 8
// to 10 whether it is that type or which kind of pointer to it.
#include "formats/debug/codeview_basic_types.h"

#include <algorithm>
#include <array>

namespace hotpatch {
namespace {

struct Entry {
  std::uint8_t kind;
  std::uint8_t size;
  std::string_view name;
};

constexpr std::array entries = {
    Entry{0x03, 0, "void"},
    Entry{0x08, 4, "HRESULT"},
    Entry{0x10, 1, "signed char"},
    Entry{0x11, 2, "short"},
    Entry{0x12, 4, "long"},
    Entry{0x13, 8, "__int64"},
    Entry{0x14, 16, "__int128"},
    Entry{0x20, 1, "unsigned char"},
    Entry{0x21, 2, "unsigned short"},
    Entry{0x22, 4, "unsigned long"},
    Entry{0x23, 8, "unsigned __int64"},
    Entry{0x24, 16, "unsigned __int128"},
    Entry{0x30, 1, "bool"},
    Entry{0x31, 2, "bool16"},
    Entry{0x32, 4, "bool32"},
    Entry{0x33, 8, "bool64"},
    Entry{0x40, 4, "float"},
    Entry{0x41, 8, "double"},
    Entry{0x42, 10, "long double"},
    Entry{0x43, 16, "__float128"},
    Entry{0x44, 6, "__float48"},
    Entry{0x45, 4, "float"},
    Entry{0x46, 2, "__half"},
    Entry{0x50, 8, "_Complex float"},
    Entry{0x51, 16, "_Complex double"},
    Entry{0x52, 20, "_Complex long double"},
    Entry{0x53, 32, "_Complex __float128"},
    Entry{0x68, 1, "__int8"},
    Entry{0x69, 1, "unsigned __int8"},
    Entry{0x70, 1, "char"},
    Entry{0x71, 2, "wchar_t"},
    Entry{0x72, 2, "__int16"},
    Entry{0x73, 2, "unsigned __int16"},
    Entry{0x74, 4, "int"},
    Entry{0x75, 4, "unsigned"},
    Entry{0x76, 8, "__int64"},
    Entry{0x77, 8, "unsigned __int64"},
    Entry{0x78, 16, "__int128"},
    Entry{0x79, 16, "unsigned __int128"},
    Entry{0x7a, 2, "char16_t"},
    Entry{0x7b, 4, "char32_t"},
    Entry{0x7c, 1, "char8_t"},
};
static_assert(std::ranges::is_sorted(entries, {}, &Entry::kind));

// By bits 8 to 10: none, near, far, huge, near and far of 32 bits, near of 64
// and of 128 bits.
constexpr std::array<std::uint8_t, 8> pointer_sizes = {0, 2, 4, 4, 4, 6, 8, 16};

} // namespace

BasicType basic_type(std::uint32_t index) {
  const auto found =
      std::ranges::lower_bound(entries, index & 0xffU, {}, &Entry::kind);
  BasicType type = {.name = "?"};
  if (found != entries.end() && found->kind == (index & 0xff))
    type = {.name = found->name, .size = found->size};
  const std::uint32_t mode = index >> 8 & 7U;
  if (mode != 0) {
    type.is_pointer = true;
    type.size = pointer_sizes[mode];
  }
  return type;
}

} // namespace hotpatch
