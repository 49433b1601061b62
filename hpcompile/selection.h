// What goes into a payload: parts, and what their fields lead to.
//
// A payload starts empty and gains only what the changed functions reach and
// the base image does not have.  A Selection knows no addresses of its own:
// that is layout's business.
#ifndef HOTPATCH_HPCOMPILE_SELECTION_H
#define HOTPATCH_HPCOMPILE_SELECTION_H

#include "formats/core/image_identity.h"
#include "formats/object/object_file.h"
#include "formats/payload/payload.h"
#include "hpcompile/refusal.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hotpatch {

// A field of a part that holds an address.
struct Link {
  enum class Form : std::uint8_t {
    rel32,       // 4 bytes: S + A - P
    absolute,    // 8 bytes: S + A
    copy,        // 8 bytes: those at S in the base, a slot
    payload_rva, // 4 bytes: S + A - the payload's begin
  };
  std::uint32_t at = 0; // in the part's bytes
  Form form = Form::rel32;
  // S: a part of the selection, or, if that is no_index, a place of the base.
  std::uint32_t part = no_index;
  Rva base = 0;
  std::int64_t addend = 0; // A

  friend bool operator==(const Link &, const Link &) = default;
};

// Bytes that stay together.
struct Part {
  std::string owner = {}; // "OBJECT: NAME", for messages; may be empty
  PayloadSectionKind section = PayloadSectionKind::code;
  // Fields of links hold what the corresponding field of the base image holds,
  // or zero: whoever applies the payload overwrites them, and so they compress
  // against the base.
  std::vector<std::byte> bytes = {};
  std::uint64_t size = 0;      // in memory; the bytes behind `bytes` are zero
  std::uint64_t alignment = 1; // in bytes
  // Where what others refer to begins, in bytes: links to a part count from
  // here.
  std::uint32_t origin = 0;
  // unwind: a record of .eh_frame rather than a table that it leads to.
  bool is_frame = false;
  std::vector<Link> links = {}; // by place
  // 8-byte fields that the address of an export is written into.
  struct Import {
    std::uint32_t at = 0; // in the part's bytes
    std::string name;
  };
  std::vector<Import> imports = {};
};

// A function in the payload.
struct SelectedFunction {
  std::string name, object; // of the post side
  FunctionReason reason = FunctionReason::changed;
  std::vector<std::uint32_t> parts; // one an extent; [0] holds the entry
  std::uint32_t size = 0;           // of all its bytes
  // changed: the function of the base image, its entry first, then its pieces.
  std::vector<PayloadFunction::Piece> base_extents;
  std::vector<std::uint32_t> base_references; // as entry_references() finds
  bool is_call_target = false;                // something holds its address
};

// The code [begin, end) of a part, counted from its origin, and the part that
// tells how to unwind it.
struct SelectedUnwind {
  std::uint32_t code_part = 0;
  std::uint32_t begin = 0, end = 0; // in code_part
  std::uint32_t info_part = 0;
  std::uint32_t cie_part = no_index; // ELF: of the FDE in info_part
};

struct Selection {
  std::vector<Part> parts; // in the order in which they were reached
  std::vector<SelectedFunction> functions;
  std::vector<SelectedUnwind> unwind;
  std::vector<std::pair<HookKind, std::uint32_t>> hooks; // index of a function
  std::set<std::uint32_t> objects; // of the post build: that something is from
  bool needs_unwind = false;
  std::vector<Refusal> refusals; // of what could not be bound or carried over
};

} // namespace hotpatch

#endif
