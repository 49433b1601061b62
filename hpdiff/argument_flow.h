// Follows a constant through code to the calls it is passed to.
#ifndef HOTPATCH_HPDIFF_ARGUMENT_FLOW_H
#define HOTPATCH_HPDIFF_ARGUMENT_FLOW_H

#include "hpdiff/code_view.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

namespace hotpatch {

// A call, or a jump that leaves the function like one.
struct ArgumentUse {
  std::uint32_t step = 0;
  unsigned argument = 0; // 1-based, by the platform's calling convention

  friend auto operator<=>(const ArgumentUse &, const ArgumentUse &) = default;
};

// The calls that the immediate of the step is an argument of, sorted.  Nothing
// if it is used in any other way on any path, is not used at all, or cannot be
// followed.  x86 only.
// Source: System V AMD64 ABI 3.2.3; Microsoft x64 calling convention; i386
// psABI.
std::optional<std::vector<ArgumentUse>> follow_to_calls(const Side &side,
                                                        std::uint32_t function,
                                                        const CodeView &view,
                                                        std::uint32_t step);

} // namespace hotpatch

#endif
