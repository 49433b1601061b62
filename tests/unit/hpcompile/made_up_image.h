// An image with one code section, for tests.
#ifndef HOTPATCH_TESTS_UNIT_HPCOMPILE_MADE_UP_IMAGE_H
#define HOTPATCH_TESTS_UNIT_HPCOMPILE_MADE_UP_IMAGE_H

#include "formats/image/image.h"
#include "tests/unit/isa/code.h"

#include <string_view>
#include <vector>

namespace hotpatch::test {

inline constexpr Rva text_rva = 0x1000;

// Owns its code; the image's views point into it.
struct MadeUpImage {
  std::vector<std::byte> text;
  Image image;

  explicit MadeUpImage(std::string_view hex) : text(code(hex)) {
    image.machine = {.format = ObjectFormat::elf,
                     .isa = Isa::x86_64,
                     .address_bits = 64,
                     .order = std::endian::little,
                     .number = 62};
    image.is_library = true;
    image.sections.push_back({.name = ".text",
                              .rva = text_rva,
                              .size = static_cast<std::uint32_t>(text.size()),
                              .bytes = text,
                              .is_code = true,
                              .is_writable = false,
                              .is_tls = false});
  }
  MadeUpImage(const MadeUpImage &) = delete;
  MadeUpImage &operator=(const MadeUpImage &) = delete;
};

} // namespace hotpatch::test

#endif
