// Microsoft: a digit may refer back to one of ten names or types of the same
// context, and the referent may hold references itself.  What is printed in
// one node (a template's arguments, a function type, a nested symbol) occurs in
// it once and once more per reference, so a piece of text occurs in the whole
// at most prod(1 + r_i) times, r_i being the references in node i.  With r
// digits and t nodes, which their marks `?`, `6` and `8` bound from above, the
// product is at most (1 + r/t)^t.  Exact contexts would need a parser for the
// whole grammar; LLVM's cannot be asked, since it expands while it parses.
// This bound says no to C++ names with some twenty digits.
//
// Rust: the grammar is small, so it is walked exactly as the demangler walks
// it, following back references, with a budget of steps and of depth.
// Source: Rust RFC 2603, "Syntax of mangled names".
#include "formats/demangle/expansion.h"

#include "formats/demangle/demangle.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace hotpatch {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class RustWalk {
public:
  explicit RustWalk(std::string_view text) : text_(text) {}

  // text_ begins after "_R".
  bool walk_symbol() {
    walk_path();
    if (at_ < text_.size() && peek() != '.' && peek() != '$')
      walk_path(); // the instantiating crate
    return is_good_;
  }

private:
  static constexpr std::size_t max_steps = 20000;
  static constexpr std::size_t max_depth = 256;

  // Counts a step, and a level for as long as it lives.
  class Level {
  public:
    explicit Level(RustWalk &walk) : walk_(walk) {
      if (++walk_.steps_ > max_steps || ++walk_.depth_ > max_depth)
        walk_.is_good_ = false;
    }
    Level(const Level &) = delete;
    Level &operator=(const Level &) = delete;
    ~Level() { --walk_.depth_; }

  private:
    RustWalk &walk_;
  };

  [[nodiscard]] char peek() const {
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool accept(char c) {
    const bool is_here = is_good_ && peek() == c;
    at_ += is_here ? 1U : 0U;
    return is_here;
  }
  char next() {
    const char c = peek();
    is_good_ = is_good_ && at_ < text_.size();
    ++at_;
    return c;
  }

  // base-62 digits and "_": "_" is 0, "0_" is 1.
  std::uint64_t walk_number() {
    if (accept('_'))
      return 0;
    std::uint64_t value = 0;
    for (char c = next(); is_good_ && c != '_'; c = next()) {
      const bool is_lower = c >= 'a' && c <= 'z',
                 is_upper = c >= 'A' && c <= 'Z';
      is_good_ = (is_digit(c) || is_lower || is_upper) && value < (1U << 24);
      const int digit = is_digit(c) ? c - '0'
                        : is_lower  ? c - 'a' + 10
                                    : c - 'A' + 36;
      value = value * 62 + static_cast<std::uint64_t>(digit);
    }
    return value + 1;
  }

  void walk_optional_number(char mark) {
    if (accept(mark))
      walk_number();
  }

  void walk_identifier() {
    walk_optional_number('s');
    accept('u');
    std::size_t length = 0;
    is_good_ = is_good_ && is_digit(peek());
    while (is_good_ && is_digit(peek()) && length <= text_.size())
      length = length * 10 + static_cast<std::size_t>(next() - '0');
    accept('_');
    is_good_ = is_good_ && length <= text_.size() - std::min(at_, text_.size());
    at_ += is_good_ ? length : 0;
  }

  template <typename Walk> void walk_back_reference(Walk walk) {
    const std::size_t mark = at_ - 1; // of the 'B'
    const std::uint64_t target = walk_number();
    is_good_ = is_good_ && target < mark;
    if (!is_good_)
      return;
    const std::size_t after = std::exchange(at_, target);
    walk();
    at_ = after;
  }

  // Elements up to "E".
  template <typename Walk> void walk_list(Walk walk) {
    while (is_good_ && !accept('E'))
      walk();
  }

  void walk_path() {
    const Level level(*this);
    if (!is_good_)
      return;
    switch (next()) {
    case 'C':
      return walk_identifier();
    case 'M':
      walk_optional_number('s');
      walk_path();
      return walk_type();
    case 'X':
      walk_optional_number('s');
      walk_path();
      walk_type();
      return walk_path();
    case 'Y':
      walk_type();
      return walk_path();
    case 'N':
      next();
      walk_path();
      return walk_identifier();
    case 'I':
      walk_path();
      return walk_list([this] { walk_generic_argument(); });
    case 'B':
      return walk_back_reference([this] { walk_path(); });
    default:
      is_good_ = false;
    }
  }

  void walk_generic_argument() {
    if (accept('L'))
      walk_number();
    else if (accept('K'))
      walk_constant();
    else
      walk_type();
  }

  void walk_type() {
    const Level level(*this);
    if (!is_good_)
      return;
    const char c = next();
    if (c >= 'a' && c <= 'z')
      return;
    switch (c) {
    case 'A':
      walk_type();
      return walk_constant();
    case 'R':
    case 'Q':
      walk_optional_number('L');
      return walk_type();
    case 'S':
    case 'P':
    case 'O':
      return walk_type();
    case 'T':
      return walk_list([this] { walk_type(); });
    case 'F':
      return walk_function();
    case 'D':
      walk_optional_number('G');
      walk_list([this] { walk_bound(); });
      return walk_optional_number('L');
    case 'B':
      return walk_back_reference([this] { walk_type(); });
    default:
      --at_;
      return walk_path();
    }
  }

  void walk_function() {
    walk_optional_number('G');
    accept('U');
    if (accept('K') && !accept('C'))
      walk_identifier();
    walk_list([this] { walk_type(); });
    walk_type();
  }

  void walk_bound() {
    walk_path();
    while (is_good_ && accept('p')) {
      walk_identifier();
      walk_type();
    }
  }

  void walk_constant() {
    const Level level(*this);
    if (!is_good_ || accept('p'))
      return;
    if (accept('B'))
      return walk_back_reference([this] { walk_constant(); });
    next(); // the type, a basic one
    while (is_good_ && next() != '_') {
    }
  }

  std::string_view text_;
  std::size_t at_ = 0, steps_ = 0, depth_ = 0;
  bool is_good_ = true;
};

} // namespace

bool is_bounded_microsoft(std::string_view name) {
  const auto count = [name](auto is_counted) {
    return static_cast<double>(std::ranges::count_if(name, is_counted));
  };
  const double digits = count(is_digit);
  const double nodes =
      1 + count([](char c) { return c == '?' || c == '6' || c == '8'; });
  const double copies = std::pow(1 + digits / nodes, nodes);
  return copies * static_cast<double>(name.size()) <
         4.0 * static_cast<double>(max_demangled_bytes);
}

bool is_bounded_rust(std::string_view name) {
  constexpr std::string_view prefix = "_R";
  return name.starts_with(prefix) &&
         RustWalk(name.substr(prefix.size())).walk_symbol();
}

} // namespace hotpatch
