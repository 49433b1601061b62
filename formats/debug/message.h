// The text of error messages: the part of std::format that they need, since the
// library of g++ 12 has none.
#ifndef HOTPATCH_FORMATS_DEBUG_MESSAGE_H
#define HOTPATCH_FORMATS_DEBUG_MESSAGE_H

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace hotpatch {

// One argument of message(): a number or a text.
struct MessagePart {
  MessagePart(std::string_view part) : text(part) {}
  MessagePart(const std::string &part) : text(part) {}
  MessagePart(const char *part) : text(part) {}
  template <std::integral T>
  MessagePart(T part)
      : number(static_cast<std::uint64_t>(part)), is_number(true) {}

  std::string_view text;
  std::uint64_t number = 0;
  bool is_number = false;
};

// `pattern` with each {} (decimal or text) and {:#x} (hexadecimal with 0x)
// replaced by the next part.
std::string message(std::string_view pattern,
                    std::initializer_list<MessagePart> parts);

} // namespace hotpatch

#endif
