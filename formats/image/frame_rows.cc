#include "formats/image/frame_rows.h"

#include "formats/core/call_frames.h"
#include "formats/core/cursor.h"

#include <algorithm>

namespace hotpatch {
namespace {

constexpr std::uint64_t stack_pointer = 7; // DWARF's number of it
constexpr std::uint64_t return_register = 16;
constexpr std::uint64_t return_address = 8; // below the frame's address

// The frame's address as a register and a distance.
struct Rule {
  std::uint64_t base = 0;
  std::uint64_t offset = 0;
  bool is_known = false;
  bool has_usual_return = true; // as every call leaves it

  [[nodiscard]] std::optional<std::uint64_t> to_return() const {
    if (!is_known || !has_usual_return || base != stack_pointer ||
        offset < return_address)
      return std::nullopt;
    return offset - return_address;
  }
};

struct Cie {
  std::uint64_t code_alignment = 1;
  unsigned address_width = 8; // of FDEs' addresses
  bool has_augmentation = false;
  std::vector<CallFrameStep> steps = {};
  BytesView bytes = {}; // that the steps are in
};

unsigned width_of(std::uint8_t encoding) {
  constexpr std::uint8_t size_mask = 0x07;
  switch (encoding & size_mask) {
  case 2:
    return 2;
  case 3:
    return 4;
  default:
    return 8;
  }
}

// The record at `at` without its length; nothing: there is none, or a long one.
std::optional<BytesView> record_at(BytesView section, std::uint64_t at) {
  const std::optional<std::uint32_t> length =
      read_int<std::uint32_t>(section, at);
  constexpr std::uint32_t is_long = 0xffffffff;
  if (!length || *length == is_long)
    return std::nullopt;
  return slice(section, at + sizeof *length, *length);
}

std::optional<Cie> read_cie(BytesView record) {
  constexpr std::uint8_t signal_frame = 'S';
  Cursor cursor(record);
  cursor.u32(); // the id
  const std::uint8_t version = cursor.u8();
  const std::string_view augmentation = cursor.text();
  Cie cie{.has_augmentation = augmentation.starts_with('z'), .bytes = record};
  cie.code_alignment = cursor.uleb();
  cursor.sleb(); // of data
  if (version == 1)
    cursor.u8();
  else
    cursor.uleb();
  if (cie.has_augmentation) {
    Cursor data(cursor.take(cursor.uleb()));
    for (const char letter : augmentation.substr(1)) {
      if (letter == 'R')
        cie.address_width = width_of(data.u8());
      else if (letter == 'L')
        data.u8();
      else if (letter == 'P')
        data.take(width_of(data.u8()));
      else if (letter == signal_frame || data.failed())
        return std::nullopt;
    }
  }
  std::optional<std::vector<CallFrameStep>> steps =
      read_call_frame_steps(record, cursor.position(), record.size(),
                            cie.code_alignment, std::endian::little);
  if (cursor.failed() || !steps)
    return std::nullopt;
  cie.steps = *std::move(steps);
  return cie;
}

class Rows {
public:
  void run(BytesView bytes, const std::vector<CallFrameStep> &steps) {
    for (const CallFrameStep &step : steps) {
      apply(Cursor(bytes.subspan(step.begin, step.end - step.begin)));
      note(step.place);
    }
  }
  // The rule where the function begins, whatever has led to it.
  void restart() {
    rows_.clear();
    note(0);
  }
  std::vector<FrameRow> take() && { return std::move(rows_); }

private:
  void apply(Cursor cursor);
  void note(std::uint64_t place);

  Rule rule_;
  std::vector<Rule> remembered_;
  std::vector<FrameRow> rows_;
};

// What does not concern the frame's address is passed over.
void Rows::apply(Cursor cursor) {
  constexpr std::uint8_t offset_of_return = 0x80 | return_register;
  switch (cursor.u8()) {
  case offset_of_return: // DW_CFA_offset, in units of -8
    rule_.has_usual_return = cursor.uleb() == 1;
    break;
  case 0x05: // DW_CFA_offset_extended
  case 0x07: // DW_CFA_undefined: a stack's first function
  case 0x08: // DW_CFA_same_value
  case 0x09: // DW_CFA_register
  case 0x10: // DW_CFA_expression
  case 0x11: // DW_CFA_offset_extended_sf
  case 0x14: // DW_CFA_val_offset
  case 0x15: // DW_CFA_val_offset_sf
  case 0x16: // DW_CFA_val_expression
    if (cursor.uleb() == return_register)
      rule_.has_usual_return = false;
    break;
  case 0x0a: // DW_CFA_remember_state
    remembered_.push_back(rule_);
    break;
  case 0x0b: // DW_CFA_restore_state
    if (remembered_.empty()) {
      rule_ = {};
      break;
    }
    rule_ = remembered_.back();
    remembered_.pop_back();
    break;
  case 0x0c: // DW_CFA_def_cfa
    rule_.base = cursor.uleb();
    rule_.offset = cursor.uleb();
    rule_.is_known = true;
    break;
  case 0x0d: // DW_CFA_def_cfa_register
    rule_.base = cursor.uleb();
    break;
  case 0x0e: // DW_CFA_def_cfa_offset
    rule_.offset = cursor.uleb();
    break;
  case 0x0f: // DW_CFA_def_cfa_expression
  case 0x12: // DW_CFA_def_cfa_sf
  case 0x13: // DW_CFA_def_cfa_offset_sf
    rule_.is_known = false;
    break;
  default:
    break;
  }
}

void Rows::note(std::uint64_t place) {
  const FrameRow row{place, rule_.to_return()};
  if (!rows_.empty() && rows_.back().begin == place)
    rows_.back() = row;
  else
    rows_.push_back(row);
}

} // namespace

std::vector<FrameRow> read_frame_rows(BytesView eh_frame, std::uint64_t fde) {
  const std::vector<FrameRow> unknown = {{0, std::nullopt}};
  const std::optional<BytesView> record = record_at(eh_frame, fde);
  if (!record)
    return unknown;
  Cursor cursor(*record);
  const std::uint64_t distance = cursor.u32();
  const std::uint64_t id_at = fde + sizeof(std::uint32_t);
  const std::optional<BytesView> cie_record =
      distance == 0 || distance > id_at ? std::nullopt
                                        : record_at(eh_frame, id_at - distance);
  const std::optional<Cie> cie =
      cie_record ? read_cie(*cie_record) : std::nullopt;
  if (!cie)
    return unknown;
  cursor.take(2ULL * cie->address_width);
  if (cie->has_augmentation)
    cursor.take(cursor.uleb());
  const std::optional<std::vector<CallFrameStep>> steps =
      read_call_frame_steps(*record, cursor.position(), record->size(),
                            cie->code_alignment, std::endian::little);
  if (cursor.failed() || !steps)
    return unknown;
  Rows rows;
  rows.run(cie->bytes, cie->steps);
  rows.restart();
  rows.run(*record, *steps);
  return std::move(rows).take();
}

std::optional<std::uint64_t> to_return_at(const std::vector<FrameRow> &rows,
                                          std::uint64_t place) {
  const auto after =
      std::ranges::upper_bound(rows, place, {}, &FrameRow::begin);
  return after == rows.begin() ? std::nullopt : std::prev(after)->to_return;
}

} // namespace hotpatch
