// See register_names.h.
#include "hpdiff/register_names.h"

#include <array>
#include <cctype>
#include <optional>

namespace hotpatch {
namespace {

constexpr std::array<std::uint8_t, 4> widths = {8, 4, 2, 1};

// By number, then in the order of `widths`.
constexpr std::array<std::array<std::string_view, 4>, 16> names = {{
    {"rax", "eax", "ax", "al"},
    {"rcx", "ecx", "cx", "cl"},
    {"rdx", "edx", "dx", "dl"},
    {"rbx", "ebx", "bx", "bl"},
    {"rsp", "esp", "sp", "spl"},
    {"rbp", "ebp", "bp", "bpl"},
    {"rsi", "esi", "si", "sil"},
    {"rdi", "edi", "di", "dil"},
    {"r8", "r8d", "r8w", "r8b"},
    {"r9", "r9d", "r9w", "r9b"},
    {"r10", "r10d", "r10w", "r10b"},
    {"r11", "r11d", "r11w", "r11b"},
    {"r12", "r12d", "r12w", "r12b"},
    {"r13", "r13d", "r13w", "r13b"},
    {"r14", "r14d", "r14w", "r14b"},
    {"r15", "r15d", "r15w", "r15b"},
}};

std::optional<NamedRegister> find_register(std::string_view word) {
  if (word.size() < 2 || word.size() > 4)
    return std::nullopt;
  for (std::uint8_t number = 0; number < names.size(); ++number)
    for (std::size_t w = 0; w < widths.size(); ++w)
      if (names[number][w] == word)
        return NamedRegister{number, widths[w]};
  return std::nullopt;
}

bool is_word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
         c == '.' || c == '$' || c == '@' || c == '?';
}

// Calls `visit` with each word and each run of other characters.
template <typename Visit>
void for_each_word(std::string_view text, Visit visit) {
  while (!text.empty()) {
    std::size_t size = 0;
    const bool is_word = is_word_character(text.front());
    while (size < text.size() && is_word_character(text[size]) == is_word)
      ++size;
    visit(text.substr(0, size));
    text.remove_prefix(size);
  }
}

} // namespace

std::vector<NamedRegister> registers_in(std::string_view text) {
  std::vector<NamedRegister> found;
  for_each_word(text, [&](std::string_view word) {
    if (std::optional<NamedRegister> reg = find_register(word))
      found.push_back(*reg);
  });
  return found;
}

std::string without_registers(std::string_view text) {
  std::string out;
  for_each_word(text, [&](std::string_view word) {
    if (std::optional<NamedRegister> reg = find_register(word))
      out += "%" + std::to_string(reg->width);
    else
      out += word;
  });
  return out;
}

std::string name_of(const NamedRegister &reg) {
  for (std::size_t w = 0; w < widths.size(); ++w)
    if (widths[w] == reg.width)
      return std::string(names[reg.number][w]);
  return {};
}

} // namespace hotpatch
