// Text that must not become longer than its reader allows.
#ifndef HOTPATCH_CLI_BOUNDED_TEXT_H
#define HOTPATCH_CLI_BOUNDED_TEXT_H

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace hotpatch {

// Text that stops growing once it is over a size, so that an attempt that is
// far too long costs no more than one that is just too long.
class BoundedText {
public:
  explicit BoundedText(std::size_t limit_bytes) : limit_(limit_bytes) {}

  [[nodiscard]] bool is_over() const { return text_.size() > limit_; }
  void add(std::string_view piece) {
    if (!is_over())
      text_ += piece;
  }
  [[nodiscard]] std::string take() && { return std::move(text_); }

private:
  std::size_t limit_;
  std::string text_;
};

} // namespace hotpatch

#endif
