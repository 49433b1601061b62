// Names come from hostile files: a symbol may hold a terminal escape, half a
// UTF-8 sequence or a right-to-left override that makes a report read
// otherwise than it is.  One function, printable(), makes any bytes harmless,
// and every view uses it; what a view adds (quotes, entities) concerns its own
// syntax only.
//
// Invalid bytes are shown as "\xNN" and not as U+FFFD: two names that differ
// must look different.  Wide characters are counted as one column: symbol
// names in scripts that have them are rare, and a table that is a little off is
// better than a dependency.
#include "cli/text.h"

#include <algorithm>

namespace hotpatch {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

struct Decoded {
  char32_t character = 0;
  std::size_t length = 0; // 0: no valid sequence begins here
};

// The shape of a sequence by its first byte: length, and the smallest value
// that needs that many bytes (overlong forms are invalid).
struct SequenceShape {
  std::size_t length;
  char32_t payload, smallest;
};

SequenceShape shape_of(unsigned char first) {
  if (first < 0x80)
    return {1, first, 0};
  if (first >= 0xc2 && first < 0xe0)
    return {2, first & 0x1fU, 0x80};
  if (first >= 0xe0 && first < 0xf0)
    return {3, first & 0x0fU, 0x800};
  if (first >= 0xf0 && first < 0xf5)
    return {4, first & 0x07U, 0x10000};
  return {0, 0, 0};
}

// Source: RFC 3629 section 4.
Decoded decode_utf8(std::string_view text) {
  const SequenceShape shape = shape_of(static_cast<unsigned char>(text[0]));
  if (shape.length == 0 || shape.length > text.size())
    return {};
  char32_t value = shape.payload;
  for (char next : text.substr(1, shape.length - 1)) {
    const auto byte = static_cast<unsigned char>(next);
    if ((byte & 0xc0U) != 0x80)
      return {};
    value = value << 6 | (byte & 0x3fU);
  }
  const bool is_surrogate = value >= 0xd800 && value < 0xe000;
  if (value < shape.smallest || value > 0x10ffff || is_surrogate)
    return {};
  return {value, shape.length};
}

bool is_harmful(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c || c == 0x200e ||
         c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xfeff ||
         (c & 0xfffe) == 0xfffe ||
         (c >= 0xe0000 && c < 0xe0080); // tag characters: invisible text
}

void append_escaped(std::string &out, std::string_view bytes) {
  for (char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += "\\x";
    out += hex_digits[byte >> 4];
    out += hex_digits[byte & 15U];
  }
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0U) == 0x80;
}

// The bytes of the first or last `count` characters.
std::size_t head_bytes(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  for (; at < text.size(); ++at)
    if (!is_continuation(text[at]) && count-- == 0)
      break;
  return at;
}

std::size_t tail_bytes(std::string_view text, std::size_t count) {
  std::size_t at = text.size();
  while (at > 0 && count > 0)
    if (!is_continuation(text[--at]))
      --count;
  return text.size() - at;
}

std::string grouped(std::string digits, Grouping grouping) {
  if (grouping == Grouping::thousands)
    for (std::size_t at = digits.size(); at > 3;)
      digits.insert(at -= 3, ",");
  return digits;
}

} // namespace

bool is_plain(std::string_view text) {
  // Without leaving early, so that compilers look at many at a time.
  unsigned others = 0;
  for (char c : text)
    others |= static_cast<unsigned>(static_cast<unsigned char>(c - 0x20) >=
                                    0x7f - 0x20);
  return others == 0;
}

std::string printable(std::string_view text) {
  if (is_plain(text))
    return std::string(text);
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) {
    const Decoded next = decode_utf8(text);
    const std::size_t length = std::max<std::size_t>(next.length, 1);
    if (next.length == 0 || is_harmful(next.character))
      append_escaped(out, text.substr(0, length));
    else
      out += text.substr(0, length);
    text.remove_prefix(length);
  }
  return out;
}

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return !is_continuation(c); }));
}

std::string fit_middle(std::string text, std::size_t columns) {
  constexpr std::string_view gap = "...";
  if (columns_of(text) <= columns)
    return text;
  if (columns <= gap.size())
    return text.substr(0, head_bytes(text, columns));
  const std::size_t kept = columns - gap.size();
  const std::size_t tail = tail_bytes(text, kept / 2);
  const std::size_t head = head_bytes(text, kept - kept / 2);
  return text.substr(0, head).append(gap).append(
      text.substr(text.size() - tail));
}

std::string left_aligned(std::string text, std::size_t columns) {
  const std::size_t used = columns_of(text);
  text.append(columns > used ? columns - used : 0, ' ');
  return text;
}

std::string right_aligned(std::string text, std::size_t columns) {
  const std::size_t used = columns_of(text);
  text.insert(0, columns > used ? columns - used : 0, ' ');
  return text;
}

std::string wrapped(std::string_view text, std::size_t indent,
                    std::size_t columns) {
  std::string out;
  std::size_t used = indent;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const std::size_t width = columns_of(word);
    if (columns > 0 && used > indent && used + 1 + width > columns) {
      out.append("\n").append(indent, ' ');
      used = indent;
    } else if (!out.empty()) {
      out += ' ';
      ++used;
    }
    out += word;
    used += width;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string to_decimal(std::uint64_t value, Grouping grouping) {
  return grouped(std::to_string(value), grouping);
}

std::string counted(std::uint64_t count, std::string_view what,
                    Grouping grouping) {
  return to_decimal(count, grouping) + " " + std::string(what) +
         (count == 1 ? "" : "s");
}

std::string to_delta(std::uint64_t pre, std::uint64_t post, Grouping grouping) {
  if (pre == post)
    return "0";
  return post > pre ? "+" + to_decimal(post - pre, grouping)
                    : "-" + to_decimal(pre - post, grouping);
}

std::string shell_quoted(std::string_view argument) {
  constexpr std::string_view harmless =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
      "_-./:@%+=,";
  if (!argument.empty() &&
      argument.find_first_not_of(harmless) == std::string_view::npos)
    return std::string(argument);
  std::string out = "'";
  for (char c : argument)
    if (c == '\'')
      out += R"('\'')";
    else
      out += c;
  return out + "'";
}

} // namespace hotpatch
