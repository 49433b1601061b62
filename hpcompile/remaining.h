// What of the pre build goes on as it is while the payload is in force.
#ifndef HOTPATCH_HPCOMPILE_REMAINING_H
#define HOTPATCH_HPCOMPILE_REMAINING_H

#include "hpcompile/base_view.h"
#include "hpcompile/select.h"
#include "hpcompile/users.h"

#include <optional>
#include <set>

namespace hotpatch {

class Remaining {
public:
  // `base` must outlive the value.
  Remaining(const BaseView &base, const Roots &roots);

  // Whether the image holds the function or datum, or may hold it, and the
  // payload does not replace it.
  [[nodiscard]] bool has(const Defined &member) const;
  // Whether other modules can refer to it.
  [[nodiscard]] bool is_exported(const Defined &member) const;
  // Whether the linker left the section out of the image.
  [[nodiscard]] bool is_left_out(std::uint32_t object,
                                 std::uint32_t section) const;

private:
  [[nodiscard]] std::optional<Rva> place_of(const Defined &member) const;
  [[nodiscard]] bool has_any_of(std::uint32_t object) const;

  const BaseView &base_;
  std::set<Rva> replaced_; // entries of functions
  bool names_everything_ = false;
};

} // namespace hotpatch

#endif
