// Our own reader of line number programs.
//
// LLVM's takes the number of directories and files of a version 5 header at its
// word (entries without fields cost no bytes, so 30 bytes can ask for 2^60 of
// them), looks every address up in its map of relocations, and keeps rows that
// cover no code.  The format is small; this file reads it with checked reads
// and keeps what covers code.  For the entries of .debug_info see
// dwarf_info.cc.
#include "formats/debug/dwarf_line_program.h"

#include "formats/core/cursor.h"
#include "formats/debug/message.h"

#include <llvm/BinaryFormat/Dwarf.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace hotpatch {
namespace {

namespace dwarf = llvm::dwarf;

struct Header {
  std::uint16_t version = 0;
  std::uint8_t offset_bytes = 4; // 8 in the 64-bit format
  std::uint8_t min_instruction_bytes = 1;
  std::uint8_t operations_per_instruction = 1;
  std::int8_t line_base = 0;
  std::uint8_t line_range = 1;
  std::uint8_t opcode_base = 1;
  BytesView operand_counts; // of standard opcodes 1 to opcode_base - 1
};

// One column of a version 5 directory or file table.
struct Field {
  std::uint64_t content = 0; // DW_LNCT_*
  std::uint64_t form = 0;    // DW_FORM_*
};

struct Entry {
  std::string_view name;
  std::uint64_t directory = 0;
};

class Program {
public:
  Program(const LinkedDebug &debug, BytesView unit, Header header)
      : debug_(debug), cursor_(unit, debug.order), header_(header) {}

  Expected<LineProgram> run();

private:
  struct State {
    std::uint64_t address = 0;
    std::uint64_t operation = 0; // within a VLIW instruction
    std::uint32_t file = 1;
    std::uint32_t line = 1;
  };

  Expected<void> read_header();
  Expected<void> read_tables_before_5();
  Expected<std::vector<Entry>> read_table_of_5();
  std::vector<Field> read_fields();
  std::string_view read_text(std::uint64_t form);
  std::uint64_t read_number(std::uint64_t form);
  Expected<void> add_file(const Entry &entry);

  Expected<void> run_special(std::uint8_t opcode);
  Expected<void> run_standard(std::uint8_t opcode);
  Expected<void> run_extended();
  void advance(std::uint64_t operations);
  Expected<void> append_row();
  Expected<void> close_span();

  const LinkedDebug &debug_;
  Cursor cursor_;
  Header header_;
  std::vector<std::string_view> directories_;
  LineProgram result_;
  std::size_t room_for_names_ = 64U << 20;
  State state_;
  std::optional<LineSpan> open_; // a row whose end is not known yet
};

std::unexpected<Error> malformed(const Cursor &cursor, std::string_view what) {
  return fail(ErrorCode::malformed, message("line program, byte {:#x}: {}",
                                            {cursor.position(), what}));
}

// Phase 1: the header.

Expected<void> Program::read_header() {
  header_.min_instruction_bytes = cursor_.u8();
  if (header_.version >= 4)
    header_.operations_per_instruction = cursor_.u8();
  if (header_.operations_per_instruction == 0)
    header_.operations_per_instruction = 1;
  cursor_.u8(); // default_is_stmt
  header_.line_base = static_cast<std::int8_t>(cursor_.u8());
  header_.line_range = cursor_.u8();
  header_.opcode_base = cursor_.u8();
  if (header_.opcode_base == 0 || header_.line_range == 0)
    return malformed(cursor_, "opcode base or line range is zero");
  header_.operand_counts = cursor_.take(header_.opcode_base - 1U);
  if (header_.version < 5)
    return read_tables_before_5();

  for (const Entry &directory : HP_TRY(read_table_of_5()))
    directories_.push_back(directory.name);
  // Directory 0 is that of the compilation, which differs between machines.
  if (!directories_.empty())
    directories_.front() = {};
  for (const Entry &file : HP_TRY(read_table_of_5()))
    HP_TRY(add_file(file));
  return {};
}

Expected<void> Program::read_tables_before_5() {
  result_.first_file = 1;
  directories_.emplace_back();
  while (!cursor_.failed()) {
    const std::string_view directory = cursor_.text();
    if (directory.empty())
      break;
    directories_.push_back(directory);
  }
  while (!cursor_.failed()) {
    Entry file{.name = cursor_.text()};
    if (file.name.empty())
      break;
    file.directory = cursor_.uleb();
    cursor_.uleb(); // time
    cursor_.uleb(); // size
    HP_TRY(add_file(file));
  }
  if (cursor_.failed())
    return malformed(cursor_, "the file table is cut short");
  return {};
}

std::vector<Field> Program::read_fields() {
  std::vector<Field> fields(cursor_.u8());
  for (Field &field : fields) {
    field.content = cursor_.uleb();
    field.form = cursor_.uleb();
  }
  return fields;
}

Expected<std::vector<Entry>> Program::read_table_of_5() {
  const std::vector<Field> fields = read_fields();
  const std::uint64_t count = cursor_.uleb();
  // Every form that is read takes at least a byte.
  if (count > cursor_.remaining() || (fields.empty() && count != 0))
    return malformed(cursor_, "the file table has more entries than bytes");
  std::vector<Entry> entries(static_cast<std::size_t>(count));
  for (Entry &entry : entries) {
    for (const Field &field : fields) {
      if (field.content == dwarf::DW_LNCT_path)
        entry.name = read_text(field.form);
      else if (field.content == dwarf::DW_LNCT_directory_index)
        entry.directory = read_number(field.form);
      else
        read_number(field.form);
    }
    if (cursor_.failed())
      return malformed(cursor_, "the file table is cut short, or has a form "
                                "that is not allowed there");
  }
  return entries;
}

std::string_view Program::read_text(std::uint64_t form) {
  if (form == dwarf::DW_FORM_string)
    return cursor_.text();
  const std::uint64_t offset = cursor_.unsigned_of(header_.offset_bytes);
  std::optional<std::string_view> text;
  if (form == dwarf::DW_FORM_line_strp)
    text = text_at(debug_.bytes_of(".debug_line_str"), offset);
  else if (form == dwarf::DW_FORM_strp)
    text = text_at(debug_.bytes_of(".debug_str"), offset);
  if (!text)
    cursor_.fail();
  return text.value_or("");
}

// A number, or 0 for a value of another class, which is skipped.
std::uint64_t Program::read_number(std::uint64_t form) {
  switch (form) {
  case dwarf::DW_FORM_udata:
    return cursor_.uleb();
  case dwarf::DW_FORM_data1:
    return cursor_.u8();
  case dwarf::DW_FORM_data2:
    return cursor_.u16();
  case dwarf::DW_FORM_data4:
    return cursor_.u32();
  case dwarf::DW_FORM_data8:
    return cursor_.u64();
  case dwarf::DW_FORM_data16: // an MD5 digest
    cursor_.take(16);
    return 0;
  case dwarf::DW_FORM_block:
    cursor_.take(cursor_.uleb());
    return 0;
  default:
    read_text(form); // embedded source, for example
    return 0;
  }
}

Expected<void> Program::add_file(const Entry &entry) {
  std::string_view directory;
  if (entry.directory < directories_.size())
    directory = directories_[static_cast<std::size_t>(entry.directory)];
  std::string name;
  if (!directory.empty() && !entry.name.starts_with('/'))
    name.append(directory).append("/");
  name.append(entry.name);
  if (name.size() > room_for_names_)
    return fail(ErrorCode::unsupported,
                "file names of a line program take more than 64 MiB");
  room_for_names_ -= name.size();
  result_.files.push_back(std::move(name));
  return {};
}

// Phase 2: the program.

Expected<LineProgram> Program::run() {
  const std::uint64_t header_bytes = cursor_.unsigned_of(header_.offset_bytes);
  if (header_bytes > cursor_.remaining())
    return malformed(cursor_, "the header is longer than the program");
  const std::size_t body =
      cursor_.position() + static_cast<std::size_t>(header_bytes);
  HP_TRY(read_header());
  if (cursor_.failed() || cursor_.position() > body)
    return malformed(cursor_, "the header is longer than it says");
  cursor_.take(body - cursor_.position());

  while (!cursor_.at_end()) {
    const std::uint8_t opcode = cursor_.u8();
    if (opcode >= header_.opcode_base)
      HP_TRY(run_special(opcode));
    else if (opcode == 0)
      HP_TRY(run_extended());
    else
      HP_TRY(run_standard(opcode));
  }
  if (cursor_.failed())
    return malformed(cursor_, "the program is cut short");
  if (open_)
    return malformed(cursor_, "the last sequence has no end");
  return std::move(result_);
}

// Source: DWARF 5 section 6.2.5.1.
void Program::advance(std::uint64_t operations) {
  const std::uint64_t per = header_.operations_per_instruction;
  const std::uint64_t total = state_.operation + operations;
  state_.address += header_.min_instruction_bytes * (total / per);
  state_.operation = total % per;
}

Expected<void> Program::run_special(std::uint8_t opcode) {
  const unsigned adjusted = opcode - unsigned{header_.opcode_base};
  advance(adjusted / header_.line_range);
  const int lines =
      header_.line_base + static_cast<int>(adjusted % header_.line_range);
  state_.line += static_cast<std::uint32_t>(lines);
  return append_row();
}

Expected<void> Program::run_standard(std::uint8_t opcode) {
  switch (opcode) {
  case dwarf::DW_LNS_copy:
    return append_row();
  case dwarf::DW_LNS_advance_pc:
    advance(cursor_.uleb());
    return {};
  case dwarf::DW_LNS_advance_line:
    state_.line += static_cast<std::uint32_t>(cursor_.sleb());
    return {};
  case dwarf::DW_LNS_set_file:
    state_.file = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(cursor_.uleb(), 0xffffffff));
    return {};
  case dwarf::DW_LNS_negate_stmt:
  case dwarf::DW_LNS_set_basic_block:
  case dwarf::DW_LNS_set_prologue_end:
  case dwarf::DW_LNS_set_epilogue_begin:
    return {};
  case dwarf::DW_LNS_const_add_pc:
    advance((255U - header_.opcode_base) / header_.line_range);
    return {};
  case dwarf::DW_LNS_fixed_advance_pc:
    state_.address += cursor_.u16();
    state_.operation = 0;
    return {};
  default: // DW_LNS_set_column, DW_LNS_set_isa and what is to come
    const auto operands =
        std::to_integer<unsigned>(header_.operand_counts[opcode - 1U]);
    for (unsigned i = 0; i < operands; ++i)
      cursor_.uleb();
    return {};
  }
}

Expected<void> Program::run_extended() {
  const std::uint64_t length = cursor_.uleb();
  if (length == 0 || length > cursor_.remaining())
    return malformed(cursor_, "an extended opcode is cut short");
  Cursor operands(cursor_.take(length), debug_.order);
  switch (operands.u8()) {
  case dwarf::DW_LNE_end_sequence:
    HP_TRY(close_span());
    state_ = {};
    break;
  case dwarf::DW_LNE_set_address:
    state_.address = operands.unsigned_of(length - 1);
    state_.operation = 0;
    break;
  case dwarf::DW_LNE_define_file: {
    Entry file{.name = operands.text()};
    file.directory = operands.uleb();
    HP_TRY(add_file(file));
    break;
  }
  default: // DW_LNE_set_discriminator and vendors' own
    break;
  }
  if (operands.failed())
    return malformed(cursor_,
                     "an extended opcode is shorter than its operands");
  return {};
}

// Ends the open row at the state's address; of several rows at one address only
// the last covers code.
Expected<void> Program::close_span() {
  if (!open_)
    return {};
  open_->end = state_.address;
  if (open_->end < open_->begin)
    return malformed(cursor_,
                     message("address {:#x} after {:#x} in one sequence",
                             {open_->end, open_->begin}));
  if (open_->begin < open_->end)
    result_.spans.push_back(*open_);
  open_.reset();
  return {};
}

Expected<void> Program::append_row() {
  HP_TRY(close_span());
  open_ = LineSpan{.begin = state_.address,
                   .end = state_.address,
                   .file = state_.file,
                   .line = state_.line};
  return {};
}

} // namespace

Expected<LineProgram> run_line_program(const LinkedDebug &debug,
                                       std::uint64_t offset) {
  const BytesView section = debug.bytes_of(".debug_line");
  if (offset >= section.size())
    return fail(ErrorCode::malformed,
                message("line program at {:#x} of .debug_line, which has "
                        "{:#x} bytes",
                        {offset, section.size()}));
  Cursor cursor(section.subspan(static_cast<std::size_t>(offset)), debug.order);
  Header header;
  std::uint64_t length = cursor.u32();
  if (length == dwarf::DW_LENGTH_DWARF64) {
    length = cursor.u64();
    header.offset_bytes = 8;
  }
  Cursor unit(cursor.take(length), debug.order);
  header.version = unit.u16();
  if (cursor.failed() || unit.failed())
    return malformed(cursor, "shorter than its length field says");
  if (header.version < 2 || header.version > 5)
    return fail(ErrorCode::unsupported,
                message("line program of DWARF version {}, expected 2 to 5",
                        {header.version}));
  if (header.version == 5) {
    unit.u8(); // address size
    unit.u8(); // segment selector size
  }
  LineProgram program =
      HP_TRY(Program(debug, unit.take(unit.remaining()), header).run());
  program.size_bytes = cursor.position();
  return program;
}

} // namespace hotpatch
