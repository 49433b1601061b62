// Maps of link.exe and lld-link (/map):
//
//    Start         Length     Name                   Class
//    0001:00000000 0000f438H .text                   CODE
//
//     Address         Publics by Value              Rva+Base       Lib:Object
//    0001:00000010       compress                   0000000180001010 f   z.obj
//
//    Static symbols
//    0002:00004310       static_l_desc              0000000180015310     t.obj
//
// "f" marks functions; lld-link leaves it out, so the class of the place says
// what it is.  Section 0 holds absolute symbols, which are left out.  Lines
// that do not begin with section:offset are headings or of other tables.
#include "formats/debug/linker_map_formats.h"
#include "formats/debug/map_builder.h"

#include <algorithm>
#include <optional>

namespace hotpatch {
namespace {

struct Address {
  std::uint64_t section = 0, offset = 0;
};

// "0001:00000010"
std::optional<Address> address_of(std::string_view word) {
  constexpr std::size_t section_digits = 4;
  if (word.size() <= section_digits || word[section_digits] != ':')
    return std::nullopt;
  const auto section = hex_number(word.substr(0, section_digits));
  const auto offset = hex_number(word.substr(section_digits + 1));
  if (!section || !offset)
    return std::nullopt;
  return Address{*section, *offset};
}

struct ClassRange {
  Address begin;
  std::uint64_t size = 0;
  PlaceKind kind = PlaceKind::unknown;
};

// "0000f438H .text  CODE" after the address.
std::optional<ClassRange> class_of(const Address &begin,
                                   std::string_view line) {
  const std::string_view size = take_word(line);
  if (!size.ends_with('H'))
    return std::nullopt;
  const auto bytes = hex_number(size.substr(0, size.size() - 1));
  take_word(line);
  const std::string_view name = take_word(line);
  if (!bytes)
    return std::nullopt;
  return ClassRange{.begin = begin,
                    .size = *bytes,
                    .kind = name == "CODE"   ? PlaceKind::function
                            : name == "DATA" ? PlaceKind::data
                                             : PlaceKind::unknown};
}

PlaceKind kind_at(const std::vector<ClassRange> &classes,
                  const Address &address) {
  // Sections have few classes.
  for (const ClassRange &range : classes)
    if (range.begin.section == address.section &&
        address.offset >= range.begin.offset &&
        address.offset - range.begin.offset < range.size)
      return range.kind;
  return PlaceKind::unknown;
}

class MsvcMapReader {
public:
  explicit MsvcMapReader(const std::vector<Rva> &section_rvas)
      : section_rvas_(section_rvas) {}

  Expected<ImageSymbols> read(std::string_view text) {
    for (std::size_t number = 1; !text.empty(); ++number) {
      const std::string_view line = take_line(text);
      std::string_view rest = line;
      const std::optional<Address> address = address_of(take_word(rest));
      if (!address) {
        take_heading(trimmed(line));
      } else if (table_ == Table::classes) {
        const std::optional<ClassRange> range = class_of(*address, rest);
        if (!range || classes_.size() > most_classes)
          return bad_map_line(number, line);
        classes_.push_back(*range);
      } else if (table_ != Table::none && !add_symbol(*address, rest)) {
        return bad_map_line(number, line);
      }
    }
    return builder_.finish();
  }

private:
  enum class Table : std::uint8_t { none, classes, publics, statics };
  static constexpr std::size_t most_classes = 4096;

  void take_heading(std::string_view line) {
    if (line.empty())
      return;
    if (line.starts_with("Start") && line.ends_with("Class"))
      table_ = Table::classes;
    else if (line.find("Publics by Value") != std::string_view::npos)
      table_ = Table::publics;
    else if (line == "Static symbols")
      table_ = Table::statics;
    else
      table_ = Table::none;
  }

  bool add_symbol(const Address &address, std::string_view line) {
    const std::string_view name = take_word(line);
    if (!hex_number(take_word(line)) || address.section > section_rvas_.size())
      return false;
    if (address.section == 0)
      return true;
    NamedPlace place = {.name = std::string(name),
                        .kind = kind_at(classes_, address),
                        .is_local = table_ == Table::statics};
    std::string_view object = trimmed(line);
    for (std::string_view rest = object;;) {
      const std::string_view flag = take_word(rest);
      if ((flag != "f" && flag != "i") || trimmed(rest).empty())
        break;
      if (flag == "f")
        place.kind = PlaceKind::function;
      object = trimmed(rest);
    }
    if (!object.empty())
      place.object = builder_.object(object);
    return builder_.add(section_rvas_[address.section - 1] + address.offset,
                        std::move(place));
  }

  const std::vector<Rva> &section_rvas_;
  MapBuilder builder_{0};
  std::vector<ClassRange> classes_;
  Table table_ = Table::none;
};

} // namespace

Expected<ImageSymbols> read_msvc_map(std::string_view text,
                                     const std::vector<Rva> &section_rvas) {
  return MsvcMapReader(section_rvas).read(text);
}

} // namespace hotpatch
