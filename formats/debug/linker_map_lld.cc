// Maps of lld and mold, whose columns the first line names:
//
//              VMA              LMA     Size Align Out     In      Symbol
//            147c0            147c0     1e4b    16         trees.o:(.text)
//            147c0            147c0       e9     1                 pqdownheap
//
// The text after the alignment is an output section, input section or symbol by
// how far it is indented: 1, 9 or 17.  "VMA" is an address, "Address"
// (lld-link) counts from the image's begin.  Sections that are not loaded have
// VMA 0. Whether a symbol is local is not told.
#include "formats/debug/linker_map_formats.h"
#include "formats/debug/map_builder.h"

#include <optional>

namespace hotpatch {
namespace {

constexpr std::size_t input_indent = 9, symbol_indent = 17;

// mold writes 0x before numbers.
std::optional<std::uint64_t> take_number(std::string_view &line) {
  std::string_view word = take_word(line);
  if (word.starts_with("0x"))
    word.remove_prefix(2);
  return hex_number(word);
}

class LldMapReader {
public:
  LldMapReader(std::uint64_t base, bool has_load_address)
      : builder_(base), has_load_address_(has_load_address) {}

  Expected<ImageSymbols> read(std::string_view text) {
    for (std::size_t number = 2; !text.empty(); ++number) {
      const std::string_view line = take_line(text);
      if (!trimmed(line).empty() && !add_line(line))
        return bad_map_line(number, line);
    }
    return builder_.finish();
  }

private:
  bool add_line(std::string_view line) {
    const std::optional<std::uint64_t> address = take_number(line);
    if (has_load_address_)
      take_word(line);
    const std::optional<std::uint64_t> size = take_number(line);
    if (!address || !size || !take_number(line) || line.empty())
      return false;
    const std::size_t indent = line.find_first_not_of(' ');
    const std::string_view text = trimmed(line);
    if (indent < input_indent) {
      is_loaded_ = *address != 0;
      object_ = no_object;
      return true;
    }
    if (!is_loaded_)
      return true;
    if (*size > 0xffffffff)
      return false;
    return indent < symbol_indent
               ? add_input(*address, static_cast<std::uint32_t>(*size), text)
               : add_symbol(*address, static_cast<std::uint32_t>(*size), text);
  }

  // "dir/lib.a(a.o):(.text)"; assignments of a linker script have no section.
  bool add_input(std::uint64_t address, std::uint32_t size,
                 std::string_view text) {
    object_ = no_object;
    const std::size_t section = text.rfind(":(");
    if (section == std::string_view::npos || !text.ends_with(')'))
      return true;
    section_ = text.substr(section + 2, text.size() - section - 3);
    if (const std::string_view file = text.substr(0, section);
        file != "<internal>")
      object_ = builder_.object(file);
    return builder_.add(address, Contribution{.size = size, .object = object_});
  }

  bool add_symbol(std::uint64_t address, std::uint32_t size,
                  std::string_view name) {
    return builder_.add(address, NamedPlace{.name = std::string(name),
                                            .size = size,
                                            .kind = kind_of_section(section_),
                                            .object = object_});
  }

  MapBuilder builder_;
  bool has_load_address_;
  bool is_loaded_ = false;
  std::string_view section_;
  std::uint32_t object_ = no_object;
};

} // namespace

Expected<ImageSymbols> read_lld_map(std::string_view text,
                                    std::uint64_t preferred_base) {
  std::string_view columns = take_line(text);
  const bool is_address = take_word(columns) == "VMA";
  const bool has_load_address = take_word(columns) == "LMA";
  return LldMapReader(is_address ? preferred_base : 0, has_load_address)
      .read(text);
}

} // namespace hotpatch
