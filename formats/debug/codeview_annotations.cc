// See codeview_annotations.h.
#include "formats/debug/codeview_annotations.h"

#include "formats/core/cursor.h"

#include <utility>

namespace hotpatch {
namespace {

enum class Opcode : std::uint32_t {
  end = 0, // fill after the last annotation
  code_offset = 1,
  change_code_offset_base = 2,
  change_code_offset = 3,
  change_code_length = 4,
  change_file = 5,
  change_line_offset = 6,
  change_line_end_delta = 7,
  change_range_kind = 8,
  change_column_start = 9,
  change_column_end_delta = 10,
  change_code_offset_and_line_offset = 11,
  change_code_length_and_code_offset = 12,
  change_column_end = 13,
};

// An unsigned integer of 1, 2 or 4 bytes, its size in the first one's top bits.
std::uint32_t read_compressed(Cursor &cursor) {
  const std::uint32_t first = cursor.u8();
  if ((first & 0x80) == 0)
    return first;
  const std::uint32_t second = cursor.u8();
  if ((first & 0xc0) == 0x80)
    return (first & 0x3f) << 8 | second;
  const std::uint32_t third = cursor.u8();
  const std::uint32_t fourth = cursor.u8();
  if ((first & 0xe0) != 0xc0)
    cursor.fail();
  return (first & 0x1f) << 24 | second << 16 | third << 8 | fourth;
}

// The sign is in the lowest bit.
std::int64_t as_signed(std::uint32_t value) {
  const std::int64_t magnitude = value >> 1;
  return (value & 1) != 0 ? -magnitude : magnitude;
}

class AnnotationReader {
public:
  explicit AnnotationReader(BytesView annotations) : cursor_(annotations) {}

  Expected<std::vector<InlineSpan>> read() {
    while (!cursor_.at_end()) {
      const auto opcode = static_cast<Opcode>(read_compressed(cursor_));
      if (opcode == Opcode::end)
        break;
      step(opcode);
    }
    if (cursor_.failed())
      return fail(ErrorCode::malformed,
                  "inline site: annotations are cut short or unknown");
    return std::move(spans_);
  }

private:
  void step(Opcode opcode) {
    const std::uint32_t operand = read_compressed(cursor_);
    switch (opcode) {
    case Opcode::code_offset:
      offset_ = operand;
      return;
    case Opcode::change_code_offset_base:
      // Code split off the function has offsets of another base.
      close(offset_);
      chunk_ = operand;
      return;
    case Opcode::change_code_offset:
      return open(operand);
    case Opcode::change_code_length:
      advance(operand);
      close(offset_);
      return;
    case Opcode::change_file:
      file_ = operand;
      return;
    case Opcode::change_line_offset:
      line_delta_ += as_signed(operand);
      return;
    case Opcode::change_code_offset_and_line_offset:
      line_delta_ += as_signed(operand >> 4);
      return open(operand & 0xf);
    case Opcode::change_code_length_and_code_offset:
      open(read_compressed(cursor_));
      if (operand > 0xffffffff - offset_)
        return cursor_.fail();
      return close(offset_ + operand);
    case Opcode::change_line_end_delta:
    case Opcode::change_range_kind:
    case Opcode::change_column_start:
    case Opcode::change_column_end_delta:
    case Opcode::change_column_end:
      return;
    case Opcode::end:
      break;
    }
    cursor_.fail();
  }

  void advance(std::uint32_t delta) {
    if (delta > 0xffffffff - offset_)
      cursor_.fail();
    else
      offset_ += delta;
  }

  void open(std::uint32_t delta) {
    advance(delta);
    close(offset_);
    if (chunk_ == 0)
      open_ = InlineSpan{.begin = offset_,
                         .end = offset_,
                         .file = file_,
                         .line_delta = line_delta_};
  }

  void close(std::uint32_t end) {
    if (open_ && open_->begin < end) {
      open_->end = end;
      spans_.push_back(*open_);
    }
    open_.reset();
  }

  Cursor cursor_;
  std::vector<InlineSpan> spans_;
  std::optional<InlineSpan> open_;
  std::uint32_t offset_ = 0;
  std::uint32_t chunk_ = 0; // 0: the function's main part
  std::optional<std::uint32_t> file_;
  std::int64_t line_delta_ = 0;
};

} // namespace

Expected<std::vector<InlineSpan>> read_annotations(BytesView annotations) {
  return AnnotationReader(annotations).read();
}

} // namespace hotpatch
