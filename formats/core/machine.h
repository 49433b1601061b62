// What kind of file and machine bytes are for.
#ifndef HOTPATCH_FORMATS_CORE_MACHINE_H
#define HOTPATCH_FORMATS_CORE_MACHINE_H

#include <bit>
#include <compare>
#include <cstdint>
#include <string_view>

namespace hotpatch {

enum class ObjectFormat : std::uint8_t { elf, coff };

// Of linked images, as in JSON: "elf", "pe"; valid for the program's life.
std::string_view to_word(ObjectFormat format);

// The machines whose code we decode to compare; all others are `other` and are
// compared by bytes and relocations.
enum class Isa : std::uint8_t { x86_64, i386, aarch64, other };

struct Machine {
  ObjectFormat format = ObjectFormat::elf;
  Isa isa = Isa::other;
  std::uint8_t address_bits = 64; // 32 or 64
  std::endian order = std::endian::little;
  std::uint32_t number = 0; // e_machine or the COFF Machine field

  friend bool operator==(const Machine &, const Machine &) = default;
};

} // namespace hotpatch

#endif
