// The lines of one inlined call in CodeView: S_INLINESITE's binary annotations.
#ifndef HOTPATCH_FORMATS_DEBUG_CODEVIEW_ANNOTATIONS_H
#define HOTPATCH_FORMATS_DEBUG_CODEVIEW_ANNOTATIONS_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace hotpatch {

// Code [begin, end) of the containing function comes from this line.
struct InlineSpan {
  std::uint32_t begin = 0, end = 0;  // offsets from the function's begin
  std::optional<std::uint32_t> file; // checksum entry; absent: the inlinee's
  std::int64_t line_delta = 0;       // from the inlinee's first line

  friend bool operator==(const InlineSpan &, const InlineSpan &) = default;
};

// Spans in the order of the annotations, empty ones left out.  A last span that
// is given no length is left out too: where it ends is not known.
// malformed: an annotation is cut short or unknown, or offsets wrap around.
// Source: cvinfo.h, BinaryAnnotationOpcode; that a length moves the offset for
// opcode 4 but not for opcode 12, LLVM's encoder and reader.
Expected<std::vector<InlineSpan>> read_annotations(BytesView annotations);

} // namespace hotpatch

#endif
