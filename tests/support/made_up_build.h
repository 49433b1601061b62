// Objects, builds and the image that a linker would make of them, as values:
// for tests of what comes after reading.
#ifndef HOTPATCH_TESTS_SUPPORT_MADE_UP_BUILD_H
#define HOTPATCH_TESTS_SUPPORT_MADE_UP_BUILD_H

#include "formats/image/image.h"
#include "hpcompile/build.h"
#include "hpcompile/name_index.h"

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

namespace r_x86_64 {
enum : std::uint32_t {
  abs64 = 1,
  pc32 = 2,
  plt32 = 4,
  gotpcrel = 9,
  abs32 = 10,
  tlsgd = 19,
  tlsld = 20,
  dtpoff32 = 21,
  gottpoff = 22,
  tpoff32 = 23,
  tlsdesc = 34,
  gotpcrelx = 41,
  rex_gotpcrelx = 42,
};
} // namespace r_x86_64

namespace r_amd64 {
enum : std::uint32_t {
  addr64 = 1,
  addr32 = 2,
  addr32nb = 3,
  rel32 = 4,
  section = 10,
  secrel = 11
};
} // namespace r_amd64

Machine x86_64_machine(ObjectFormat format);

// An object under construction; names and bytes must outlive it or be literals.
class MadeUpObject {
public:
  explicit MadeUpObject(ObjectFormat format = ObjectFormat::elf);

  // All return the index of what they add.  `hex` as in "48 89 e5".
  std::uint32_t section(std::string_view name, SectionKind kind,
                        std::string_view hex, std::uint64_t alignment = 16);
  std::uint32_t zeros(std::string_view name, SectionKind kind,
                      std::uint64_t size);
  std::uint32_t symbol(const Symbol &symbol);
  std::uint32_t undefined(std::string_view name,
                          Linkage linkage = Linkage::global);
  // A function in a section of its own, ".text.NAME"; of the symbol.
  std::uint32_t function(std::string_view name, std::string_view hex,
                         Linkage linkage = Linkage::global);
  // A symbol in a section, over [begin, begin + size).
  std::uint32_t define(std::string_view name, std::uint32_t section,
                       std::uint64_t begin, std::uint64_t size, SymbolKind kind,
                       Linkage linkage = Linkage::global);
  void relocate(std::uint32_t section, std::uint64_t at, std::uint32_t type,
                std::uint32_t symbol, std::int64_t addend);

  [[nodiscard]] std::uint32_t section_of(std::uint32_t symbol) const {
    return file_.symbols[symbol].section;
  }
  Section &operator[](std::uint32_t section) { return file_.sections[section]; }
  // Its views live as long as this.
  [[nodiscard]] ObjectFile file() const;

private:
  struct Placed {
    std::uint32_t section = 0;
    Relocation relocation;
  };
  ObjectFile file_;
  std::deque<std::string> names_;
  std::deque<std::vector<std::byte>> bytes_;
  std::vector<Placed> relocations_;
};

// Builds whose objects are made up.  The objects must outlive the build.
struct MadeUpBuild {
  Build build;

  MadeUpBuild();
  // Its number.  `bytes` are what stands for the file.
  std::uint32_t add(std::string_view label, const MadeUpObject &object,
                    std::string_view bytes = "file");
};

inline constexpr Rva made_up_text = 0x1000, made_up_rodata = 0x2000,
                     made_up_data = 0x3000, made_up_bss = 0x4000,
                     made_up_got = 0x5000, made_up_image_size = 0x6000;

// An image of five pages, one a section: code (int3), read-only data, data,
// zero data, slots.
class MadeUpBase {
public:
  explicit MadeUpBase(ObjectFormat format = ObjectFormat::elf);
  MadeUpBase(const MadeUpBase &) = delete;
  MadeUpBase &operator=(const MadeUpBase &) = delete;

  void put(Rva at, std::string_view hex);
  void put_number(Rva at, std::int64_t value, unsigned width);
  // Copies a section there; links() fills its fields.
  void place(const ObjectFile &object, std::uint32_t section, Rva at);
  // Where what no placed section defines is, by name; `slot` for accesses
  // through one.
  void define(std::string_view name, Rva at) { defined_[name] = at; }
  void slot(std::string_view name, Rva at, SlotKind kind = SlotKind::import);
  // Fields of all placed sections whose targets are known.
  void link();
  void name(std::string_view name, Rva at, PlaceKind kind,
            bool is_local = false, std::uint32_t object = no_object);
  std::uint32_t object_name(std::string_view name);

  Image image;
  ImageSymbols symbols;

private:
  struct Copy {
    const ObjectFile *object = nullptr;
    std::uint32_t section = 0;
    Rva at = 0;
  };
  [[nodiscard]] std::optional<std::int64_t>
  place_of(const ObjectFile &object, std::uint32_t symbol) const;
  void fill(const Copy &copy, const Relocation &relocation);

  std::map<Rva, std::vector<std::byte>> pages_;
  std::vector<Copy> copies_;
  std::map<std::string_view, Rva> defined_, slots_;
};

} // namespace hotpatch

#endif
