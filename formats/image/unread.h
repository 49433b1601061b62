// Images that are well-formed but not read, and what to give instead.  Internal
// to this folder.
#ifndef HOTPATCH_FORMATS_IMAGE_UNREAD_H
#define HOTPATCH_FORMATS_IMAGE_UNREAD_H

#include "formats/core/error.h"

#include <cstdint>
#include <string_view>

namespace hotpatch {

inline constexpr std::uint64_t max_image_size = 0x80000000; // bytes, exclusive

std::unexpected<Error> refuse_32_bit();
std::unexpected<Error> refuse_machine(std::uint32_t number);
std::unexpected<Error> refuse_object();
std::unexpected<Error> refuse_managed();
std::unexpected<Error> refuse_size(std::uint64_t size);
// `what` is what the code section is: "is writable".
std::unexpected<Error> refuse_packed(std::string_view what);

} // namespace hotpatch

#endif
