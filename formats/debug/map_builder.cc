// See map_builder.h.
#include "formats/debug/map_builder.h"

#include "formats/debug/message.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::string_view blanks = " \t\r";

} // namespace

std::string_view take_line(std::string_view &text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

std::string_view take_word(std::string_view &line) {
  line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
  const std::size_t end = std::min(line.find_first_of(blanks), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(end);
  return word;
}

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

std::optional<std::uint64_t> hex_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size())
    return std::nullopt;
  return value;
}

PlaceKind kind_of_section(std::string_view name) {
  const auto is = [&](std::string_view stem) {
    return name == stem ||
           (name.starts_with(stem) &&
            (name[stem.size()] == '.' || name[stem.size()] == '$'));
  };
  for (const std::string_view code : {".text", ".init", ".fini", ".plt"})
    if (is(code))
      return PlaceKind::function;
  for (const std::string_view data : {".data", ".rdata", ".rodata", ".bss"})
    if (is(data))
      return PlaceKind::data;
  return PlaceKind::unknown;
}

std::unexpected<Error> bad_map_line(std::size_t number, std::string_view line) {
  constexpr std::size_t most_shown = 80;
  return fail(ErrorCode::malformed,
              message("line {} of the map cannot be read: \"{}\"",
                      {number, line.substr(0, most_shown)}));
}

std::uint32_t MapBuilder::object(std::string_view name) {
  if (const auto known = objects_.find(name); known != objects_.end())
    return known->second;
  const auto number = static_cast<std::uint32_t>(symbols_.objects.size());
  objects_.emplace(name, number);
  symbols_.objects.emplace_back(name);
  return number;
}

std::optional<Rva> MapBuilder::rva_of(std::uint64_t address) const {
  constexpr std::uint64_t most = 0xffffffff;
  if (address < base_ || address - base_ > most)
    return std::nullopt;
  return static_cast<Rva>(address - base_);
}

bool MapBuilder::add(std::uint64_t address, NamedPlace place) {
  const std::optional<Rva> rva = rva_of(address);
  if (!rva)
    return false;
  place.rva = *rva;
  symbols_.places.push_back(std::move(place));
  return true;
}

bool MapBuilder::add(std::uint64_t address, Contribution part) {
  const std::optional<Rva> rva = rva_of(address);
  if (!rva)
    return false;
  part.rva = *rva;
  if (part.size > 0)
    symbols_.contributions.push_back(part);
  return true;
}

ImageSymbols MapBuilder::finish() {
  symbols_.source = "map";
  std::ranges::sort(symbols_.places,
                    [](const NamedPlace &a, const NamedPlace &b) {
                      return a.rva != b.rva ? a.rva < b.rva : a < b;
                    });
  const auto rest = std::ranges::unique(symbols_.places);
  symbols_.places.erase(rest.begin(), rest.end());
  std::ranges::sort(symbols_.contributions);
  return std::exchange(symbols_, {});
}

} // namespace hotpatch
