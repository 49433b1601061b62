// What makes a Payload valid, for writers, readers and loaders alike.
#ifndef HOTPATCH_FORMATS_PAYLOAD_CHECK_H
#define HOTPATCH_FORMATS_PAYLOAD_CHECK_H

#include "formats/core/error.h"
#include "formats/core/image_identity.h"
#include "formats/payload/payload.h"

#include <cstdint>
#include <string_view>

namespace hotpatch {

// Images, payloads and their files are smaller.
inline constexpr std::uint64_t max_image = std::uint64_t{1} << 31;

// Names of objects, which are stored once but are part of each function, may
// take this many bytes over all functions.
inline constexpr std::uint64_t max_object_text = std::uint64_t{64} << 20;

// malformed: a rule of payload.h does not hold, with the place.  unsupported: a
// machine other than x86-64, or 2 GiB or more.  Takes linear time but for one
// sort.
// Source: docs/formats/payload.md section 2.
Expected<void> check_payload(const Payload &payload);

// Of x86-64: e_machine or the COFF Machine field.
std::uint32_t machine_number(ObjectFormat format);

// The name that every section of this kind has; `unwind` counts the sections
// of kind unwind before it.
std::string_view section_name(ObjectFormat format, PayloadSectionKind kind,
                              unsigned unwind = 0);

// Where the last section ends in memory, not rounded; payload_page if there is
// none.
std::uint64_t end_of_sections(const Payload &payload);

// The section that holds [rva, rva + size) wholly; null if none does.
const PayloadSection *find_section(const Payload &payload, Rva rva,
                                   std::uint64_t size);

// Bytes of a fixup's field.
unsigned fixup_width(FixupKind kind);

} // namespace hotpatch

#endif
