// See operand_names.h.  A literal has no type in an object, so what its bytes
// look like decides: text if it ends with a NUL and holds nothing but
// characters, in bytes or in UTF-16 units, else numbers.  An instruction that
// reads a fixed number of bytes is shown just those.
#include "hpdiff/operand_names.h"

#include "formats/core/text.h"
#include "hpdiff/text.h"

#include <algorithm>
#include <optional>

namespace hotpatch {
namespace {

constexpr std::size_t max_characters = 60;
constexpr std::size_t max_hex_bytes = 16;
constexpr std::size_t hex_bytes_of_unknown = 8;

std::string with_offset(std::string name, std::int64_t offset) {
  if (offset == 0)
    return name;
  return name + (offset > 0 ? "+" : "") + signed_hex(offset);
}

std::string symbol_name(const Side &side, std::uint32_t symbol) {
  const Symbol &s = side.object().symbols[symbol];
  if (!s.name.empty() || s.section == no_index)
    return std::string(s.name);
  return std::string(side.object().sections[s.section].name);
}

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text)
    switch (c) {
    case '\n':
      out += "\\n";
      break;
    case '\t':
      out += "\\t";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\x1b':
      out += "\\e";
      break;
    case '"':
    case '\\':
      out += '\\';
      [[fallthrough]];
    default:
      out += c;
    }
  return out;
}

// In quotes, if it is nothing but characters.
std::optional<std::string> quoted(std::string_view text) {
  const std::string all = escaped(text);
  if (!is_plain(all) && printable(all) != all)
    return std::nullopt;
  std::string shown = all.substr(0, max_characters);
  // Not in the middle of a character.
  while (shown.size() < all.size() &&
         (static_cast<unsigned char>(all[shown.size()]) & 0xc0) == 0x80)
    shown.pop_back();
  return "\"" + shown + "\"" + (shown.size() < all.size() ? "..." : "");
}

std::optional<std::string> byte_string(std::string_view text,
                                       bool may_be_empty) {
  const std::size_t end = text.find('\0');
  if (end == text.npos || (end == 0 && !may_be_empty))
    return std::nullopt;
  return quoted(text.substr(0, end));
}

// At least two characters of UTF-16 that are ASCII, then a NUL.
std::optional<std::string> wide_string(std::string_view text) {
  std::string narrow;
  for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
    if (text[at + 1] != '\0')
      return std::nullopt;
    if (text[at] == '\0') {
      std::optional<std::string> shown = quoted(narrow);
      return narrow.size() < 2 || !shown ? std::nullopt
                                         : std::optional("L" + *shown);
    }
    narrow += text[at];
  }
  return std::nullopt;
}

std::string hex_bytes(BytesView bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (std::byte byte : bytes.first(std::min(bytes.size(), max_hex_bytes))) {
    const unsigned value = std::to_integer<unsigned>(byte);
    out += out.empty() ? "" : " ";
    out += digits[value >> 4];
    out += digits[value & 15];
  }
  return out + (bytes.size() > max_hex_bytes ? " ..." : "");
}

bool holds_addresses(const Side &side, const Extent &extent) {
  return !side.relocations_in(extent).empty();
}

} // namespace

std::string target_name(const Side &side, const Target &target) {
  const ObjectFile &object = side.object();
  switch (target.kind) {
  case Target::Kind::symbol:
    return with_offset(symbol_name(side, target.index), target.offset);
  case Target::Kind::code:
    return with_offset(name_of(object, side.contents().functions[target.index]),
                       target.offset);
  case Target::Kind::datum:
    return with_offset(name_of(object, side.contents().data[target.index]),
                       target.offset);
  case Target::Kind::content:
    return std::string(object.sections[target.index].name);
  case Target::Kind::unknown:
    return target.index == no_index
               ? target.offset == 0 ? "" : signed_hex(target.offset)
               : with_offset(std::string(object.sections[target.index].name),
                             target.offset);
  }
  return {};
}

std::string literal_text(const Side &side, const Target &target,
                         std::uint64_t width) {
  if (target.kind != Target::Kind::content)
    return {};
  const Section &section = side.object().sections[target.index];
  const std::int64_t place = target.offset + target.delta;
  if (place < 0 || static_cast<std::uint64_t>(place) >= section.bytes.size())
    return {};
  const BytesView rest = section.bytes.subspan(static_cast<std::size_t>(place));
  const std::size_t size = std::min<std::size_t>(
      rest.size(), width > 0 ? width : hex_bytes_of_unknown);
  const auto begin = static_cast<std::uint64_t>(place);
  if (holds_addresses(side, {target.index, begin, begin + size}))
    return "addresses";
  const std::string_view text = as_text(width > 0 ? rest.first(size) : rest);
  if (width == 0)
    for (const std::optional<std::string> &found :
         {wide_string(text), byte_string(text, section.is_strings)})
      if (found)
        return *found;
  return hex_bytes(rest.first(size)) +
         (width == 0 && size < rest.size() ? " ..." : "");
}

} // namespace hotpatch
