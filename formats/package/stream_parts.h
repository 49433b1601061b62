// What the writer and the reader of a payload's stream share: what both expect
// before a value is written or read, so that only the difference is stored.
#ifndef HOTPATCH_FORMATS_PACKAGE_STREAM_PARTS_H
#define HOTPATCH_FORMATS_PACKAGE_STREAM_PARTS_H

#include "formats/core/error.h"
#include "formats/package/base_memory.h"
#include "formats/payload/payload.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace hotpatch {

// Bits of the stream's first integer.
inline constexpr std::uint64_t stream_is_told =
    1; // by the base image: digests
       // and base bytes are left out
inline constexpr std::uint64_t stream_needs_unwind = 2;
// Lists that are there, since they are not empty.
inline constexpr std::uint64_t stream_has_relative_sites = 4;
inline constexpr std::uint64_t stream_has_line_only = 8;
inline constexpr std::uint64_t stream_has_hooks = 16;
inline constexpr std::uint64_t stream_has_imports = 32;
inline constexpr std::uint64_t stream_has_accepted = 64;
inline constexpr std::uint64_t all_stream_bits = 127;

// More sections, functions, hooks, imports or accepted risks a stream cannot
// have.
inline constexpr std::uint64_t max_stream_sections = 8;
inline constexpr std::uint64_t max_stream_list = std::uint64_t{1} << 16;

// Code and fields of functions begin at multiples of this, mostly.
inline constexpr std::uint64_t usual_alignment = 16;

// A fixup's target, but for rel32 so that it does not depend on how many bytes
// of the instruction follow on the field.
std::int64_t target_of(const Fixup &fixup);
// The addend, less what target_of() takes into account.
std::int64_t further_addend(const Fixup &fixup);

// The distance that the 4 bytes at a place of the payload are; 0 if they are in
// no section's bytes.
std::int64_t field_at(const Payload &payload, Rva site);

// Where redirects may begin, and where they lead then, mostly: the functions of
// the base and their pieces, by place, each once.
struct RedirectEntry {
  Rva base_entry = 0;
  Rva payload_entry = 0;
};
std::vector<RedirectEntry>
redirect_entries(const std::vector<PayloadFunction> &functions);

// How a redirect begins.
enum class RedirectVariant : std::uint8_t { // DO NOT CHANGE
  pad,
  entry,
  behind_endbr, // entry + 4
};
// With 1 + variant: an offset from the usual place to lead to follows.
inline constexpr std::uint64_t redirect_is_moved = 4;

RedirectVariant variant_of(const Redirect &redirect);
Redirect redirect_of(RedirectVariant variant, const RedirectEntry &entry);

// How many bytes of the base it overwrites.
std::uint64_t base_bytes_size(const Redirect &redirect);

// The last function that begins at a place of the payload or before it; null if
// there is none.
const PayloadFunction *
function_before(const std::vector<PayloadFunction> &functions, Rva place);

// Where the last function ends, counted from the payload's first section.
std::uint64_t end_of_functions(const std::vector<PayloadFunction> &functions);

// The size of the function at a place of the payload: 0 if there is none.
std::uint32_t size_of_function_at(const std::vector<PayloadFunction> &functions,
                                  Rva payload_rva);

// What the base image says of a function or redirect; nothing if it has no such
// bytes.
std::optional<Sha256> told_digest(const BaseMemory &base,
                                  const PayloadFunction &function);
std::optional<std::vector<std::byte>> told_bytes(const BaseMemory &base,
                                                 const Redirect &redirect);

// Each of the words but the first less the one before it, and back.  The size
// is a multiple of 4.
void subtract_words(std::span<std::byte> words);
void add_words(std::span<std::byte> words);

// ELF: the two fields of an FDE that say what it is for, which the payload's
// unwind list says too: the distance to the code, and its size.  malformed: not
// in `eh_frame`, which is at `section` in the payload.
Expected<std::span<std::byte>> fde_fields(std::span<std::byte> eh_frame,
                                          Rva section, Rva fde);

} // namespace hotpatch

#endif
