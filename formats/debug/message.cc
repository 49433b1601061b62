// See message.h.
#include "formats/debug/message.h"

#include <array>
#include <charconv>

namespace hotpatch {

std::string message(std::string_view pattern,
                    std::initializer_list<MessagePart> parts) {
  std::string text;
  for (const MessagePart &part : parts) {
    const std::size_t open = pattern.find('{');
    const std::size_t close = pattern.find('}', open);
    if (close == std::string_view::npos)
      break;
    text += pattern.substr(0, open);
    if (part.is_number) {
      const bool is_hex = pattern.substr(open, close - open) == "{:#x";
      std::array<char, 20> digits{};
      const std::to_chars_result end =
          std::to_chars(digits.data(), digits.data() + digits.size(),
                        part.number, is_hex ? 16 : 10);
      text += is_hex ? "0x" : "";
      text.append(digits.data(), end.ptr);
    } else {
      text += part.text;
    }
    pattern.remove_prefix(close + 1);
  }
  return text += pattern;
}

} // namespace hotpatch
