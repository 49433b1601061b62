// Numbers and bytes as text, the same in every locale.
#ifndef HOTPATCH_FORMATS_CORE_TEXT_H
#define HOTPATCH_FORMATS_CORE_TEXT_H

#include "formats/core/bytes.h"

#include <cstdint>
#include <string>

namespace hotpatch {

// "0x1f", lower case, no leading zeros.
std::string hex(std::uint64_t value);

// As hex(), with a minus sign before the magnitude of negative values.
std::string signed_hex(std::int64_t value);

// Two lower-case digits per byte, nothing between.
std::string to_hex(BytesView bytes);

} // namespace hotpatch

#endif
