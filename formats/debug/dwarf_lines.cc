// Lines and inline chains from DWARF.
//
// For each compilation unit: run its line program, keep the spans that touch a
// requested range, and only if there are any, walk the unit's entries once, in
// order of the file.  Each inlined call paints its addresses over those of what
// contains it; the deepest is on top.  A range is then cut wherever the line or
// the topmost call changes.  LLVM's getInliningInfoForAddress() answers the
// same question for one address at a time, builds its map over all functions
// whether asked for or not, and gives no declaration lines.
//
// Entries come from LLVM's DWARFUnit, which is given plain, already relocated
// bytes (linked_debug.cc); the line programs are read by dwarf_line_program.cc.
#include "formats/debug/dwarf_lines.h"

#include "formats/debug/address_map.h"
#include "formats/debug/dwarf_line_program.h"
#include "formats/debug/message.h"
#include "formats/debug/row_builder.h"

#include <llvm/ADT/StringMap.h>
#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/DebugInfo/DWARF/DWARFDie.h>
#include <llvm/DebugInfo/DWARF/DWARFUnit.h>
#include <llvm/Support/MemoryBuffer.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

namespace hotpatch {
namespace {

namespace dwarf = llvm::dwarf;
using llvm::DWARFDie;

constexpr std::uint32_t no_call = 0xffffffff;

// Real chains stay below 60 calls, in heavily inlined C++.
constexpr std::uint32_t most_inlined_levels = 250;

// From a concrete function or inlined call to its declaration: abstract
// origin, specification, rarely one more.
constexpr int most_origin_steps = 8;

// A function, or a call that was inlined into one.
struct Call {
  std::uint32_t outer = no_call; // index of the call it is inlined into
  std::uint32_t level = 0;       // 0: a function
  std::string function;
  std::uint32_t declared_at = 0;
  std::string call_file; // where it was called, if it is inlined
  std::uint32_t call_line = 0;
};

// A line program and the unit it belongs to, for file names.
struct PlacedSpan {
  const LineProgram *program = nullptr;
  LineSpan span;
};

std::uint32_t narrow(std::uint64_t line) {
  return line > 0xffffffff ? 0 : static_cast<std::uint32_t>(line);
}

// The entry that says more about the same function; invalid if none does.
DWARFDie origin_of(const DWARFDie &die) {
  if (DWARFDie origin =
          die.getAttributeValueAsReferencedDie(dwarf::DW_AT_abstract_origin))
    return origin;
  return die.getAttributeValueAsReferencedDie(dwarf::DW_AT_specification);
}

// A function's linkage name if it has one, else its name; and the line of its
// declaration, as the outermost entry gives it.
void name_call(Call &call, DWARFDie die) {
  bool has_linkage_name = false;
  for (int step = 0; die && step < most_origin_steps; ++step) {
    if (!has_linkage_name) {
      const char *linkage = dwarf::toString(
          die.find({dwarf::DW_AT_linkage_name, dwarf::DW_AT_MIPS_linkage_name}),
          nullptr);
      has_linkage_name = linkage != nullptr;
      if (has_linkage_name)
        call.function = linkage;
      else if (call.function.empty())
        call.function = dwarf::toString(die.find(dwarf::DW_AT_name), "");
    }
    if (call.declared_at == 0)
      call.declared_at =
          narrow(dwarf::toUnsigned(die.find(dwarf::DW_AT_decl_line), 0));
    die = origin_of(die);
  }
}

class DwarfReader {
public:
  DwarfReader(const LinkedDebug &debug, std::span<const CodeRange> ranges);

  Expected<std::vector<std::vector<LineRow>>> read();

private:
  void note(llvm::Error error);
  [[nodiscard]] bool is_wanted(std::uint64_t begin, std::uint64_t end) const;
  Expected<void> read_unit(llvm::DWARFUnit &unit);
  Expected<const LineProgram *> program_at(std::uint64_t offset);
  Expected<void> paint_calls(llvm::DWARFUnit &unit, const LineProgram &program);
  Expected<std::uint32_t> paint_call(const DWARFDie &die, std::uint32_t outer,
                                     const LineProgram &program);
  [[nodiscard]] std::vector<SourceFrame> frames_at(std::uint64_t address) const;

  const LinkedDebug &debug_;
  std::vector<AddressRange> ranges_;
  std::vector<AddressRange> wanted_; // sorted, disjoint
  std::unique_ptr<llvm::DWARFContext> context_;
  std::string first_error_; // LLVM's, empty if there is none
  std::map<std::uint64_t, LineProgram> programs_; // by offset
  std::vector<PlacedSpan> spans_;
  std::vector<Call> calls_;
  AddressMap span_at_; // index into spans_
  AddressMap call_at_; // index into calls_
  std::size_t room_for_ranges_;
};

DwarfReader::DwarfReader(const LinkedDebug &debug,
                         std::span<const CodeRange> ranges)
    : debug_(debug),
      room_for_ranges_(debug.bytes_of(".debug_info").size() +
                       debug.bytes_of(".debug_ranges").size() +
                       debug.bytes_of(".debug_rnglists").size()) {
  for (const CodeRange &range : ranges)
    ranges_.push_back(debug.address_of(range));
  std::vector<AddressRange> sorted = ranges_;
  std::erase_if(sorted, [](const AddressRange &range) {
    return range.begin >= range.end;
  });
  std::ranges::sort(sorted, {}, &AddressRange::begin);
  for (const AddressRange &range : sorted)
    if (!wanted_.empty() && range.begin <= wanted_.back().end)
      wanted_.back().end = std::max(wanted_.back().end, range.end);
    else
      wanted_.push_back(range);

  llvm::StringMap<std::unique_ptr<llvm::MemoryBuffer>> sections;
  for (const auto &[name, section] : debug.sections)
    if (name.starts_with(".debug_"))
      sections[name.substr(1)] =
          llvm::MemoryBuffer::getMemBuffer(section.bytes, name, false);
  const auto note_error = [this](llvm::Error error) { note(std::move(error)); };
  context_ = llvm::DWARFContext::create(sections, debug.address_bytes,
                                        debug.order == std::endian::little,
                                        note_error, note_error);
}

void DwarfReader::note(llvm::Error error) {
  std::string text = llvm::toString(std::move(error));
  if (first_error_.empty())
    first_error_ = std::move(text);
}

bool DwarfReader::is_wanted(std::uint64_t begin, std::uint64_t end) const {
  const auto next =
      std::ranges::upper_bound(wanted_, begin, {}, &AddressRange::end);
  return begin < end && next != wanted_.end() && next->begin < end;
}

Expected<std::vector<std::vector<LineRow>>> DwarfReader::read() {
  if (!wanted_.empty())
    for (const std::unique_ptr<llvm::DWARFUnit> &unit :
         context_->info_section_units()) {
      if (!unit->isTypeUnit())
        HP_TRY(read_unit(*unit));
      if (!first_error_.empty())
        return fail(ErrorCode::malformed, first_error_);
    }

  RowBuilder builder;
  std::vector<std::vector<LineRow>> rows;
  for (const AddressRange &range : ranges_) {
    std::vector<std::uint64_t> cuts = span_at_.changes(range.begin, range.end);
    std::ranges::copy(call_at_.changes(range.begin, range.end),
                      std::back_inserter(cuts));
    rows.push_back(HP_TRY(
        builder.build(range, std::move(cuts), [this](std::uint64_t address) {
          return frames_at(address);
        })));
  }
  return rows;
}

Expected<void> DwarfReader::read_unit(llvm::DWARFUnit &unit) {
  const std::optional<std::uint64_t> offset =
      dwarf::toSectionOffset(unit.getUnitDIE().find(dwarf::DW_AT_stmt_list));
  if (!offset)
    return {};
  const LineProgram *program = HP_TRY(program_at(*offset));
  bool is_touched = false;
  for (const LineSpan &span : program->spans) {
    if (!is_wanted(span.begin, span.end))
      continue;
    is_touched = true;
    span_at_.paint(span.begin, span.end,
                   static_cast<std::uint32_t>(spans_.size()));
    spans_.push_back({program, span});
  }
  if (!is_touched)
    return {};
  return paint_calls(unit, *program);
}

// Units may share a program: type units and what `ld -r` joined.
Expected<const LineProgram *> DwarfReader::program_at(std::uint64_t offset) {
  const auto known = programs_.find(offset);
  if (known != programs_.end())
    return &known->second;
  LineProgram program = HP_TRY(run_line_program(debug_, offset));
  return &programs_.emplace(offset, std::move(program)).first->second;
}

Expected<void> DwarfReader::paint_calls(llvm::DWARFUnit &unit,
                                        const LineProgram &program) {
  const auto entries = unit.dies();
  std::vector<std::uint32_t> call_of; // by entry, as are parents
  for (const llvm::DWARFDebugInfoEntry &entry : entries) {
    const std::optional<std::uint32_t> parent = entry.getParentIdx();
    std::uint32_t call =
        parent && *parent < call_of.size() ? call_of[*parent] : no_call;
    if (entry.getTag() == dwarf::DW_TAG_subprogram)
      call = HP_TRY(paint_call(DWARFDie(&unit, &entry), no_call, program));
    else if (entry.getTag() == dwarf::DW_TAG_inlined_subroutine &&
             call != no_call)
      call = HP_TRY(paint_call(DWARFDie(&unit, &entry), call, program));
    call_of.push_back(call);
  }
  return {};
}

// The index of the call that `die` stands for; no_call if it has no code that
// is asked for.
Expected<std::uint32_t> DwarfReader::paint_call(const DWARFDie &die,
                                                std::uint32_t outer,
                                                const LineProgram &program) {
  llvm::Expected<llvm::DWARFAddressRangesVector> found = die.getAddressRanges();
  if (!found)
    return fail(ErrorCode::malformed, llvm::toString(found.takeError()));
  // Honest entries do not share long range lists.
  if (found->size() > room_for_ranges_)
    return fail(ErrorCode::malformed,
                message("entry at {:#x}: more address ranges than the "
                        "sections hold",
                        {die.getOffset()}));
  room_for_ranges_ -= found->size();
  const auto index = static_cast<std::uint32_t>(calls_.size());
  bool is_touched = false;
  for (const llvm::DWARFAddressRange &range : *found)
    if (is_wanted(range.LowPC, range.HighPC)) {
      is_touched = true;
      call_at_.paint(range.LowPC, range.HighPC, index);
    }
  if (!is_touched)
    return no_call;

  Call call;
  call.outer = outer;
  name_call(call, die);
  if (outer != no_call) {
    call.level = calls_[outer].level + 1;
    call.call_file = program.file_name(
        dwarf::toUnsigned(die.find(dwarf::DW_AT_call_file), 0));
    call.call_line =
        narrow(dwarf::toUnsigned(die.find(dwarf::DW_AT_call_line), 0));
  }
  if (call.level > most_inlined_levels)
    return fail(ErrorCode::unsupported,
                message("entry at {:#x}: calls inlined more than {} levels "
                        "deep",
                        {die.getOffset(), most_inlined_levels}));
  calls_.push_back(std::move(call));
  return index;
}

std::vector<SourceFrame> DwarfReader::frames_at(std::uint64_t address) const {
  SourceFrame frame;
  const std::optional<std::uint32_t> span = span_at_.at(address);
  if (span) {
    const PlacedSpan &placed = spans_[*span];
    frame.file = placed.program->file_name(placed.span.file);
    frame.line = placed.span.line;
  }
  std::vector<SourceFrame> frames;
  std::uint32_t index = call_at_.at(address).value_or(no_call);
  while (index != no_call) {
    const Call &call = calls_[index];
    frame.function = call.function;
    frame.declared_at = call.declared_at;
    frames.push_back(std::move(frame));
    frame = {.function = {}, .file = call.call_file, .line = call.call_line};
    index = call.outer;
  }
  if (frames.empty())
    frames.push_back(std::move(frame));
  return frames;
}

} // namespace

Expected<std::vector<std::vector<LineRow>>>
read_dwarf_lines(const LinkedDebug &debug, std::span<const CodeRange> ranges) {
  return DwarfReader(debug, ranges).read();
}

} // namespace hotpatch
