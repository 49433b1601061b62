// How options take their values; what both tables of them share.
#ifndef HOTPATCH_HPPACK_OPTION_PARTS_H
#define HOTPATCH_HPPACK_OPTION_PARTS_H

#include "hppack/options.h"

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace hotpatch {

constexpr CommandBits join(std::initializer_list<PackCommand> commands) {
  CommandBits bits = 0;
  for (PackCommand command : commands)
    bits = static_cast<CommandBits>(bits | bit(command));
  return bits;
}

// A number of 32 bits.  malformed: anything else, or less than `least`.
Expected<std::uint32_t> parse_u32(std::string_view value, std::uint32_t least);

template <auto field, std::uint32_t least>
Expected<PackOptions> set_number(PackOptions options, std::string_view value) {
  options.*field = HP_TRY(parse_u32(value, least));
  return options;
}

} // namespace hotpatch

#endif
