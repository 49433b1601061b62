// See names.h.  The lists are what GCC 4 to 13, Clang 10 to 19, MSVC and rustc
// emit; a name they miss is compared as written, which can only report more.
#include "formats/object/names.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace hotpatch {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view hex_digits = "0123456789abcdefABCDEF";

// Suffix words that a clone or a promoted local carries before its number.
constexpr std::array<std::string_view, 9> clone_words = {
    ".constprop", ".isra",        ".part",       ".cold",    ".llvm",
    ".lto_priv",  ".specialized", ".localalias", ".resolver"};

constexpr std::array<std::string_view, 4> content_prefixes = {".L", "$SG",
                                                              "$LN", "CSWTCH."};

// Followed by a number, or by dots and hexadecimal digits.
constexpr std::array<std::string_view, 4> numbered_prefixes = {
    ".str", "LC", "anon.", "alloc_"};

constexpr std::array<std::string_view, 5> shared_prefixes = {
    "??_C@", "__real@", "__xmm@", "__ymm@", "__zmm@"};

constexpr std::array<std::string_view, 5> content_words = {
    "__func__", "__FUNCTION__", "__PRETTY_FUNCTION__", "switch.table",
    "__const"};

bool all_of(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == text.npos;
}

// `name` without one trailing ".<digits>" or clone word; the same if none.
std::string_view strip_one(std::string_view name) {
  std::size_t dot = name.rfind('.');
  if (dot == name.npos || dot == 0)
    return name;
  std::string_view last = name.substr(dot);
  if (last.size() > 1 && all_of(last.substr(1), digits))
    return name.substr(0, dot);
  return std::ranges::find(clone_words, last) != clone_words.end()
             ? name.substr(0, dot)
             : name;
}

// Removes the 16 digits of a Rust symbol's hash: "17h" + 16 hex + "E".
std::string_view rust_hash(std::string_view name) {
  constexpr std::size_t length = 3 + 16 + 1;
  if (name.size() <= length || !name.starts_with("_ZN"))
    return {};
  std::string_view tail = name.substr(name.size() - length);
  bool is_hash = tail.starts_with("17h") && tail.ends_with('E') &&
                 all_of(tail.substr(3, 16), hex_digits);
  return is_hash ? tail : std::string_view();
}

constexpr std::string_view anonymous = "?A0x";

} // namespace

std::string base_name(std::string_view name) {
  for (std::string_view next = strip_one(name); next != name;
       next = strip_one(name))
    name = next;
  std::string result(name);
  if (std::string_view hash = rust_hash(name); !hash.empty())
    result.erase(result.size() - hash.size(), hash.size() - 1);
  for (std::size_t at = result.find(anonymous); at != result.npos;
       at = result.find(anonymous, at + 2)) {
    std::size_t end = result.find('@', at);
    if (end == result.npos)
      break;
    result.erase(at + 2, end - at - 2);
  }
  return result;
}

bool has_compiler_suffix(std::string_view name) {
  return strip_one(name).size() != name.size() || !rust_hash(name).empty() ||
         (name.starts_with('?') && name.find(anonymous) != name.npos);
}

std::string_view piece_parent(std::string_view name) {
  if (name.starts_with("?catch$") || name.starts_with("?dtor$") ||
      name.starts_with("?filt$") || name.starts_with("?fin$")) {
    std::size_t begin = name.find("@?0?");
    std::size_t end = name.rfind("@4HA");
    if (begin == name.npos || end == name.npos || end <= begin + 4)
      return {};
    return name.substr(begin + 4, end - begin - 4);
  }
  std::size_t dot = name.rfind('.');
  if (dot != name.npos && dot + 1 < name.size() &&
      all_of(name.substr(dot + 1), digits))
    name = name.substr(0, dot);
  constexpr std::string_view cold = ".cold";
  if (!name.ends_with(cold))
    return {};
  name.remove_suffix(cold.size());
  return name;
}

bool is_shared_content_name(std::string_view name) {
  return std::ranges::any_of(shared_prefixes, [&](std::string_view prefix) {
    return name.starts_with(prefix);
  });
}

bool is_content_name(std::string_view name) {
  if (is_shared_content_name(name))
    return true;
  for (std::string_view prefix : content_prefixes)
    if (name.starts_with(prefix))
      return true;
  for (std::string_view prefix : numbered_prefixes)
    if (name.starts_with(prefix) &&
        all_of(name.substr(prefix.size()), ".0123456789abcdef"))
      return true;
  for (std::string_view word : content_words)
    if (name.starts_with(word) &&
        (name.size() == word.size() || name[word.size()] == '.'))
      return true;
  return false;
}

} // namespace hotpatch
