// The unwind and exception information of a post function, cut out of its
// object to be carried into the payload.
#ifndef HOTPATCH_HPCOMPILE_CARRIED_UNWIND_H
#define HOTPATCH_HPCOMPILE_CARRIED_UNWIND_H

#include "formats/core/error.h"
#include "hpcompile/unwind_records.h"
#include "hpdiff/side.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace hotpatch {

// Bytes to be placed in the payload's unwind section, with references still by
// the object's targets.
struct UnwindPiece {
  std::vector<std::byte> bytes;
  std::uint32_t alignment = 4; // in bytes
  // Fields to fill in.  How: see FieldForm.
  enum class FieldForm : std::uint8_t {
    payload_rva, // 4 bytes: RVA in the payload (PE); what it leads to must be
                 // laid out there
    rel32,       // 4 bytes: target - field
    absolute,    // 8 bytes: the address
  };
  struct Field {
    std::uint32_t at = 0; // in bytes
    FieldForm form = FieldForm::rel32;
    Target target;                  // in the post object (Side)
    std::uint32_t piece = no_index; // instead: another piece of the same
                                    // CarriedUnwind, and `target.offset` in it
    std::uint32_t addend = 0; // bytes to add to the target's place.  1: the
                              // place behind a range's last byte
    bool is_handler = false;  // PE: a personality function, which is reached
                              // through a local stub, since the field is
                              // unsigned.  ELF has no such fields
    bool is_slot = false;     // DW_EH_PE_indirect: leads to an 8-byte slot that
                              // holds the address of the target
    friend bool operator==(const Field &, const Field &) = default;
  };
  std::vector<Field> fields; // ascending by `at`, which do not overlap

  friend bool operator==(const UnwindPiece &, const UnwindPiece &) = default;
};

// Everything about one function.
struct CarriedUnwind {
  // Pieces in the order in which they are laid out.  ELF: the FDEs first (whole
  // records; the distance to the CIE, 4 bytes at offset 4, is zero and no
  // field: who lays them out knows it), then their exception tables, which are
  // no part of .eh_frame.  PE: UNWIND_INFO of each range, with what its handler
  // reads.
  std::vector<UnwindPiece> pieces;
  // One a range of the function's code, ascending.  PE: a RUNTIME_FUNCTION;
  // ELF: an FDE, which `piece` holds (its CIE by `cie_of_piece`).
  struct Range {
    std::uint64_t begin = 0, end = 0; // offsets in the function, both in or at
                                      // the end of one extent
    std::uint32_t piece = 0;

    friend bool operator==(const Range &, const Range &) = default;
  };
  std::vector<Range> ranges;
  // ELF: the CIE that each FDE piece needs, by piece index; PE: empty.  Equal
  // CIEs (bytes and fields) are laid out once.
  std::vector<UnwindPiece> cies;
  std::vector<std::uint32_t> cie_of_piece; // index into cies or no_index
  bool has_handler = false;                // an exception handler or an LSDA

  friend bool operator==(const CarriedUnwind &,
                         const CarriedUnwind &) = default;
};

// malformed: the object's tables are; then no function's can be carried over.
// unsupported: information that cannot be carried over; the message says what
// (chained entries to another function, unknown pointer encodings, handlers
// whose tables we do not know, ...).
// An empty result: the object has no unwind information for the function.
// Source: DWARF 5 section 6.4, LSB 5.0 section 10.6 (.eh_frame), the Itanium
// C++ ABI's LSDA as GCC documents it; Microsoft's x64 exception handling.
class UnwindCarrier {
public:
  explicit UnwindCarrier(const Side &post); // must outlive this value
  [[nodiscard]] Expected<CarriedUnwind> carry(std::uint32_t function) const;

private:
  const Side &side_;
  Expected<std::vector<UnwindRecord>> records_; // sorted by code, no overlaps
};

} // namespace hotpatch

#endif
