// See type_names.h.  Each pattern with the compiler that writes it:
//
//   <lambda_1> <unnamed-tag> <unnamed-type-x> <unnamed-enum-A>   cl, clang-cl
//   `lambda at a.cc:3:5' (lambda at a.cc:3:5)                    clang
//   (unnamed struct at a.cc:3:5) (anonymous struct at ...)       clang
//   <lambda(int)> ._anon_3                                       g++
//   {lambda(int)#1} {unnamed type#1} 'lambda' $_0                demanglers
//   {closure_env#0} {impl#3} {async_block_env#0}                 rustc
//   ?A0x1b2c3d4e:: `anonymous-namespace':: `anonymous namespace':: cl, clang-cl
//   f::__l2::Local                                               cl
#include "formats/debug/type_names.h"

#include <algorithm>
#include <array>

namespace hotpatch {
namespace {

// Where a name may begin, which a template's '<' does not.
constexpr std::array made_up_names = {
    std::string_view("<lambda"),
    std::string_view("<unnamed"),
    std::string_view("<anonymous"),
};
// Anywhere: nothing that a program declares can hold these.
constexpr std::array made_up_parts = {
    std::string_view("(lambda at "),
    std::string_view("`lambda at "),
    std::string_view("{lambda("),
    std::string_view("'lambda"),
    std::string_view("(unnamed "),
    std::string_view("`unnamed "),
    std::string_view("{unnamed "),
    std::string_view("'unnamed"),
    std::string_view("(anonymous struct"),
    std::string_view("`anonymous struct"),
    std::string_view("(anonymous union"),
    std::string_view("`anonymous union"),
    std::string_view("(anonymous class"),
    std::string_view("`anonymous class"),
    std::string_view("(anonymous enum"),
    std::string_view("`anonymous enum"),
    std::string_view("{closure"),
    std::string_view("{impl#"),
    std::string_view("{async"),
    std::string_view("{coroutine"),
    std::string_view("._anon"),
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_of_identifier(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         c == '_';
}

// How many characters at the begin of `text` are a made-up scope, and what to
// write for them.
struct Scope {
  std::size_t size = 0;
  std::string_view text;
};

Scope scope_at(std::string_view text, bool is_after_scope) {
  constexpr std::string_view hashed = "?A0x", block = "__l";
  for (const std::string_view quoted :
       {"`anonymous namespace'", "`anonymous-namespace'"})
    if (text.starts_with(quoted))
      return {quoted.size(), anonymous_namespace};
  const auto digits_from = [&](std::size_t begin, bool (*is_wanted)(char)) {
    std::size_t end = begin;
    while (end < text.size() && is_wanted(text[end]))
      ++end;
    return end;
  };
  if (text.starts_with(hashed))
    return {digits_from(hashed.size(), is_hex_digit), anonymous_namespace};
  if (is_after_scope && text.starts_with(block)) {
    const std::size_t end = digits_from(block.size(), is_digit);
    if (end > block.size() && text.substr(end).starts_with("::"))
      return {end, block};
  }
  return {};
}

} // namespace

std::string stable_type_name(std::string_view name) {
  std::string stable;
  stable.reserve(name.size());
  while (!name.empty()) {
    const Scope scope = scope_at(name, stable.ends_with("::"));
    if (scope.size > 0) {
      stable += scope.text;
      name.remove_prefix(scope.size);
    } else {
      stable += name.front();
      name.remove_prefix(1);
    }
  }
  return stable;
}

bool is_made_by_compiler(std::string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    const std::string_view rest = name.substr(i);
    const auto is_here = [&](std::string_view pattern) {
      return rest.starts_with(pattern);
    };
    switch (name[i]) {
    case '$': // $_0
      if (rest.size() > 2 && rest[1] == '_' && is_digit(rest[2]))
        return true;
      break;
    case '<':
      if ((i == 0 || !is_of_identifier(name[i - 1]) ||
           name.substr(0, i).ends_with("const")) && // g++: H<const<lambda()> >
          std::ranges::any_of(made_up_names, is_here))
        return true;
      break;
    case '(':
    case '`':
    case '{':
    case '\'':
    case '.':
      if (std::ranges::any_of(made_up_parts, is_here))
        return true;
      break;
    default:
      break;
    }
  }
  return false;
}

} // namespace hotpatch
