// See words.h.
#include "hpcompile/words.h"

#include <algorithm>

namespace hotpatch {

std::string_view to_word(CompileStatus status) {
  switch (status) {
  case CompileStatus::written:
    return "written";
  case CompileStatus::refused:
    return "refused";
  case CompileStatus::nothing:
    return "nothing";
  }
  return "";
}

std::string to_text(const std::array<std::byte, 16> &guid) {
  if (std::ranges::all_of(guid, [](std::byte b) { return b == std::byte{}; }))
    return "";
  // Bytes of the file in the order of print.
  constexpr std::array<std::size_t, 16> order = {3, 2, 1,  0,  5,  4,  7,  6,
                                                 8, 9, 10, 11, 12, 13, 14, 15};
  std::string text;
  for (std::size_t i = 0; i < order.size(); ++i) {
    text += to_hex(BytesView(guid).subspan(order[i], 1));
    if (i == 3 || i == 5 || i == 7 || i == 9)
      text += '-';
  }
  for (char &c : text)
    if (c >= 'a' && c <= 'f')
      c = static_cast<char>(c - 'a' + 'A');
  return text;
}

} // namespace hotpatch
