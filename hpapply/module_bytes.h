// The file of a loaded module, as far as memory still tells.
//
// The file on disk may already be another build; what counts is what runs.
#ifndef HOTPATCH_HPAPPLY_MODULE_BYTES_H
#define HOTPATCH_HPAPPLY_MODULE_BYTES_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "hpapply/process.h"

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace hotpatch {

using ReadMemory =
    std::function<Expected<void>(Address address, std::span<std::byte> bytes)>;

// Bytes that read_image() reads as it would the file's: constant parts are as
// linked, data is as it is now.  ELF: the dynamic section is without load
// addresses, there are no section headers.  PE: ImageBase is where the image
// is, there is no symbol table.
// malformed: at `base` is no image (ELF64, PE) whose headers are loaded.
Expected<std::vector<std::byte>> module_bytes(const ReadMemory &read,
                                              Address base);

} // namespace hotpatch

#endif
