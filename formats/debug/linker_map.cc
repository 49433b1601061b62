// Tells which linker wrote a map by words that no other writes.
//
// For the maps see linker_map_msvc.cc, linker_map_gnu.cc, linker_map_lld.cc.
#include "formats/debug/linker_map.h"

#include "formats/debug/linker_map_formats.h"
#include "formats/debug/map_builder.h"

namespace hotpatch {

Expected<ImageSymbols> read_linker_map(std::string_view text,
                                       std::uint64_t preferred_base,
                                       const std::vector<Rva> &section_rvas) {
  std::string_view rest = text;
  std::string_view first_line = take_line(rest);
  const std::string_view first_word = take_word(first_line);
  if ((first_word == "VMA" || first_word == "Address") &&
      first_line.find("Align") != std::string_view::npos)
    return read_lld_map(text, preferred_base);
  if (text.find("Preferred load address is") != std::string_view::npos)
    return read_msvc_map(text, section_rvas);
  if (text.find("Linker script and memory map") != std::string_view::npos)
    return read_gnu_map(text, preferred_base);
  return fail(ErrorCode::unsupported,
              "no linker map of link.exe, lld, GNU ld or mold");
}

} // namespace hotpatch
