// Lines and inline chains from CodeView.
//
// Three tables describe one instruction.  The function's line rows
// (DEBUG_S_LINES) say where the function itself is, which inside inlined code
// is the place of the outermost call.  Each S_INLINESITE, nested as the calls
// were, has line rows of its own in its binary annotations: the deepest site
// that covers the instruction says its line, each site above it the place of
// the next call.  So a chain is read by asking every level for its row at the
// address; a range is cut wherever any of the rows changes.
//
// LLVM's reader of symbols is not used: the records needed here are few, and
// this way each field is read checked.  Relocations have already put section
// numbers and offsets in place: coff_debug.cc.
#include "formats/debug/codeview_lines.h"

#include "formats/core/cursor.h"
#include "formats/debug/address_map.h"
#include "formats/debug/codeview_annotations.h"
#include "formats/debug/codeview_tables.h"
#include "formats/debug/message.h"
#include "formats/debug/row_builder.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::uint32_t no_site = 0xffffffff;
constexpr std::uint32_t most_inlined_levels = 250;

// Line numbers that tell a debugger to step over or into, not a line.
constexpr std::uint32_t line_mask = 0xffffff;
constexpr std::uint32_t never_step_into = 0xfeefee;
constexpr std::uint32_t always_step_into = 0xf00f00;

enum class SymbolRecord : std::uint16_t {
  end = 0x0006,
  thunk = 0x1102,
  block = 0x1103,
  local_procedure = 0x110f,
  global_procedure = 0x1110,
  separated_code = 0x1132,
  local_procedure_id = 0x1146,
  global_procedure_id = 0x1147,
  inline_site = 0x114d,
  inline_site_end = 0x114e,
  procedure_id_end = 0x114f,
  local_procedure_dpc = 0x1155,
  local_procedure_dpc_id = 0x1156,
  inline_site_2 = 0x115d,
};

// A function, or a call that was inlined into one.
struct Site {
  std::uint32_t outer = no_site; // no_site: a function
  std::uint32_t level = 0;
  std::uint64_t function_begin = 0, function_end = 0; // addresses
  std::string function;
  std::uint32_t declared_at = 0;
  AddressMap places; // index into places_; a function's are in function_places_
};

struct Place {
  std::uint32_t file = 0; // checksum entry
  std::uint32_t line = 0; // 0: none
};

class CodeViewReader {
public:
  CodeViewReader(const LinkedDebug &debug, CodeViewTables tables,
                 std::span<const CodeRange> ranges)
      : debug_(debug), tables_(std::move(tables)) {
    for (const CodeRange &range : ranges)
      ranges_.push_back(debug.address_of(range));
  }

  Expected<void> read_lines(BytesView subsection);
  Expected<void> read_symbols(BytesView subsection);
  Expected<std::vector<std::vector<LineRow>>> rows();

private:
  [[nodiscard]] std::optional<AddressRange> wanted(std::uint32_t section_number,
                                                   std::uint64_t offset,
                                                   std::uint64_t size) const;
  Expected<void> take_room(std::size_t name_bytes);
  Expected<std::uint32_t> add_place(std::uint32_t file, std::uint32_t line);
  void paint(AddressMap &map, std::uint64_t begin, std::uint64_t end,
             std::uint32_t value);
  Expected<std::uint32_t> open_function(BytesView record);
  Expected<std::uint32_t> open_site(BytesView record, SymbolRecord kind,
                                    std::uint32_t outer);
  Expected<void> paint_site(std::uint32_t index, std::uint32_t inlinee_id,
                            BytesView annotations);
  void set_place(SourceFrame &frame, const AddressMap &map,
                 std::uint64_t address) const;
  [[nodiscard]] std::vector<SourceFrame> frames_at(std::uint64_t address) const;

  const LinkedDebug &debug_;
  CodeViewTables tables_;
  std::vector<AddressRange> ranges_;
  std::map<std::uint32_t, std::string> files_; // by checksum entry
  std::vector<Place> places_;
  std::vector<Site> sites_;
  AddressMap site_at_;         // index into sites_: the deepest
  AddressMap function_places_; // index into places_
  std::vector<std::uint64_t> cuts_;
  std::size_t room_for_names_ = 64U << 20;
};

// The addresses of code that a subsection is about; nothing if no range is in
// it.
std::optional<AddressRange> CodeViewReader::wanted(std::uint32_t section_number,
                                                   std::uint64_t offset,
                                                   std::uint64_t size) const {
  if (section_number == 0)
    return std::nullopt;
  const AddressRange code = debug_.address_of(
      {.section = section_number - 1, .begin = offset, .end = offset + size});
  const bool is_asked_for =
      std::ranges::any_of(ranges_, [&](const AddressRange &range) {
        return range.begin < code.end && code.begin < range.end;
      });
  if (!is_asked_for)
    return std::nullopt;
  return code;
}

// Many symbols may refer to one long name.
Expected<void> CodeViewReader::take_room(std::size_t name_bytes) {
  if (name_bytes > room_for_names_)
    return fail(ErrorCode::unsupported,
                "names of functions and files take more than 64 MiB");
  room_for_names_ -= name_bytes;
  return {};
}

Expected<std::uint32_t> CodeViewReader::add_place(std::uint32_t file,
                                                  std::uint32_t line) {
  if (!files_.contains(file)) {
    std::string name = HP_TRY(tables_.file_name(file));
    HP_TRY(take_room(name.size()));
    files_.emplace(file, std::move(name));
  }
  places_.push_back({file, line});
  return static_cast<std::uint32_t>(places_.size() - 1);
}

void CodeViewReader::paint(AddressMap &map, std::uint64_t begin,
                           std::uint64_t end, std::uint32_t value) {
  map.paint(begin, end, value);
  cuts_.push_back(begin);
  cuts_.push_back(end);
}

// Source: cvinfo.h, CV_DebugSLinesHeader_t and what follows it.
Expected<void> CodeViewReader::read_lines(BytesView subsection) {
  constexpr std::uint16_t has_columns = 1;
  Cursor cursor(subsection);
  const std::uint32_t offset = cursor.u32();
  const std::uint16_t section_number = cursor.u16();
  const std::uint16_t flags = cursor.u16();
  const std::uint32_t size = cursor.u32();
  const std::optional<AddressRange> code = wanted(section_number, offset, size);
  const std::string cut_short = "line subsection is cut short";
  if (!code && cursor.failed())
    return fail(ErrorCode::malformed, cut_short);
  if (!code)
    return {};

  std::vector<std::pair<std::uint32_t, std::uint32_t>> begins; // offset, place
  while (!cursor.at_end()) {
    const std::uint32_t file = cursor.u32();
    const std::uint32_t count = cursor.u32();
    cursor.u32(); // size of the block
    Cursor lines(cursor.take(std::uint64_t{count} * 8));
    if ((flags & has_columns) != 0)
      cursor.take(std::uint64_t{count} * 4);
    while (!lines.at_end()) {
      const std::uint32_t begin = lines.u32();
      const std::uint32_t line = lines.u32() & line_mask;
      const bool is_line = line != never_step_into && line != always_step_into;
      begins.emplace_back(begin, HP_TRY(add_place(file, is_line ? line : 0)));
    }
  }
  if (cursor.failed())
    return fail(ErrorCode::malformed, cut_short);

  // Blocks of several files interleave; of rows at one offset the last counts,
  // and places were numbered in that order.
  std::ranges::sort(begins);
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const std::uint64_t begin = code->begin + begins[i].first;
    const std::uint64_t end =
        i + 1 < begins.size() ? code->begin + begins[i + 1].first : code->end;
    paint(function_places_, begin, std::min(end, code->end), begins[i].second);
  }
  return {};
}

Expected<void> CodeViewReader::read_symbols(BytesView subsection) {
  std::vector<std::uint32_t> scopes; // the site of each open scope
  for (const CodeViewRecord &record : HP_TRY(cut_records(subsection))) {
    const std::uint32_t current = scopes.empty() ? no_site : scopes.back();
    const auto kind = static_cast<SymbolRecord>(record.kind);
    switch (kind) {
    case SymbolRecord::local_procedure:
    case SymbolRecord::global_procedure:
    case SymbolRecord::local_procedure_id:
    case SymbolRecord::global_procedure_id:
    case SymbolRecord::local_procedure_dpc:
    case SymbolRecord::local_procedure_dpc_id:
      scopes.push_back(HP_TRY(open_function(record.bytes)));
      break;
    case SymbolRecord::inline_site:
    case SymbolRecord::inline_site_2:
      scopes.push_back(current == no_site
                           ? no_site
                           : HP_TRY(open_site(record.bytes, kind, current)));
      break;
    case SymbolRecord::thunk:
    case SymbolRecord::block:
    case SymbolRecord::separated_code:
      scopes.push_back(current);
      break;
    case SymbolRecord::end:
    case SymbolRecord::inline_site_end:
    case SymbolRecord::procedure_id_end:
      if (scopes.empty())
        return fail(ErrorCode::malformed, "a symbol scope ends twice");
      scopes.pop_back();
      break;
    default:
      break;
    }
  }
  return {};
}

// The index of the function's site; no_site if it is not asked for.
Expected<std::uint32_t> CodeViewReader::open_function(BytesView record) {
  Cursor cursor(record);
  cursor.take(12); // parent, end and next
  const std::uint32_t size = cursor.u32();
  cursor.take(8); // begin and end of what may be debugged
  const std::uint32_t id = cursor.u32();
  const std::uint32_t offset = cursor.u32();
  const std::uint16_t section_number = cursor.u16();
  cursor.u8(); // flags
  const std::string_view name = cursor.text();
  if (cursor.failed())
    return fail(ErrorCode::malformed, "function symbol is cut short");
  const std::optional<AddressRange> code = wanted(section_number, offset, size);
  if (!code)
    return no_site;
  const auto index = static_cast<std::uint32_t>(sites_.size());
  Site site;
  site.function_begin = code->begin;
  site.function_end = code->end;
  site.function = name;
  if (const std::optional<Inlinee> known = tables_.inlinee(id))
    site.declared_at = known->line;
  sites_.push_back(std::move(site));
  paint(site_at_, code->begin, code->end, index);
  return index;
}

Expected<std::uint32_t> CodeViewReader::open_site(BytesView record,
                                                  SymbolRecord kind,
                                                  std::uint32_t outer) {
  Cursor cursor(record);
  cursor.take(8); // parent and end
  const std::uint32_t id = cursor.u32();
  if (kind == SymbolRecord::inline_site_2)
    cursor.u32(); // how often it was called
  if (cursor.failed())
    return fail(ErrorCode::malformed, "inline site is cut short");
  if (sites_[outer].level >= most_inlined_levels)
    return fail(ErrorCode::unsupported,
                message("{}: calls inlined more than {} levels deep",
                        {sites_[outer].function, most_inlined_levels}));
  const auto index = static_cast<std::uint32_t>(sites_.size());
  Site site;
  site.outer = outer;
  site.level = sites_[outer].level + 1;
  site.function_begin = sites_[outer].function_begin;
  site.function_end = sites_[outer].function_end;
  site.function = tables_.function_name(id);
  HP_TRY(take_room(site.function.size()));
  if (const std::optional<Inlinee> known = tables_.inlinee(id))
    site.declared_at = known->line;
  sites_.push_back(std::move(site));
  HP_TRY(paint_site(index, id, cursor.take(cursor.remaining())));
  return index;
}

Expected<void> CodeViewReader::paint_site(std::uint32_t index,
                                          std::uint32_t inlinee_id,
                                          BytesView annotations) {
  const std::optional<Inlinee> inlinee = tables_.inlinee(inlinee_id);
  Site &site = sites_[index];
  for (const InlineSpan &span : HP_TRY(read_annotations(annotations))) {
    const std::uint64_t begin = site.function_begin + span.begin;
    const std::uint64_t end =
        std::min(site.function_begin + span.end, site.function_end);
    paint(site_at_, begin, end, index);
    if (!inlinee)
      continue;
    const std::int64_t line = inlinee->line + span.line_delta;
    if (line < 0 || line > line_mask)
      return fail(ErrorCode::malformed,
                  message("{}: inlined line is out of range", {site.function}));
    paint(site.places, begin, end,
          HP_TRY(add_place(span.file.value_or(inlinee->file),
                           static_cast<std::uint32_t>(line))));
  }
  return {};
}

void CodeViewReader::set_place(SourceFrame &frame, const AddressMap &map,
                               std::uint64_t address) const {
  const std::optional<std::uint32_t> index = map.at(address);
  if (!index)
    return;
  frame.file = files_.at(places_[*index].file);
  frame.line = places_[*index].line;
}

std::vector<SourceFrame>
CodeViewReader::frames_at(std::uint64_t address) const {
  std::vector<SourceFrame> frames;
  std::uint32_t index = site_at_.at(address).value_or(no_site);
  while (index != no_site) {
    const Site &site = sites_[index];
    SourceFrame frame{.function = site.function,
                      .file = {},
                      .line = 0,
                      .declared_at = site.declared_at};
    set_place(frame, site.outer == no_site ? function_places_ : site.places,
              address);
    frames.push_back(std::move(frame));
    index = site.outer;
  }
  if (frames.empty()) {
    frames.emplace_back();
    set_place(frames.back(), function_places_, address);
  }
  return frames;
}

Expected<std::vector<std::vector<LineRow>>> CodeViewReader::rows() {
  // Nothing gives the declaration of a function that is nowhere inlined; its
  // first row is its opening.
  for (Site &site : sites_)
    if (site.declared_at == 0 && site.outer == no_site)
      if (const std::optional<std::uint32_t> first =
              function_places_.at(site.function_begin))
        site.declared_at = places_[*first].line;

  std::ranges::sort(cuts_);
  RowBuilder builder;
  std::vector<std::vector<LineRow>> rows;
  for (const AddressRange &range : ranges_) {
    const auto begin = std::ranges::lower_bound(cuts_, range.begin);
    const auto end = std::ranges::lower_bound(cuts_, range.end);
    rows.push_back(HP_TRY(builder.build(
        range, begin < end ? std::vector(begin, end) : decltype(cuts_){},
        [this](std::uint64_t address) { return frames_at(address); })));
  }
  return rows;
}

} // namespace

Expected<std::vector<std::vector<LineRow>>>
read_codeview_lines(const LinkedDebug &debug,
                    std::span<const CodeRange> ranges) {
  const std::vector<Subsection> subsections = HP_TRY(cut_subsections(debug));
  CodeViewReader reader(debug, HP_TRY(CodeViewTables::read(debug, subsections)),
                        ranges);
  for (const Subsection &subsection : subsections) {
    if (subsection.kind == SubsectionKind::lines)
      HP_TRY(reader.read_lines(subsection.bytes));
    else if (subsection.kind == SubsectionKind::symbols)
      HP_TRY(reader.read_symbols(subsection.bytes));
  }
  return reader.rows();
}

} // namespace hotpatch
