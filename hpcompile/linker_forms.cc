// See linker_forms.h.
//
// A linker copies an input section byte for byte and fills in the fields of its
// relocations.  On x86-64 ELF it may also replace the instruction around a
// field by a shorter way to the same symbol, always in the same number of
// bytes.  Where that is allowed we look at a window around the field: either
// all of it but the fields is as in the object, or it is one of the forms that
// the psABI (B.2 and 11.1) and GNU ld's and lld's sources name:
//
//   GOTPCRELX  mov slot(%rip), r   -> lea sym(%rip), r  |  mov $sym, r
//              op  slot(%rip), r   -> op $sym, r            (add, cmp, test...)
//              call *slot(%rip)    -> addr32 call sym  |  call sym; nop
//                                  |  nop; call sym
//              jmp  *slot(%rip)    -> jmp sym; nop
//   GOTTPOFF   mov slot(%rip), r   -> mov $offset, r
//              add slot(%rip), r   -> lea offset(r), r  |  add $offset, r
//   TLSGD      lea, call           -> mov %fs:0, %rax; add slot(%rip), %rax
//                                  |  mov %fs:0, %rax; lea offset(%rax), %rax
//   TLSLD      lea, call           -> mov %fs:0, %rax
//
// PE linkers rewrite nothing: calls of imports go through thunks of their own.
#include "hpcompile/linker_forms.h"

#include <array>

namespace hotpatch {
namespace {

std::uint8_t byte_at(BytesView bytes, std::uint64_t at) {
  return at < bytes.size() ? std::to_integer<std::uint8_t>(bytes[at]) : 0;
}

bool is_rex(BytesView bytes, std::uint64_t at) {
  return (byte_at(bytes, at) & 0xf0) == 0x40;
}

// REX.R becomes REX.B when a register goes from ModRM.reg to ModRM.rm.
std::uint8_t moved_rex(std::uint8_t rex) {
  return static_cast<std::uint8_t>((rex & ~4U) | (rex & 4U) >> 2);
}

// The forms of one instruction `[rex] opcode modrm field`; `at` is the opcode's
// place in both windows.
std::optional<LinkerForm> rewritten_load(BytesView object, BytesView image,
                                         std::uint64_t at, bool has_rex,
                                         bool is_tls) {
  const std::uint8_t opcode = byte_at(object, at);
  const std::uint8_t modrm = byte_at(object, at + 1);
  const std::uint8_t reg = modrm >> 3 & 7;
  const std::uint8_t rex = has_rex ? byte_at(object, at - 1) : 0;
  const std::uint8_t found = byte_at(image, at);
  const std::uint8_t found_modrm = byte_at(image, at + 1);
  const std::uint8_t found_rex = has_rex ? byte_at(image, at - 1) : 0;
  const Access value = is_tls ? Access::tls_offset : Access::direct;
  if (has_rex && !is_rex(object, at - 1))
    return std::nullopt;
  if (!is_tls && opcode == 0x8b && found == 0x8d && found_modrm == modrm &&
      found_rex == rex)
    return LinkerForm{Access::direct, 0, false};
  // mov $value, r; op $value, r; test $value, r
  const bool is_moved =
      (found_modrm & 0xc7) == (0xc0 | reg) && found_rex == moved_rex(rex);
  const std::uint8_t extension = found_modrm & 0x38;
  if (is_moved && ((opcode == 0x8b && found == 0xc7 && extension == 0) ||
                   (opcode == 0x85 && found == 0xf7 && extension == 0) ||
                   ((opcode & 0xc7) == 0x03 && found == 0x81 &&
                    extension == (opcode & 0x38))))
    return LinkerForm{value, 0, true};
  // add slot, r -> lea offset(r), r
  if (is_tls && opcode == 0x03 && found == 0x8d &&
      found_modrm == (0x80 | reg << 3 | reg) &&
      found_rex == (rex | (rex & 4U) >> 2))
    return LinkerForm{Access::tls_offset, 0, true};
  return std::nullopt;
}

// call or jmp through a slot: FF /2 or FF /4.
std::optional<LinkerForm> rewritten_branch(BytesView object, BytesView image) {
  const std::uint8_t modrm = byte_at(object, 1);
  const std::uint8_t first = byte_at(image, 0);
  const bool ends_in_nop = byte_at(image, 5) == 0x90;
  if (modrm == 0x15 && (first == 0x67 || first == 0x90) &&
      byte_at(image, 1) == 0xe8)
    return LinkerForm{Access::call, 0, false};
  if ((modrm == 0x15 && first == 0xe8 && ends_in_nop) ||
      (modrm == 0x25 && first == 0xe9 && ends_in_nop))
    return LinkerForm{Access::call, -1, false};
  return std::nullopt;
}

template <std::size_t Size>
bool starts_with(BytesView bytes, const std::array<std::uint8_t, Size> &start,
                 std::uint64_t from = 0) {
  for (std::size_t i = 0; i < Size; ++i)
    if (from + i >= bytes.size() || byte_at(bytes, from + i) != start[i])
      return false;
  return true;
}

constexpr std::array<std::uint8_t, 9> load_thread_pointer = {
    0x64, 0x48, 0x8b, 0x04, 0x25, 0, 0, 0, 0};

std::optional<LinkerForm> rewritten_general_dynamic(BytesView image) {
  if (!starts_with(image, load_thread_pointer))
    return std::nullopt;
  if (starts_with(image, std::array<std::uint8_t, 3>{0x48, 0x03, 0x05}, 9))
    return LinkerForm{Access::tls_slot, 8, false};
  if (starts_with(image, std::array<std::uint8_t, 3>{0x48, 0x8d, 0x80}, 9))
    return LinkerForm{Access::tls_offset, 8, true};
  return std::nullopt;
}

std::optional<LinkerForm> rewritten_local_dynamic(BytesView image) {
  std::uint64_t prefixes = 0;
  while (byte_at(image, prefixes) == 0x66)
    ++prefixes;
  return prefixes + load_thread_pointer.size() == image.size() &&
                 starts_with(image, load_thread_pointer, prefixes)
             ? std::optional(LinkerForm{Access::tls_direct, 0, true})
             : std::nullopt;
}

} // namespace

std::optional<Window> window_of(const Machine &machine, BytesView bytes,
                                const Relocation &relocation) {
  if (machine.format != ObjectFormat::elf || machine.isa != Isa::x86_64)
    return std::nullopt;
  std::uint64_t before = 0, behind = 4;
  switch (relocation.type) {
  case elf_relocation::gotpcrel: // does not say whether there is a REX
    before =
        relocation.offset >= 3 && is_rex(bytes, relocation.offset - 3) ? 3 : 2;
    break;
  case elf_relocation::rex_gotpcrelx:
  case elf_relocation::gottpoff:
    before = 3;
    break;
  case elf_relocation::gotpcrelx:
    before = 2;
    break;
  case elf_relocation::tlsgd:
    before = 4;
    behind = 12;
    break;
  case elf_relocation::tlsld:
    before = 3;
    behind = byte_at(bytes, relocation.offset + 4) == 0xff ? 10 : 9;
    break;
  default:
    return std::nullopt;
  }
  if (relocation.offset < before || relocation.offset + behind > bytes.size())
    return std::nullopt;
  return Window{relocation.offset - before, relocation.offset + behind};
}

std::optional<LinkerForm> linker_form_of(std::uint32_t type, BytesView object,
                                         BytesView image) {
  constexpr std::size_t rex_window = 7; // REX, opcode, ModRM, field
  const bool has_rex = object.size() == rex_window;
  switch (type) {
  case elf_relocation::tlsgd:
    return rewritten_general_dynamic(image);
  case elf_relocation::tlsld:
    return rewritten_local_dynamic(image);
  case elf_relocation::gottpoff:
    return rewritten_load(object, image, 1, true, true);
  case elf_relocation::gotpcrel:
  case elf_relocation::gotpcrelx:
  case elf_relocation::rex_gotpcrelx:
    return !has_rex && byte_at(object, 0) == 0xff
               ? rewritten_branch(object, image)
               : rewritten_load(object, image, has_rex ? 1 : 0, has_rex, false);
  default:
    return std::nullopt;
  }
}

} // namespace hotpatch
