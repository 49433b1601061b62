// See place.h.
#include "formats/core/place.h"

#include <algorithm>

namespace hotpatch {

std::string quoted_name(std::string_view name) {
  constexpr std::size_t longest = 120;
  std::string text(name.substr(0, longest));
  std::ranges::replace_if(text, [](char c) { return c < ' ' || c > '~'; }, '?');
  return name.size() > longest ? text + "..." : text;
}

std::string section_place(std::uint64_t number, std::string_view name) {
  std::string place = "section " + std::to_string(number);
  return name.empty() ? place : place + " (" + quoted_name(name) + ")";
}

std::string past_end(std::uint64_t offset, std::uint64_t size,
                     std::uint64_t file_size) {
  // The end is shown as it is, without wrapping around at 2^64.
  std::string end = offset + size < offset ? hex(offset) + "+" + hex(size)
                                           : hex(offset + size);
  return "bytes [" + hex(offset) + ", " + end +
         ") are past the end of the file (" + hex(file_size) + ")";
}

} // namespace hotpatch
