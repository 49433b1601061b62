// How code and data get at symbols.
#ifndef HOTPATCH_HPCOMPILE_ACCESS_H
#define HOTPATCH_HPCOMPILE_ACCESS_H

#include "formats/object/object_file.h"

#include <cstddef>
#include <cstdint>

namespace hotpatch {

// How code or data gets at a symbol.  One symbol may lead to several places in
// an image, but only to one for each of these.
enum class Access : std::uint8_t {
  direct,      // its address, relative or absolute
  call,        // the target of a call or jump: perhaps a PLT entry or thunk
  slot,        // an 8-byte slot that holds its address (GOT)
  tls_general, // two slots: module and offset (general dynamic)
  tls_local,   // two slots: the module itself (local dynamic)
  tls_direct,  // no slot: local dynamic that the linker rewrote, so that what
               // is counted from the module's block counts from the thread
               // pointer
  tls_slot,    // a slot with the offset from the thread pointer (initial exec)
  tls_offset,  // that offset itself (local exec): a number, no place
  tls_block,   // the offset from the module's block, be that where it may
               // (DTPOFF, PE SECREL): a number, no place
  none,        // says nothing about the symbol (RELOC_NONE, sizes, ...)
};
inline constexpr std::size_t access_count = 10;

bool is_tls(Access access);
// Whether it yields a number rather than a place.
bool is_number(Access access);

// How the relocation gets at its symbol, as the object says it, before any
// linker has rewritten the code.  `before` is the byte before the field, which
// tells a branch from an operand (0 if there is none).
Access access_of(const Machine &machine, const Relocation &relocation,
                 std::byte before);

// Relocation types that say more than their form does.
// Source: System V x86-64 psABI table 4.10.
namespace elf_relocation {
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
} // namespace elf_relocation

} // namespace hotpatch

#endif
