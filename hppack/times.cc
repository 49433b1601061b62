// Only UTC and one notation (RFC 3339, upper case), so that what is signed does
// not depend on where it was written.  g++ 12 has chrono's calendar, but not
// its parser.
#include "hppack/times.h"

#include <charconv>
#include <chrono>
#include <cstddef>
#include <optional>

namespace hotpatch {
namespace {

namespace chr = std::chrono;

constexpr std::string_view pattern = "dddd-dd-ddTdd:dd:ddZ";
constexpr std::size_t date_size = 10;
constexpr std::uint64_t day_seconds = 24 * 60 * 60;
constexpr std::uint64_t year_10000 = 253402300800;

bool fits(std::string_view text) {
  if (text.size() != pattern.size() && text.size() != date_size)
    return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (pattern[i] == 'd' ? text[i] < '0' || text[i] > '9'
                          : text[i] != pattern[i])
      return false;
  return true;
}

unsigned number_at(std::string_view text, std::size_t at, std::size_t size) {
  unsigned value = 0;
  for (char c : text.substr(at, size))
    value = value * 10 + static_cast<unsigned>(c - '0');
  return value;
}

std::optional<std::uint64_t> from_calendar(std::string_view text) {
  const chr::year_month_day day{
      chr::year(static_cast<int>(number_at(text, 0, 4))),
      chr::month(number_at(text, 5, 2)), chr::day(number_at(text, 8, 2))};
  const chr::sys_days days(day);
  if (!day.ok() || days.time_since_epoch().count() < 0)
    return std::nullopt;
  std::uint64_t seconds =
      static_cast<std::uint64_t>(days.time_since_epoch().count()) * day_seconds;
  if (text.size() == date_size)
    return seconds;
  const unsigned hour = number_at(text, 11, 2), minute = number_at(text, 14, 2),
                 second = number_at(text, 17, 2);
  if (hour > 23 || minute > 59 || second > 59)
    return std::nullopt;
  return seconds + hour * 3600U + minute * 60U + second;
}

std::string two_digits(std::uint64_t value) {
  return {static_cast<char>('0' + value / 10 % 10),
          static_cast<char>('0' + value % 10)};
}

} // namespace

Expected<std::uint64_t> parse_time(std::string_view text) {
  std::uint64_t seconds = 0;
  const char *const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, seconds);
  if (error == std::errc() && end == last)
    return seconds;
  if (fits(text))
    if (const std::optional<std::uint64_t> found = from_calendar(text))
      return *found;
  return fail(ErrorCode::malformed,
              "found '" + std::string(text) +
                  "', expected a time as 2026-11-30, 2026-11-30T12:00:00Z or "
                  "in seconds since 1970");
}

std::string format_time(std::uint64_t seconds) {
  if (seconds >= year_10000)
    return std::to_string(seconds);
  const chr::sys_days days{chr::days(static_cast<int>(seconds / day_seconds))};
  const chr::year_month_day day(days);
  const auto year = static_cast<unsigned>(static_cast<int>(day.year()));
  const std::uint64_t rest = seconds % day_seconds;
  return two_digits(year / 100) + two_digits(year % 100) + "-" +
         two_digits(static_cast<unsigned>(day.month())) + "-" +
         two_digits(static_cast<unsigned>(day.day())) + "T" +
         two_digits(rest / 3600) + ":" + two_digits(rest / 60 % 60) + ":" +
         two_digits(rest % 60) + "Z";
}

} // namespace hotpatch
