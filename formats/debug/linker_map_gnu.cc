// Maps of GNU ld (-Map), after "Linker script and memory map":
//
//   .text           0x00000000000033a0     0xd328          an output section
//    *(.text .stub .text.*)                                a pattern
//    .text          0x0000000000003490      0x58a a.o      an input section
//                   0x0000000000003490                adler32_z
//    .rela.data.rel.local                                  a long name, and
//                   0x0000000000001898       0x18 a.o      the rest below it
//
// Only global symbols are listed, without sizes.  What is not loaded (debug
// information) has an output section at address 0 in ELF; in PE it is at an
// address as everything is.
#include "formats/debug/linker_map_formats.h"
#include "formats/debug/map_builder.h"

#include <optional>

namespace hotpatch {
namespace {

constexpr std::string_view heading = "Linker script and memory map";

// "0x00000000000033a0"; nothing for any other word.
std::optional<std::uint64_t> prefixed_number(std::string_view word) {
  return word.starts_with("0x") ? hex_number(word.substr(2)) : std::nullopt;
}

class GnuMapReader {
public:
  explicit GnuMapReader(std::uint64_t base) : builder_(base) {}

  Expected<ImageSymbols> read(std::string_view text) {
    bool is_inside = false;
    for (std::size_t number = 1; !text.empty(); ++number) {
      const std::string_view line = take_line(text);
      if (is_inside && !add_line(line))
        return bad_map_line(number, line);
      is_inside = is_inside || line.starts_with(heading);
    }
    return builder_.finish();
  }

private:
  // False if the line is of a known kind, but cannot be read.
  bool add_line(std::string_view line) {
    if (trimmed(line).empty()) {
      pending_ = Pending::none;
      return true;
    }
    if (line.front() != ' ')
      return begin_output(line);
    if (line.size() > 1 && line[1] != ' ')
      return begin_input(line);
    return add_indented(line);
  }

  bool begin_output(std::string_view line) {
    take_word(line);
    is_loaded_ = false;
    object_ = no_object;
    pending_ = Pending::output;
    return trimmed(line).empty() || add_indented(line);
  }

  bool begin_input(std::string_view line) {
    section_ = take_word(line);
    pending_ = Pending::none;
    if (section_.front() == '*') // a pattern, or *fill*
      return true;
    pending_ = Pending::input;
    return trimmed(line).empty() || add_indented(line);
  }

  bool add_indented(std::string_view line) {
    std::string_view word = take_word(line);
    if (!word.starts_with("0x")) // [!provide], LOAD, patterns
      return true;
    const std::optional<std::uint64_t> address = prefixed_number(word);
    const std::string_view rest = trimmed(line);
    if (!address)
      return false;
    if (rest.starts_with("(size before relaxing)"))
      return true;
    const Pending pending = pending_;
    pending_ = Pending::none;
    if (pending != Pending::none && rest.starts_with("0x")) {
      const std::optional<std::uint64_t> size =
          prefixed_number(take_word(line));
      if (!size)
        return false;
      if (pending == Pending::output) {
        is_loaded_ = *address != 0;
        return true;
      }
      return add_input(*address, *size, trimmed(line));
    }
    // Values (LONG 0x0) have a size, expressions a '='; "name = ." is a place.
    std::string_view name = rest;
    if (rest.ends_with(" = ."))
      name = take_word(line);
    if (!is_loaded_ || name.empty() || rest.starts_with("0x") ||
        name.find(" = ") != std::string_view::npos)
      return true;
    return builder_.add(*address, NamedPlace{.name = std::string(name),
                                             .kind = kind_of_section(section_),
                                             .object = object_});
  }

  bool add_input(std::uint64_t address, std::uint64_t size,
                 std::string_view file) {
    object_ = no_object;
    if (!is_loaded_)
      return true;
    if (file.empty() || size > 0xffffffff)
      return false;
    object_ = builder_.object(file);
    return builder_.add(address,
                        Contribution{.size = static_cast<std::uint32_t>(size),
                                     .object = object_});
  }

  // Whose address and size come next.
  enum class Pending : std::uint8_t { none, output, input };

  MapBuilder builder_;
  Pending pending_ = Pending::none;
  bool is_loaded_ = false;
  std::string_view section_; // input
  std::uint32_t object_ = no_object;
};

} // namespace

Expected<ImageSymbols> read_gnu_map(std::string_view text,
                                    std::uint64_t preferred_base) {
  return GnuMapReader(preferred_base).read(text);
}

} // namespace hotpatch
