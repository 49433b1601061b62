// See thunks.h.
//
// All thunks end in FF 25 disp32, `jmp qword ptr [rip + slot]`, and a slot is
// hit by nothing else: what does not jump through one is no thunk.  What comes
// before and after tells the kinds apart:
//
//   PE                    FF 25 slot
//   .plt                  FF 25 slot  68 index  E9 plt0
//   .plt.sec              F3 0F 1E FA  [F2] FF 25 slot  nop
//   .plt.got              FF 25 slot  66 90, or as .plt.sec
//   .plt (mold)           F3 0F 1E FA  41 BB index  FF 25 slot
//
// Functions end in the same instruction when they call an import last (with a
// REX.W prefix before it on Windows, as a mark for unwinding).  ELF's thunks
// have sections of their own, or, without section headers, begin at multiples
// of eight.  On Windows they are anywhere in .text: not within what unwind data
// covers, since they need none.  A function that does nothing but such a jump
// is a thunk for all that anyone can tell.
#include "formats/image/thunks.h"

#include <algorithm>

namespace hotpatch {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t jump_size = 6;
constexpr std::string_view endbr64 = "\xf3\x0f\x1e\xfa"sv;
constexpr std::string_view load_index = "\x41\xbb"sv; // mov r11d, imm32

// Whether the code before `at` ends in `bytes` and `operand` bytes more.
bool ends_in(std::string_view code, std::size_t at, std::string_view bytes,
             std::size_t operand = 0) {
  return at >= bytes.size() + operand &&
         code.substr(at - bytes.size() - operand, bytes.size()) == bytes;
}

// Where the ELF thunk with the jump at `jump` begins.
std::size_t elf_begin(std::string_view code, std::size_t jump) {
  std::size_t begin = jump;
  if (ends_in(code, begin, "\xf2"))
    begin -= 1;
  if (ends_in(code, begin, load_index, 4))
    begin -= load_index.size() + 4;
  return ends_in(code, begin, endbr64) ? begin - endbr64.size() : begin;
}

// Where it ends: behind what pushes its index, or behind fill.
std::size_t elf_end(std::string_view code, std::size_t jump) {
  std::size_t end = jump + jump_size;
  std::string_view rest = code.substr(end);
  if (rest.size() >= 10 && rest[0] == '\x68' && rest[5] == '\xe9')
    return end + 10;
  for (std::string_view fill :
       {"\x66\x90"sv, "\x0f\x1f\x44\x00\x00"sv, "\x66\x0f\x1f\x44\x00\x00"sv})
    if (rest.starts_with(fill))
      return end + fill.size();
  return end;
}

bool is_inside_function(const Image &image, Rva rva) {
  auto after =
      std::ranges::lower_bound(image.unwind, rva, {}, &UnwindRange::begin);
  return after != image.unwind.begin() && rva < std::prev(after)->end;
}

// The thunk with the jump at `jump` of a section, if it is one.
std::optional<Thunk> thunk_at(const Image &image, const ImageSection &section,
                              std::size_t jump) {
  std::string_view code = as_text(section.bytes);
  auto distance = read_int<std::uint32_t>(section.bytes, jump + 2);
  if (!distance)
    return std::nullopt;
  Rva slot = static_cast<Rva>(section.rva + jump + jump_size + *distance);
  if (!image.slot_at(slot))
    return std::nullopt;
  if (image.machine.format == ObjectFormat::coff) {
    Rva rva = static_cast<Rva>(section.rva + jump);
    bool has_prefix = jump > 0 && (code[jump - 1] & 0xf0) == 0x40;
    if (has_prefix || is_inside_function(image, rva))
      return std::nullopt;
    return Thunk{rva, jump_size, slot};
  }
  std::size_t begin = elf_begin(code, jump);
  Rva rva = static_cast<Rva>(section.rva + begin);
  if (section.name.empty() && rva % 8 != 0)
    return std::nullopt;
  return Thunk{rva, static_cast<std::uint32_t>(elf_end(code, jump) - begin),
               slot};
}

bool may_hold_thunks(const Image &image, const ImageSection &section) {
  if (!section.is_code)
    return false;
  return image.machine.format == ObjectFormat::coff || section.name.empty() ||
         section.name.starts_with(".plt") || section.name == ".iplt";
}

} // namespace

std::vector<Thunk> find_thunks(const Image &image) {
  std::vector<Thunk> thunks;
  for (const ImageSection &section : image.sections) {
    if (!may_hold_thunks(image, section))
      continue;
    std::string_view code = as_text(section.bytes);
    for (std::size_t at = code.find("\xff\x25"); at != std::string_view::npos;
         at = code.find("\xff\x25", at + 2))
      if (std::optional<Thunk> thunk = thunk_at(image, section, at))
        thunks.push_back(*thunk);
  }
  return thunks;
}

} // namespace hotpatch
