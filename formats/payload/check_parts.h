// What check.cc and check_functions.cc share.
#ifndef HOTPATCH_FORMATS_PAYLOAD_CHECK_PARTS_H
#define HOTPATCH_FORMATS_PAYLOAD_CHECK_PARTS_H

#include "formats/core/error.h"
#include "formats/payload/payload.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

std::unexpected<Error> broken_rule(std::string message);

struct RvaExtent {
  Rva begin = 0;
  std::uint64_t end = 0;
};

// An item of a list, for messages: "fixup 3 at 0x1010".
std::string list_item(std::string_view what, std::size_t index, Rva rva);

// malformed: two extents share a byte; says where.
Expected<void> check_disjoint(std::vector<RvaExtent> extents,
                              std::string_view what);

// Whether [rva, rva + size) is within the payload's code, or the base image.
bool is_in_code(const Payload &payload, Rva rva, std::uint64_t size);
bool is_in_base(const Payload &payload, Rva rva, std::uint64_t size);

Expected<void> check_functions(const Payload &payload);
Expected<void> check_redirects(const Payload &payload);

} // namespace hotpatch

#endif
