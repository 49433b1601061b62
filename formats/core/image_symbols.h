// Names of places in a linked image, wherever they were found.
#ifndef HOTPATCH_FORMATS_CORE_IMAGE_SYMBOLS_H
#define HOTPATCH_FORMATS_CORE_IMAGE_SYMBOLS_H

#include "formats/core/image_identity.h"

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace hotpatch {

inline constexpr std::uint32_t no_object = 0xffffffff;

enum class PlaceKind : std::uint8_t {
  function,
  data,
  unknown,
  tls // ELF: in the TLS template, where .tbss may overlap other data
};

// A named place.  Names are as in object files (mangled), so that they can be
// looked up by a relocation's symbol.
struct NamedPlace {
  std::string name = {};
  Rva rva = 0;
  std::uint32_t size = 0; // bytes; 0: the source does not tell
  PlaceKind kind = PlaceKind::unknown;
  bool is_local = false; // static: the name need not be unique
  // Which object it came from: index into ImageSymbols::objects, or no_object.
  std::uint32_t object = no_object;

  friend auto operator<=>(const NamedPlace &, const NamedPlace &) = default;
};

// Bytes that one object contributed.
struct Contribution {
  Rva rva = 0;
  std::uint32_t size = 0;
  std::uint32_t object = no_object;

  friend auto operator<=>(const Contribution &, const Contribution &) = default;
};

struct ImageSymbols {
  // Where they are from, for people and reports: "pdb", "coff", "elf", "map",
  // "dynamic" (exports or .dynsym only), or "" if there are none.
  std::string source;
  // Object files as the linker or compiler named them, in the source's order:
  // "C:\src\build\xmlparse.obj", "lib.a(xmlparse.o)", "xmlparse.c" (ELF and
  // COFF symbol tables know only source files).
  std::vector<std::string> objects;
  std::vector<NamedPlace> places; // sorted: by rva, then the rest of the value;
                                  // no duplicates
  std::vector<Contribution> contributions; // sorted by rva; may be empty
};

} // namespace hotpatch

#endif
