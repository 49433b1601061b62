// The section .gnu_debuglink.  Internal to this folder.
#ifndef HOTPATCH_FORMATS_IMAGE_DEBUG_LINK_H
#define HOTPATCH_FORMATS_IMAGE_DEBUG_LINK_H

#include "formats/core/bytes.h"
#include "formats/image/image.h"

namespace hotpatch {

// Sets debug_link and debug_link_crc from the section's bytes: the file's name,
// zeros up to a multiple of four, and the file's CRC-32.  A section that is cut
// short or holds no name of a file names nothing.
inline void read_debug_link(BytesView section, Image &image) {
  constexpr std::size_t longest = 4096; // PATH_MAX
  std::size_t end = as_text(section).substr(0, longest).find('\0');
  if (end == std::string_view::npos)
    return;
  auto crc = read_int<std::uint32_t>(section, (end + 4) & ~std::size_t{3});
  if (!crc)
    return;
  image.debug_link = as_text(section).substr(0, end);
  image.debug_link_crc = *crc;
}

} // namespace hotpatch

#endif
