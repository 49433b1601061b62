// See tls_forms.h.
//
// Where the linker has rewritten the accesses of a variable in the base image,
// the slots that the compiler's code asks for are not there.  So the payload's
// code must be rewritten, too, in the same way and the same number of bytes:
// from general dynamic to initial exec or local exec, from local dynamic or
// initial exec to local exec.  The other direction is impossible, since it
// needs more room.  For the forms see linker_forms.cc, which recognises what is
// made here; a unit test holds them together.
#include "hpcompile/tls_forms.h"

#include <algorithm>
#include <initializer_list>

namespace hotpatch {
namespace {

constexpr std::size_t field_size = 4;

std::uint8_t byte_at(BytesView bytes, std::size_t at) {
  return std::to_integer<std::uint8_t>(bytes[at]);
}

std::vector<std::byte> bytes_of(std::initializer_list<unsigned> values) {
  std::vector<std::byte> bytes;
  for (unsigned value : values)
    bytes.push_back(static_cast<std::byte>(value));
  return bytes;
}

bool holds(BytesView window, std::size_t at,
           std::initializer_list<unsigned> values) {
  const std::vector<std::byte> wanted = bytes_of(values);
  return at + wanted.size() <= window.size() &&
         equal_bytes(window.subspan(at, wanted.size()), wanted);
}

// [66 48] 8d 3d FIELD, then in eight bytes a call of __tls_get_addr, direct or
// through a slot.
std::optional<TlsCode> rewrite_general_dynamic(BytesView window,
                                               Access access) {
  const bool is_known = holds(window, 0, {0x66, 0x48, 0x8d, 0x3d}) &&
                        (holds(window, 8, {0x66, 0x66, 0x48, 0xe8}) ||
                         holds(window, 8, {0x66, 0x48, 0xff, 0x15}));
  if (!is_known || window.size() != 16)
    return std::nullopt;
  TlsCode code{bytes_of({0x64, 0x48, 0x8b, 0x04, 0x25, 0, 0, 0, 0}), 12};
  if (access == Access::tls_slot)
    std::ranges::copy(bytes_of({0x48, 0x03, 0x05, 0, 0, 0, 0}),
                      std::back_inserter(code.bytes));
  else if (access == Access::tls_offset)
    std::ranges::copy(bytes_of({0x48, 0x8d, 0x80, 0, 0, 0, 0}),
                      std::back_inserter(code.bytes));
  else
    return std::nullopt;
  return code;
}

// 48 8d 3d FIELD, then a call in five or six bytes.
std::optional<TlsCode> rewrite_local_dynamic(BytesView window, Access access) {
  const bool is_direct = holds(window, 7, {0xe8}) && window.size() == 12;
  const bool is_indirect =
      holds(window, 7, {0xff, 0x15}) && window.size() == 13;
  if (!holds(window, 0, {0x48, 0x8d, 0x3d}) || (!is_direct && !is_indirect) ||
      access != Access::tls_direct)
    return std::nullopt;
  TlsCode code;
  code.bytes.resize(window.size() - 9, std::byte{0x66});
  std::ranges::copy(bytes_of({0x64, 0x48, 0x8b, 0x04, 0x25, 0, 0, 0, 0}),
                    std::back_inserter(code.bytes));
  return code;
}

// REX.W opcode ModRM FIELD: mov or add of a slot to a register.
std::optional<TlsCode> rewrite_initial_exec(BytesView window, Access access) {
  if (window.size() != 3 + field_size || access != Access::tls_offset)
    return std::nullopt;
  const std::uint8_t rex = byte_at(window, 0);
  const std::uint8_t opcode = byte_at(window, 1);
  const std::uint8_t modrm = byte_at(window, 2);
  const unsigned reg = modrm >> 3 & 7;
  const unsigned moved = rex & 4 ? 1 : 0; // REX.R to REX.B
  if ((rex & 0xfb) != 0x48 || (modrm & 0xc7) != 0x05)
    return std::nullopt;
  constexpr unsigned needs_sib = 4; // rsp, r12
  TlsCode code{{}, 3};
  if (opcode == 0x8b)
    code.bytes = bytes_of({0x48 | moved, 0xc7, 0xc0 | reg});
  else if (opcode == 0x03 && reg == needs_sib)
    code.bytes = bytes_of({0x48 | moved, 0x81, 0xc0 | reg});
  else if (opcode == 0x03)
    code.bytes =
        bytes_of({0x48 | moved << 2 | moved, 0x8d, 0x80 | reg << 3 | reg});
  else
    return std::nullopt;
  code.bytes.resize(window.size());
  return code;
}

} // namespace

std::optional<TlsCode> rewrite_tls(std::uint32_t type, BytesView window,
                                   Access access) {
  switch (type) {
  case elf_relocation::tlsgd:
    return rewrite_general_dynamic(window, access);
  case elf_relocation::tlsld:
    return rewrite_local_dynamic(window, access);
  case elf_relocation::gottpoff:
    return rewrite_initial_exec(window, access);
  default:
    return std::nullopt;
  }
}

} // namespace hotpatch
