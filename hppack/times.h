// Points in time as people write them, in UTC.
#ifndef HOTPATCH_HPPACK_TIMES_H
#define HOTPATCH_HPPACK_TIMES_H

#include "formats/core/error.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace hotpatch {

// Seconds since 1970-01-01 UTC: "2026-11-30", "2026-11-30T12:00:00Z", or their
// number.  malformed: another text, or no such day.
Expected<std::uint64_t> parse_time(std::string_view text);

// "2026-11-30T12:00:00Z"; the number where the year would be above 9999.
std::string format_time(std::uint64_t seconds);

} // namespace hotpatch

#endif
