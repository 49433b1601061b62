// What the readers of linker maps share: lines, words, and the collected names.
#ifndef HOTPATCH_FORMATS_DEBUG_MAP_BUILDER_H
#define HOTPATCH_FORMATS_DEBUG_MAP_BUILDER_H

#include "formats/core/error.h"
#include "formats/core/image_symbols.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace hotpatch {

// The next line of `text` without its end, which is taken off.
std::string_view take_line(std::string_view &text);

// The next word of `line`, which is taken off with the blanks before it; empty
// at the end.
std::string_view take_word(std::string_view &line);

// `text` without blanks at either end.
std::string_view trimmed(std::string_view text);

// The number that all of `text` is, without a prefix; nothing if it is none.
std::optional<std::uint64_t> hex_number(std::string_view text);

// What a section of this name holds: ".text.startup", ".data$r", ".rodata".
PlaceKind kind_of_section(std::string_view name);

// An Error that names the line, counted from 1.
std::unexpected<Error> bad_map_line(std::size_t number, std::string_view line);

class MapBuilder {
public:
  explicit MapBuilder(std::uint64_t base) : base_(base) {}

  // The number of the object of this name.
  std::uint32_t object(std::string_view name);

  // Adds what is at `address`, an address at the preferred base.  False if that
  // is not inside an image.
  [[nodiscard]] bool add(std::uint64_t address, NamedPlace place);
  [[nodiscard]] bool add(std::uint64_t address, Contribution part);

  // The names, sorted; the builder is empty after.
  ImageSymbols finish();

private:
  [[nodiscard]] std::optional<Rva> rva_of(std::uint64_t address) const;

  std::uint64_t base_;
  ImageSymbols symbols_;
  std::map<std::string, std::uint32_t, std::less<>> objects_;
};

} // namespace hotpatch

#endif
