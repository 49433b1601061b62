// The unwind information of PE images for x86-64, UNWIND_INFO.
// Source: "x64 exception handling" of Microsoft's C++ documentation.
#ifndef HOTPATCH_FORMATS_IMAGE_UNWIND_INFO_H
#define HOTPATCH_FORMATS_IMAGE_UNWIND_INFO_H

#include "formats/core/bytes.h"
#include "formats/core/image_identity.h"
#include "formats/image/frame_rows.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace hotpatch {

// What an image, or a payload, has from an RVA to the end of its section.
using BytesAt = std::function<BytesView(Rva)>;

// As read_frame_rows(), for the function with the information at `info`.  In
// epilogues the rows are wrong: no call leads there.
std::vector<FrameRow> read_unwind_info_rows(const BytesAt &bytes_at, Rva info);

// A thread's registers in one of its frames.
struct UnwindRegisters {
  static constexpr std::size_t stack = 4;     // number of rsp
  std::array<std::uint64_t, 16> general = {}; // by number: rax, rcx, ...
  std::uint64_t instruction = 0;
};

using ReadWord =
    std::function<std::optional<std::uint64_t>(std::uint64_t address)>;

// The registers as the function's caller will have them; the return address was
// the word below the stack pointer then.  `offset` is the instruction's in the
// function, which must not be in its epilogue.  Nothing: it cannot be told (an
// interrupt's frame, among others).
std::optional<UnwindRegisters> unwind_frame(const BytesAt &bytes_at, Rva info,
                                            std::uint64_t offset,
                                            UnwindRegisters registers,
                                            const ReadWord &read);

// What code is that a thread is about to run.
enum class EpiloguePart : std::uint8_t {
  none, // no part of an epilogue
  jump, // it may be: a jump, behind instructions that take a frame down
  end,  // the rest of an epilogue, up to the return
};
EpiloguePart epilogue_part(BytesView code);

// As unwind_frame(), by running `code`, which is the end of an epilogue.
std::optional<UnwindRegisters> unwind_epilogue(BytesView code,
                                               UnwindRegisters registers,
                                               const ReadWord &read);

} // namespace hotpatch

#endif
