// .eh_frame and the table that is searched for its records, .eh_frame_hdr.
#ifndef HOTPATCH_FORMATS_PAYLOAD_EH_FRAME_H
#define HOTPATCH_FORMATS_PAYLOAD_EH_FRAME_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/core/image_identity.h"
#include "formats/payload/payload.h"

#include <cstddef>
#include <vector>

namespace hotpatch {

// The FDE at `fde` of an .eh_frame at `section` with the code that it is for.
// Takes constant time.  malformed: there is none, or its CIE's pointers are not
// 32-bit and relative to their place, which is what compilers for x86-64 make.
// Source: LSB 5.0, 10.6.1.
Expected<PayloadUnwind> read_fde(BytesView eh_frame, Rva section, Rva fde);

// The .eh_frame_hdr at `place` for records in an .eh_frame at `eh_frame`.
// Source: LSB 5.0, 10.6.2.
std::vector<std::byte>
encode_eh_frame_header(const std::vector<PayloadUnwind> &unwind, Rva place,
                       Rva eh_frame);

// Where the FDEs are that such a header lists.  malformed: it is cut short.
Expected<std::vector<Rva>> decode_eh_frame_header(BytesView bytes, Rva place);

} // namespace hotpatch

#endif
