// Linked images and payloads of a few dozen bytes, made in memory.
#ifndef HOTPATCH_TESTS_SUPPORT_TINY_IMAGE_H
#define HOTPATCH_TESTS_SUPPORT_TINY_IMAGE_H

#include "formats/core/image_symbols.h"
#include "formats/image/image.h"
#include "formats/payload/payload.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// Code and data at fixed places; each section is one page.
inline constexpr Rva tiny_text = 0x1000;
inline constexpr Rva tiny_rodata = 0x2000;
inline constexpr Rva tiny_data = 0x3000;
inline constexpr Rva tiny_got = 0x4000;

// Machine code that is written one instruction at a time, to run at `at`.
class TinyCode {
public:
  explicit TinyCode(Rva at) : at_(at) {}

  TinyCode &bytes(std::initializer_list<int> values);
  TinyCode &call(Rva target) { return bytes({0xE8}).rel32(target); }
  TinyCode &jump(Rva target) { return bytes({0xE9}).rel32(target); }
  TinyCode &jump_if_equal(Rva target) {
    return bytes({0x0F, 0x84}).rel32(target);
  }
  TinyCode &call_slot(Rva slot) { return bytes({0xFF, 0x15}).rel32(slot); }
  TinyCode &lea_rax(Rva place) {
    return bytes({0x48, 0x8D, 0x05}).rel32(place);
  }
  TinyCode &lea_rcx(Rva place) {
    return bytes({0x48, 0x8D, 0x0D}).rel32(place);
  }
  TinyCode &load_rax(Rva place) { // 8 bytes
    return bytes({0x48, 0x8B, 0x05}).rel32(place);
  }
  TinyCode &load_eax(Rva place) { return bytes({0x8B, 0x05}).rel32(place); }
  TinyCode &store_eax(Rva place) { return bytes({0x89, 0x05}).rel32(place); }
  TinyCode &mov_eax(std::uint32_t value) { return bytes({0xB8}).imm32(value); }
  TinyCode &ret() { return bytes({0xC3}); }
  // movsxd rax, [rcx+rax*4]; add rax, rcx; jmp rax
  TinyCode &jump_by_table() {
    return bytes({0x48, 0x63, 0x04, 0x81, 0x48, 0x01, 0xC8, 0xFF, 0xE0});
  }

  TinyCode &rel32(Rva target);
  TinyCode &imm32(std::uint32_t value);

  [[nodiscard]] Rva here() const {
    return at_ + static_cast<Rva>(bytes_.size());
  }
  [[nodiscard]] const std::vector<std::byte> &code() const { return bytes_; }

private:
  Rva at_;
  std::vector<std::byte> bytes_;
};

// An ELF image under construction.  Functions lie where they say; the rest of
// the code section is int3.
class TinyImage {
public:
  TinyImage();
  TinyImage(const TinyImage &) = delete;
  TinyImage &operator=(const TinyImage &) = delete;

  // With its symbol, whose size is the code's.
  void function(std::string_view name, const TinyCode &code, Rva at,
                bool is_local = false);
  // Bytes of a constant or variable, by the section of `at`; an empty name
  // makes no symbol, size 0 that of the bytes.
  void datum(std::string_view name, Rva at, std::string_view bytes,
             std::uint32_t size = 0, bool is_local = false);
  void name(std::string_view name, Rva at, PlaceKind kind, std::uint32_t size);
  void int32s(std::string_view name, Rva at,
              const std::vector<std::int32_t> &values);
  void import(Rva slot, std::string_view name);
  void pointer(Rva site, Rva target); // a RELATIVE field
  void thunk(Rva at, Rva slot);       // jmp [slot]
  void unwind(Rva begin, Rva end, Rva info);
  void make_pe(); // unwind data are UNWIND_INFO

  // Both live as long as this, and until anything is added.
  const Image &image();
  const ImageSymbols &symbols();
  [[nodiscard]] const std::vector<std::byte> &text() const { return text_; }

private:
  void put(Rva at, const std::byte *bytes, std::size_t size);

  std::vector<std::byte> text_, rodata_, data_, got_;
  Image image_;
  ImageSymbols symbols_;
};

// A payload under construction: code in its first page, constants in the
// second, variables in the third.
class TinyPayload {
public:
  explicit TinyPayload(TinyImage &base);

  TinyCode code_at(Rva at) const { return TinyCode(at); }
  // References of `code` to `base_target`, whose field begins `field` bytes
  // into it.
  struct Reference {
    Rva field = 0;
    Rva base_target = 0;
    std::int64_t addend = -4;
  };
  void function(std::string_view name, const TinyCode &code, Rva at,
                Rva base_rva, std::vector<Reference> references = {});
  void added(std::string_view name, const TinyCode &code, Rva at,
             std::vector<Reference> references = {});
  void constant(Rva at, std::string_view bytes);
  void redirect(Rva base_entry, Rva payload_entry,
                RedirectKind kind = RedirectKind::entry);

  Payload payload;

private:
  void put(const TinyCode &code, Rva at);

  TinyImage &base_;
};

// Little endian.
std::string int32_text(std::int32_t value);

} // namespace hotpatch

#endif
