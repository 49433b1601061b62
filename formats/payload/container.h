// What the PE and the ELF side of payloads have in common: the parts of a file
// that are to be written, and those that were found in one.
#ifndef HOTPATCH_FORMATS_PAYLOAD_CONTAINER_H
#define HOTPATCH_FORMATS_PAYLOAD_CONTAINER_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/payload/payload.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace hotpatch {

// What bytes of a file are for, in the order of measure_payload().
enum class FilePart : std::uint8_t {
  code,
  constants,
  data,
  unwind,
  records,   // the hotpatch table and relocations
  metadata,  // .hpmeta
  headers,   // of the file, its sections and its debug information
  alignment, // the rest: zeros up to where something may begin
};
inline constexpr std::size_t file_part_count = 8;
using PartSizes = std::array<std::uint64_t, file_part_count>;

FilePart part_of(PayloadSectionKind kind);

struct WrittenFile {
  std::vector<std::byte> bytes = {};
  PartSizes parts = {}; // their sum is bytes.size()
};

// For a payload that check_payload() accepts.  unsupported: 2 GiB or more.
Expected<WrittenFile> write_pe(const Payload &payload);
Expected<WrittenFile> write_elf(const Payload &payload);

// What a file holds besides its hotpatch table and metadata, which are views
// into it.
struct FoundParts {
  std::vector<PayloadSection> sections = {};
  std::vector<PayloadUnwind> unwind = {};
  std::vector<Rva> relative_sites = {}; // their fields hold RVAs again
  BytesView table = {};
  BytesView metadata = {};
};

// Both follow what they need and trust nothing; that everything else is as
// written is for the caller to find out by writing it again.
Expected<FoundParts> read_pe(BytesView bytes);
Expected<FoundParts> read_elf(BytesView bytes);

} // namespace hotpatch

#endif
