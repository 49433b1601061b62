// The types that CodeView knows without a record.
#ifndef HOTPATCH_FORMATS_DEBUG_CODEVIEW_BASIC_TYPES_H
#define HOTPATCH_FORMATS_DEBUG_CODEVIEW_BASIC_TYPES_H

#include <cstdint>
#include <string_view>

namespace hotpatch {

inline constexpr std::uint32_t first_type_index = 0x1000;

struct BasicType {
  std::string_view name; // "?" if it is not known
  std::uint64_t size = 0;
  bool is_pointer = false; // to a type of that name; `size` is the pointer's
};

// `index`: below first_type_index.
// Source: microsoft-pdb cvinfo.h, TYPE_ENUM_e.
BasicType basic_type(std::uint32_t index);

} // namespace hotpatch

#endif
