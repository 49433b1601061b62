// Legacy Rust names are C++ names whose last component is a hash; characters
// that C++ identifiers cannot hold are spelled out between dollar signs.
#include "formats/demangle/scheme.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::size_t hash_digits = 16;

constexpr std::array<std::pair<std::string_view, char>, 8> escapes = {{
    {"SP", '@'},
    {"BP", '*'},
    {"RF", '&'},
    {"LT", '<'},
    {"GT", '>'},
    {"LP", '('},
    {"RP", ')'},
    {"C", ','},
}};

// The character that the text between two dollar signs stands for: a name of
// the table, or 'u' and a printable ASCII character's number.
std::optional<char> unescaped(std::string_view word) {
  for (const auto &[escape, character] : escapes)
    if (escape == word)
      return character;
  unsigned number = 0;
  const char *const last = word.data() + word.size();
  if (!word.starts_with('u') || word.size() > 3)
    return std::nullopt;
  const auto [end, error] = std::from_chars(word.data() + 1, last, number, 16);
  if (error != std::errc() || end != last || number < 0x20 || number > 0x7e)
    return std::nullopt;
  return static_cast<char>(number);
}

// The path before "::h<16 hexadecimal digits>", if that is how it ends.
std::optional<std::string_view> without_hash(std::string_view path) {
  constexpr std::string_view mark = "::h";
  if (path.size() <= mark.size() + hash_digits)
    return std::nullopt;
  const std::string_view hash = path.substr(path.size() - hash_digits);
  path.remove_suffix(hash_digits);
  const bool is_hash = std::ranges::all_of(hash, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
  if (!is_hash || !path.ends_with(mark))
    return std::nullopt;
  return path.substr(0, path.size() - mark.size());
}

std::string rewrite(std::string_view path) {
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const bool is_start = i == 0 || path.substr(0, i).ends_with("::");
    // An escape may not begin a component, so an underscore stands before it.
    if (is_start && path.substr(i).starts_with("_$"))
      continue;
    if (path.substr(i).starts_with("..")) {
      out += "::";
      ++i;
      continue;
    }
    const std::size_t end =
        path[i] == '$' ? path.find('$', i + 1) : std::string_view::npos;
    const std::optional<char> character =
        end == std::string_view::npos
            ? std::nullopt
            : unescaped(path.substr(i + 1, end - i - 1));
    out += character.value_or(path[i]);
    if (character)
      i = end;
  }
  return out;
}

} // namespace

std::string rewrite_legacy_rust(std::string_view demangled) {
  // LLVM puts a compiler's suffix behind: "path::h0123 (.llvm.456)".
  const std::size_t suffix = std::min(demangled.find(" (."), demangled.size());
  const std::optional<std::string_view> path =
      without_hash(demangled.substr(0, suffix));
  return path ? rewrite(*path) + std::string(demangled.substr(suffix)) : "";
}

} // namespace hotpatch
