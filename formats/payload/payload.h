// The hotpatch image as a value: code and data of its own, what the applier
// writes into it (fixups), and what it writes into the base image (redirects).
//
// A payload is a native image with a place in memory of its own, within 2 GiB
// of its base.  `Rva`s named payload_* or of fixup sites count from the
// payload's start, base_* from the base image's.  docs/formats/payload.md is
// the byte format.
#ifndef HOTPATCH_FORMATS_PAYLOAD_PAYLOAD_H
#define HOTPATCH_FORMATS_PAYLOAD_PAYLOAD_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/core/image_identity.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// The first section begins at this RVA, each other one at the next multiple
// behind the one before it, in the order of this enum: nothing that is written
// shares a page with code, and there is no gap.
inline constexpr std::uint32_t payload_page = 0x1000;

enum class PayloadSectionKind : std::uint8_t {
  code,      // .text
  read_only, // .rdata, .rodata: constants, literals, jump tables, slots
  writable,  // .data, with zero data behind its bytes
  unwind,    // .xdata (PE), .eh_frame and .gcc_except_table (ELF)
};

struct PayloadSection {
  PayloadSectionKind kind = PayloadSectionKind::code;
  // .text; PE: .rdata, .data, .xdata; ELF: .rodata, .data, .eh_frame, then
  // .gcc_except_table.
  std::string name = {};
  Rva rva = 0;
  // In memory, at least bytes.size() and not 0; the rest, which only `writable`
  // may have, is zero.
  std::uint32_t size = 0;
  std::vector<std::byte> bytes = {};

  friend bool operator==(const PayloadSection &,
                         const PayloadSection &) = default;
};

// What the applier computes and writes into a field of the payload, once base
// and payload are in memory.  S is an address in the base image, P the field's.
enum class FixupKind : std::uint8_t {
  rel32,    // 4 bytes: S + A - P (so A is usually -4)
  absolute, // 8 bytes: S + A
  indirect, // 8 bytes: a copy of the 8 bytes at S (a slot of the base); A is 0
};

struct Fixup {
  FixupKind kind = FixupKind::rel32;
  Rva site = 0;            // of the field, in the payload
  Rva base_target = 0;     // S
  std::int64_t addend = 0; // A; rel32: fits in 32 bits

  friend auto operator<=>(const Fixup &, const Fixup &) = default;
};

// Fields of fixups, imports and relative sites may lie in any section and do
// not overlap.  Whatever the bytes of the first two are, they are replaced.

// An 8-byte slot that the applier fills with the address of a module's export:
// what the base image does not import itself.
struct PayloadImport {
  Rva slot = 0; // in the payload
  // PE: a DLL that the base imports from, or empty: the first of them, in the
  // base's order, that exports the name.  ELF: empty.
  std::string module = {};
  std::string name = {};     // of the export; empty: by ordinal (PE)
  std::uint16_t ordinal = 0; // 0 if it has a name

  friend auto operator<=>(const PayloadImport &,
                          const PayloadImport &) = default;
};

enum class RedirectKind : std::uint8_t {
  pad,   // E9 rel32 in the 5 bytes before the entry, EB F9 at the entry
  entry, // E9 rel32 over the first 5 bytes (behind endbr64 if there is one)
};

// How calls of one base function come to the payload.  The function is listed:
// base_entry is the base_rva of a function, or of a piece of one.
struct Redirect {
  RedirectKind kind = RedirectKind::entry;
  Rva base_entry = 0;    // of the function
  Rva patch_begin = 0;   // first overwritten byte: pad: base_entry - 5; entry:
                         // base_entry, or base_entry + 4 behind endbr64
  Rva payload_entry = 0; // where the jump leads
  // The base's bytes as linked from patch_begin: 7 (pad) or 5 (entry).
  std::vector<std::byte> base_bytes = {};

  friend bool operator==(const Redirect &, const Redirect &) = default;
};

enum class FunctionReason : std::uint8_t {
  changed, // replaces a function of the base
  added,   // the post objects have it, the pre objects have not
  reached, // in both, but the base image has no copy that could be used
};

// A function of the payload, or only of the base: one that changed by
// redirecting to another function of the payload.
struct PayloadFunction {
  std::string name = {};   // as in its object
  std::string object = {}; // the post object that it is from
  FunctionReason reason = FunctionReason::changed;
  Rva payload_rva = 0;
  std::uint32_t size = 0; // bytes in the payload
  // changed: the function of the base, whole.  Its extent is what must not be
  // on any stack under the rule `whole`; its digest is SHA-256 over the bytes
  // as linked with all relocation sites zeroed.
  std::optional<Rva> base_rva = {}; // of `changed` and of no other
  std::uint32_t base_size = 0;
  Sha256 base_digest = {};
  // Pieces of the base function elsewhere (.cold): they count to its body.
  struct Piece {
    Rva base_rva = 0;
    std::uint32_t base_size = 0;
    friend bool operator==(const Piece &, const Piece &) = default;
  };
  std::vector<Piece> base_pieces = {};
  // Its address is taken (CFG must know it).  The same for all functions at one
  // payload_rva.
  bool is_call_target = false;

  friend bool operator==(const PayloadFunction &,
                         const PayloadFunction &) = default;
};

// Code [begin, end) of the payload and its unwind record there.
struct PayloadUnwind {
  Rva begin = 0, end = 0;
  // PE: UNWIND_INFO in .xdata; ELF: the FDE in .eh_frame, which says the same
  // extent.  4-aligned.
  Rva info = 0;

  friend auto operator<=>(const PayloadUnwind &,
                          const PayloadUnwind &) = default;
};

enum class HookKind : std::uint8_t {
  pre_apply,
  post_apply,
  pre_rollback,
  post_rollback,
};

struct Hook {
  HookKind kind = HookKind::pre_apply;
  Rva payload_rva = 0;

  friend auto operator<=>(const Hook &, const Hook &) = default;
};

// A refusal that somebody has accepted, for the record.
struct AcceptedRisk {
  std::string slug = {}, subject = {}, reason = {};

  friend auto operator<=>(const AcceptedRisk &, const AcceptedRisk &) = default;
};

// All text is UTF-8.  Lists are sorted as said; unless said otherwise, no two
// items have the same key.
struct Payload {
  ImageIdentity base = {};    // the image that it is for
  std::string base_name = {}; // its file name, without folders
  std::uint32_t sequence = 1;
  // By rva; each kind at most once, but unwind, which may occur twice (ELF).
  std::vector<PayloadSection> sections = {};
  std::vector<PayloadFunction> functions =
      {};                                  // by payload_rva, name; may repeat
  std::vector<Redirect> redirects = {};    // by base_entry
  std::vector<Fixup> fixups = {};          // by site
  std::vector<PayloadImport> imports = {}; // by slot
  // 8-byte fields that hold the RVA of a place in the payload itself; whoever
  // maps the payload adds its address.
  std::vector<Rva> relative_sites = {};    // ascending
  std::vector<PayloadUnwind> unwind = {};  // by begin
  std::vector<Hook> hooks = {};            // by kind, then payload_rva
  std::vector<AcceptedRisk> accepted = {}; // in any order
  // Base functions that are left as they are although their post form differs:
  // in line numbers that are passed to calls and nothing else, as hpdiff has
  // proven.  Ascending.
  std::vector<Rva> line_only = {};
  // Something in it throws or catches exceptions: unwind data must be
  // registered, or it must not be applied.
  bool needs_unwind = false;

  friend bool operator==(const Payload &, const Payload &) = default;
};

// Bytes of a written payload by what they are for; their sum is the file's
// size.
struct PayloadPart {
  std::string name = {}; // "code", "constants", "data", "unwind", "records",
                         // "metadata", "headers", "alignment"
  std::uint64_t bytes = 0;

  friend bool operator==(const PayloadPart &, const PayloadPart &) = default;
};

// The payload as a PE32+ DLL or an ELF64 shared object, after its base's
// format.  A function of the value alone.
// malformed: a rule above does not hold.  unsupported: the base is not for
// x86-64; a section, or all of them, of 2 GiB or more.
// Source: docs/formats/payload.md.
Expected<std::vector<std::byte>> write_payload(const Payload &payload);

// The value that write_payload() made the bytes from.  Everything is checked:
// sites and targets are inside their sections or below the base's size, lists
// are sorted, fields do not overlap, and nothing is left over: the bytes are
// exactly what write_payload() makes of the value.
// malformed: any of that fails; unsupported: a newer version.
Expected<Payload> read_payload(BytesView bytes);

// How many bytes of the file are for what.  Errors as read_payload().
Expected<std::vector<PayloadPart>> measure_payload(BytesView bytes);

} // namespace hotpatch

#endif
