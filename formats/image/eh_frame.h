// Reads .eh_frame of linked images.  Internal to this folder.
#ifndef HOTPATCH_FORMATS_IMAGE_EH_FRAME_H
#define HOTPATCH_FORMATS_IMAGE_EH_FRAME_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/image/image.h"

#include <cstdint>
#include <vector>

namespace hotpatch {

struct EhFrameInput {
  BytesView bytes = {};
  Rva rva = 0;                 // of `bytes`
  bool ends_with_zero = false; // `bytes` go on behind the terminator
  Rva header_rva = 0;          // of .eh_frame_hdr
  std::uint64_t base = 0;      // address of RVA 0
  std::uint32_t size_of_image = 0;
};

// Where .eh_frame begins, by the bytes of .eh_frame_hdr; 0: it does not say.
// malformed: another version or encoding, or a place outside of the image.
// Source: LSB Core, section 10.6.2.
Expected<Rva> find_eh_frame(const EhFrameInput &input, BytesView header);

// The code range of each FDE, in the order of the section.  Records without
// code, which linkers leave for functions that they dropped, are left out.
// malformed: a record reaches out of the section, leads to no CIE before it,
// is encoded in a way that images do not use, or covers code outside of the
// image.
// Source: LSB Core, section 10.6.1; DWARF 5, section 6.4.
Expected<std::vector<UnwindRange>> read_eh_frame(const EhFrameInput &input);

} // namespace hotpatch

#endif
