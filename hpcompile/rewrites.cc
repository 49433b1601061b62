// See rewrites.h.
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
//              jmp  *slot(%rip)    -> jmp sym; nop
//   GOTTPOFF   mov slot(%rip), r   -> mov $offset, r
//              add slot(%rip), r   -> lea offset(r), r  |  add $offset, r
//   TLSGD      lea, call           -> mov %fs:0, %rax; add slot(%rip), %rax
//                                  |  mov %fs:0, %rax; lea offset(%rax), %rax
//   TLSLD      lea, call           -> mov %fs:0, %rax
//
// PE linkers rewrite nothing: calls of imports go through thunks of their own.
#include "hpcompile/rewrites.h"

#include <algorithm>
#include <array>

namespace hotpatch {
namespace {

// Relocation types: System V x86-64 psABI table 4.10.
namespace elf {
enum : std::uint32_t {
  none = 0,
  plt32 = 4,
  gotpcrel = 9,
  tlsgd = 19,
  tlsld = 20,
  dtpoff32 = 21,
  gottpoff = 22,
  tpoff32 = 23,
  gotpcrelx = 41,
  rex_gotpcrelx = 42,
};
} // namespace elf

bool is_elf(const Machine &machine) {
  return machine.format == ObjectFormat::elf;
}

// Bytes [begin, end) of a section that the linker may rewrite as a whole.
struct Window {
  std::uint64_t begin = 0, end = 0;
};

std::uint8_t byte_at(BytesView bytes, std::uint64_t at) {
  return at < bytes.size() ? std::to_integer<std::uint8_t>(bytes[at]) : 0;
}

std::optional<Window> window_of(const Machine &machine, BytesView bytes,
                                const Relocation &relocation) {
  if (!is_elf(machine) || machine.isa != Isa::x86_64)
    return std::nullopt;
  std::uint64_t before = 0, behind = 4;
  switch (relocation.type) {
  case elf::gotpcrel: // the assembler did not say whether there is a REX
  case elf::rex_gotpcrelx:
  case elf::gottpoff:
    before = 3;
    break;
  case elf::gotpcrelx:
    before = 2;
    break;
  case elf::tlsgd:
    before = 4;
    behind = 12;
    break;
  case elf::tlsld:
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

// REX.R becomes REX.B when a register goes from ModRM.reg to ModRM.rm.
std::uint8_t moved_rex(std::uint8_t rex) {
  return static_cast<std::uint8_t>((rex & ~4U) | (rex & 4U) >> 2);
}

// What a rewritten window holds.
struct Rewritten {
  Access access = Access::none;
  std::int64_t field = 0;   // where its field is, from the relocation's
  bool is_absolute = false; // the field holds an address or number itself
};

// The forms of one instruction `[rex] opcode modrm field`; `at` is the opcode's
// place in both windows.
std::optional<Rewritten> rewritten_load(BytesView object, BytesView image,
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
  if (has_rex && (rex & 0xf0) != 0x40)
    return std::nullopt;
  if (!is_tls && opcode == 0x8b && found == 0x8d && found_modrm == modrm &&
      found_rex == rex)
    return Rewritten{Access::direct, 0, false};
  // mov $value, r; op $value, r; test $value, r
  const bool is_moved =
      (found_modrm & 0xc7) == (0xc0 | reg) && found_rex == moved_rex(rex);
  const std::uint8_t extension = found_modrm & 0x38;
  if (is_moved && ((opcode == 0x8b && found == 0xc7 && extension == 0) ||
                   (opcode == 0x85 && found == 0xf7 && extension == 0) ||
                   ((opcode & 0xc7) == 0x03 && found == 0x81 &&
                    extension == (opcode & 0x38))))
    return Rewritten{value, 0, true};
  // add slot, r -> lea offset(r), r
  if (is_tls && opcode == 0x03 && found == 0x8d &&
      found_modrm == (0x80 | reg << 3 | reg) &&
      found_rex == (rex | (rex & 4U) >> 2))
    return Rewritten{Access::tls_offset, 0, true};
  return std::nullopt;
}

// call or jmp through a slot; `at` as above, the opcode is FF.
std::optional<Rewritten> rewritten_branch(BytesView object, BytesView image,
                                          std::uint64_t at) {
  const std::uint8_t modrm = byte_at(object, at + 1);
  const std::uint8_t first = byte_at(image, at);
  const bool ends_in_nop = byte_at(image, at + 5) == 0x90;
  if (modrm == 0x15 && first == 0x67 && byte_at(image, at + 1) == 0xe8)
    return Rewritten{Access::call, 0, false};
  if ((modrm == 0x15 && first == 0xe8 && ends_in_nop) ||
      (modrm == 0x25 && first == 0xe9 && ends_in_nop))
    return Rewritten{Access::call, -1, false};
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

std::optional<Rewritten> rewritten_general_dynamic(BytesView image) {
  if (!starts_with(image, load_thread_pointer))
    return std::nullopt;
  if (starts_with(image, std::array<std::uint8_t, 3>{0x48, 0x03, 0x05}, 9))
    return Rewritten{Access::tls_slot, 8, false};
  if (starts_with(image, std::array<std::uint8_t, 3>{0x48, 0x8d, 0x80}, 9))
    return Rewritten{Access::tls_offset, 8, true};
  return std::nullopt;
}

std::optional<Rewritten> rewritten_local_dynamic(BytesView image) {
  std::uint64_t prefixes = 0;
  while (byte_at(image, prefixes) == 0x66)
    ++prefixes;
  return prefixes + load_thread_pointer.size() == image.size() &&
                 starts_with(image, load_thread_pointer, prefixes)
             ? std::optional(Rewritten{Access::none, 0, true})
             : std::nullopt;
}

// What the linker made of a window, given that it is not what the object has.
std::optional<Rewritten> rewritten(std::uint32_t type, BytesView object,
                                   BytesView image) {
  switch (type) {
  case elf::tlsgd:
    return rewritten_general_dynamic(image);
  case elf::tlsld:
    return rewritten_local_dynamic(image);
  case elf::gottpoff:
    return rewritten_load(object, image, 1, true, true);
  case elf::rex_gotpcrelx:
    return rewritten_load(object, image, 1, true, false);
  case elf::gotpcrelx:
    return byte_at(object, 0) == 0xff
               ? rewritten_branch(object, image, 0)
               : rewritten_load(object, image, 0, false, false);
  case elf::gotpcrel: { // one byte before may be a REX prefix or not
    const bool has_rex = (byte_at(object, 0) & 0xf0) == 0x40;
    if (byte_at(object, 0) != byte_at(image, 0) && !has_rex)
      return std::nullopt;
    return byte_at(object, 1) == 0xff
               ? rewritten_branch(object, image, 1)
               : rewritten_load(object, image, 1, has_rex, false);
  }
  default:
    return std::nullopt;
  }
}

std::span<const Relocation> from_offset(std::span<const Relocation> all,
                                        std::uint64_t offset) {
  auto first = std::ranges::lower_bound(all, offset, {}, &Relocation::offset);
  return {first, all.end()};
}

// The first byte of [begin, end) outside the fields of `relocations` that is
// not the same in `found`, which begins at `begin`.
std::optional<Mismatch>
first_mismatch(BytesView bytes, std::uint64_t begin, std::uint64_t end,
               BytesView found, std::span<const Relocation> relocations) {
  std::uint64_t from = begin;
  auto compare_to = [&](std::uint64_t to) -> std::optional<Mismatch> {
    if (to <= from || equal_bytes(bytes.subspan(from, to - from),
                                  found.subspan(from - begin, to - from)))
      return std::nullopt;
    while (bytes[from] == found[from - begin])
      ++from;
    return Mismatch{from, found[from - begin], bytes[from], false};
  };
  for (const Relocation &relocation : relocations) {
    if (relocation.offset >= end)
      break;
    if (auto mismatch = compare_to(std::max(begin, relocation.offset)))
      return mismatch;
    from = std::min(end, std::max(from, relocation.offset + relocation.width));
  }
  return compare_to(end);
}

// A window and what became of it in an image.
struct ReadWindow {
  Window window;
  std::optional<Rewritten> rewritten; // nothing: as the object has it
  std::optional<Mismatch> mismatch;   // neither that nor a known form
};

std::optional<ReadWindow> read_window(const ObjectFile &object,
                                      const Section &section,
                                      const Relocation &relocation,
                                      const Image &image, Rva at) {
  std::optional<Window> window =
      window_of(object.machine, section.bytes, relocation);
  if (!window)
    return std::nullopt;
  const std::uint64_t size = window->end - window->begin;
  std::optional<BytesView> found =
      image.bytes_at(at + static_cast<Rva>(window->begin), size);
  if (!found)
    return std::nullopt;
  ReadWindow result{*window, std::nullopt, std::nullopt};
  result.mismatch = first_mismatch(
      section.bytes, window->begin, window->end, *found,
      from_offset(object.relocations_of(section), window->begin));
  if (!result.mismatch)
    return result;
  result.rewritten = rewritten(
      relocation.type, section.bytes.subspan(window->begin, size), *found);
  if (result.rewritten)
    result.mismatch.reset();
  return result;
}

std::optional<FieldReading> read_rewritten(const Relocation &relocation,
                                           const Rewritten &form,
                                           const Image &image, Rva at) {
  if (form.access == Access::none)
    return std::nullopt;
  const std::int64_t place = static_cast<std::int64_t>(at) +
                             static_cast<std::int64_t>(relocation.offset) +
                             form.field;
  std::optional<BytesView> field = image.bytes_at(static_cast<Rva>(place), 4);
  std::optional<std::int64_t> value =
      field ? read_signed(*field, 0, 4) : std::nullopt;
  if (!value)
    return std::nullopt;
  if (form.access == Access::tls_offset)
    return FieldReading{form.access, *value};
  if (form.is_absolute)
    return FieldReading{
        form.access, *value - static_cast<std::int64_t>(image.preferred_base)};
  return FieldReading{form.access, place + 4 + *value};
}

// The place that an 8-byte pointer in data holds, less its addend.
std::optional<FieldReading> read_pointer(const Relocation &relocation,
                                         const Image &image, Rva place,
                                         std::int64_t value) {
  if (const Slot *slot = image.slot_at(place)) {
    if (slot->kind != SlotKind::relative)
      return std::nullopt; // bound by name when the image is loaded
    return FieldReading{Access::direct, slot->target - relocation.addend};
  }
  return FieldReading{Access::direct,
                      value - static_cast<std::int64_t>(image.preferred_base) -
                          relocation.addend};
}

} // namespace

Access access_of(const Machine &machine, const Relocation &relocation,
                 std::byte before) {
  // An operand's displacement follows its ModRM byte, mod 0 and rm 5; what
  // else a PC-relative field in code can follow is a branch's opcode.
  const std::uint8_t opcode = std::to_integer<std::uint8_t>(before);
  const bool is_branch =
      opcode == 0xe8 || opcode == 0xe9 || (opcode & 0xf0) == 0x80;
  if (!is_elf(machine))
    switch (relocation.form) {
    case RelocationForm::pc_relative:
      return is_branch ? Access::call : Access::direct;
    case RelocationForm::absolute:
    case RelocationForm::image_relative:
      return Access::direct;
    case RelocationForm::section_relative:
      return Access::tls_offset;
    default:
      return Access::none;
    }
  switch (relocation.type) {
  case elf::none:
    return Access::none;
  case elf::plt32:
    return Access::call;
  case elf::gotpcrel:
  case elf::gotpcrelx:
  case elf::rex_gotpcrelx:
    return Access::slot;
  case elf::tlsgd:
    return Access::tls_general;
  case elf::tlsld:
    return Access::tls_local;
  case elf::gottpoff:
    return Access::tls_slot;
  case elf::tpoff32:
  case elf::dtpoff32:
    return Access::tls_offset;
  default:
    break;
  }
  if (relocation.form == RelocationForm::pc_relative)
    return is_branch ? Access::call : Access::direct;
  return relocation.form == RelocationForm::absolute ? Access::direct
                                                     : Access::none;
}

std::optional<Mismatch> compare_placed(const ObjectFile &object,
                                       const Section &section,
                                       std::uint64_t begin, std::uint64_t end,
                                       const Image &image, Rva at) {
  if (begin >= end)
    return std::nullopt;
  std::optional<BytesView> found =
      image.bytes_at(at + static_cast<Rva>(begin), end - begin);
  if (!found || end > section.bytes.size())
    return Mismatch{.offset = begin, .is_missing = true};
  const std::span<const Relocation> relocations =
      from_offset(object.relocations_of(section), begin);
  std::uint64_t from = begin;
  for (std::size_t i = 0; i < relocations.size(); ++i) {
    const Relocation &relocation = relocations[i];
    if (relocation.offset >= end)
      break;
    if (relocation.offset < from)
      continue;
    std::optional<ReadWindow> read =
        read_window(object, section, relocation, image, at);
    // Plain bytes and fields before what the linker may have rewritten.
    const bool is_rewritten = read && read->rewritten.has_value();
    const std::uint64_t to =
        is_rewritten ? std::max(from, read->window.begin) : relocation.offset;
    if (auto mismatch =
            first_mismatch(section.bytes, from, to,
                           found->subspan(from - begin, to - from), {}))
      return mismatch;
    from =
        is_rewritten ? read->window.end : relocation.offset + relocation.width;
  }
  if (from >= end)
    return std::nullopt;
  return first_mismatch(section.bytes, from, end, found->subspan(from - begin),
                        {});
}

std::optional<FieldReading> read_field(const ObjectFile &object,
                                       const Section &section,
                                       const Relocation &relocation,
                                       const Image &image, Rva at) {
  if (relocation.width == 0 || relocation.offset == 0 ||
      relocation.offset > section.bytes.size())
    if (section.kind == SectionKind::code)
      return std::nullopt;
  if (std::optional<ReadWindow> read =
          read_window(object, section, relocation, image, at)) {
    if (read->mismatch)
      return std::nullopt;
    if (read->rewritten)
      return read_rewritten(relocation, *read->rewritten, image, at);
  }
  const Rva place = at + static_cast<Rva>(relocation.offset);
  std::optional<BytesView> field = image.bytes_at(place, relocation.width);
  std::optional<std::int64_t> value =
      field ? read_signed(*field, 0, relocation.width) : std::nullopt;
  if (!value)
    return std::nullopt;
  const std::byte before = section.kind == SectionKind::code
                               ? section.bytes[relocation.offset - 1]
                               : std::byte{0};
  const Access access = access_of(object.machine, relocation, before);
  const std::int64_t coff_distance =
      is_elf(object.machine) ? 0 : relocation.width + relocation.trailing;
  switch (relocation.form) {
  case RelocationForm::pc_relative:
    return FieldReading{access,
                        place + *value + coff_distance - relocation.addend};
  case RelocationForm::slot:
    if (access == Access::none)
      return std::nullopt;
    return FieldReading{access, place + *value - relocation.addend};
  case RelocationForm::absolute:
    if (relocation.width == 8)
      return read_pointer(relocation, image, place, *value);
    if (relocation.width != 4)
      return std::nullopt;
    return FieldReading{
        access, *value - static_cast<std::int64_t>(image.preferred_base) -
                    relocation.addend};
  case RelocationForm::image_relative:
    return FieldReading{access, *value - relocation.addend};
  case RelocationForm::section_relative:
    return FieldReading{access, *value - relocation.addend};
  case RelocationForm::section_index:
  case RelocationForm::opaque:
    return std::nullopt;
  }
  return std::nullopt;
}

} // namespace hotpatch
