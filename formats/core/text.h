// Numbers and bytes as text, the same in every locale.
#ifndef HOTPATCH_FORMATS_CORE_TEXT_H
#define HOTPATCH_FORMATS_CORE_TEXT_H

#include "formats/core/bytes.h"
#include "formats/core/sha256.h"

#include <cstdint>
#include <string>

namespace hotpatch {

// "0x1f", lower case, no leading zeros.
std::string hex(std::uint64_t value);

// As hex(), with a minus sign before the magnitude of negative values.
std::string signed_hex(std::int64_t value);

// Two lower-case digits per byte, nothing between.
std::string to_hex(BytesView bytes);

// "sha256:" and 64 lower-case digits.
std::string to_text(const Sha256 &digest);

} // namespace hotpatch

#endif
