// Bytes that are wiped when they are dropped.
#ifndef HOTPATCH_FORMATS_PACKAGE_SECRET_H
#define HOTPATCH_FORMATS_PACKAGE_SECRET_H

#include "formats/core/bytes.h"

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace hotpatch {

// Owns them.  Cannot be copied, so that there is one place to wipe.
class Secret {
public:
  Secret() = default;
  // All of `bytes` is in one allocation, which is the one that is wiped:
  // whoever makes them reserves their size first.
  explicit Secret(std::vector<std::byte> bytes) : bytes_(std::move(bytes)) {}
  Secret(Secret &&other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  Secret &operator=(Secret &&other) noexcept {
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~Secret();

  // Valid as long as this value is.
  [[nodiscard]] BytesView bytes() const { return bytes_; }
  [[nodiscard]] std::string_view text() const { return as_text(bytes_); }

private:
  std::vector<std::byte> bytes_;
};

} // namespace hotpatch

#endif
