// PE: entries of .pdata and the UNWIND_INFO in .xdata that they lead to.
//
//   entry        begin, end, UNWIND_INFO (image-relative, 4 bytes each)
//   UNWIND_INFO  version and flags, size of prologue, number of codes, frame
//                register; codes of 2 bytes, an even number of them; then
//                with a handler: its RVA and what it reads,
//                chained: another entry, whose codes are to be undone too
//
// The codes are about registers and offsets in the function.  What a handler
// reads is known only to the handler:
//   __gxx_personality_seh0 and its C sibling   an LSDA, as in ELF
//   __C_specific_handler                       a table of image-relative places
//   __GSHandlerCheck                           offsets in the frame
//   __CxxFrameHandler3, 4                      refused: types thrown by MSVC's
//     run time are found from the image that holds the thrower's address, and a
//     payload that is mapped by hand is none (RtlPcToFileHeader)
// A handler is a field of its own kind, since RVAs are unsigned and its module
// may lie anywhere.
#include "formats/core/text.h"
#include "hpcompile/carried_unwind_forms.h"
#include "hpcompile/unwind_places.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace hotpatch {
namespace {

using namespace std::string_view_literals;
using FieldForm = UnwindPiece::FieldForm;

constexpr std::uint32_t word = 4, entry_size = 12;
constexpr unsigned exception_handler = 1, termination_handler = 2, chained = 4;

// What a handler reads behind its RVA.
enum class HandlerData {
  lsda,
  scopes,         // a count, then begin, end, filter or 1, target
  frame_check,    // flags and offsets of the security cookie
  scopes_checked, // both
  unknown,
};

HandlerData data_of(std::string_view handler) {
  if (handler == "__gxx_personality_seh0"sv ||
      handler == "__gcc_personality_seh0"sv)
    return HandlerData::lsda;
  if (handler == "__C_specific_handler"sv)
    return HandlerData::scopes;
  if (handler == "__GSHandlerCheck"sv)
    return HandlerData::frame_check;
  if (handler == "__GSHandlerCheck_SEH"sv)
    return HandlerData::scopes_checked;
  return HandlerData::unknown;
}

class PeCarrier {
public:
  PeCarrier(const Side &side, std::uint32_t function)
      : side_(side), object_(side.object()), function_(function),
        extents_(side.contents().functions[function]) {}

  Expected<CarriedUnwind> carry(const std::vector<PlacedRecord> &records);

private:
  // What one UNWIND_INFO becomes, while it is read.
  struct Info {
    SectionPlace place;
    BytesView bytes;        // from its begin to the section's end
    std::uint64_t size = 0; // of what is known to belong to it
    UnwindPiece piece = {};

    [[nodiscard]] SectionPlace at(std::uint64_t offset) const {
      return {place.section, place.offset + offset};
    }
  };

  [[nodiscard]] Expected<SectionPlace>
  info_place(const SectionPlace &field) const;
  Expected<Info> read_info(const PlacedRecord &record,
                           const SectionPlace &place);
  Expected<void> read_handler(const PlacedRecord &record, Info &info);
  Expected<void> read_lsda_of(const PlacedRecord &record, Info &info) const;
  Expected<void> read_scopes(Info &info) const;
  static Expected<void> read_frame_check(Info &info);
  Expected<void> read_chain(Info &info);
  Expected<void> set_chain_pieces();

  Expected<UnwindPiece::Field> code_field(const Info &info, std::uint64_t at,
                                          bool is_end) const;

  const Side &side_;
  const ObjectFile &object_;
  std::uint32_t function_;
  const Function &extents_;
  CarriedUnwind result_;
  std::map<SectionPlace, std::uint32_t> piece_of_info_;
  // Pieces that are chained, and the UNWIND_INFO that they are chained to.
  std::vector<std::pair<std::uint32_t, SectionPlace>> chains_;
};

std::unexpected<Error> cut_off(const SectionPlace &place,
                               std::string_view what) {
  return fail(ErrorCode::malformed, ".xdata: " + std::string(what) + " of " +
                                        hex(place.offset) + " is cut off");
}

// An image-relative field's place in unwind data.
Expected<SectionPlace> PeCarrier::info_place(const SectionPlace &field) const {
  const Relocation *relocation = relocation_at(object_, field);
  std::optional<SectionPlace> place =
      relocation && relocation->form == RelocationForm::image_relative
          ? place_of(object_, *relocation)
          : std::nullopt;
  if (!place || object_.sections[place->section].kind != SectionKind::unwind)
    return fail(ErrorCode::unsupported,
                ".pdata: the entry at " + hex(field.offset) +
                    " does not lead to unwind information in the object");
  if (place->offset % word != 0)
    return fail(ErrorCode::unsupported, ".pdata: the entry at " +
                                            hex(field.offset) +
                                            " leads to another entry");
  return *place;
}

Expected<UnwindPiece::Field>
PeCarrier::code_field(const Info &info, std::uint64_t at, bool is_end) const {
  const Relocation *relocation = relocation_at(object_, info.at(at));
  std::optional<SectionPlace> place =
      relocation && relocation->form == RelocationForm::image_relative
          ? place_of(object_, *relocation)
          : std::nullopt;
  std::uint32_t field_at = static_cast<std::uint32_t>(at);
  if (place) {
    std::optional<std::uint64_t> offset =
        is_end ? end_offset_in(extents_, *place) : offset_in(extents_, *place);
    if (offset)
      return is_end ? end_field(field_at, FieldForm::payload_rva, function_,
                                *offset)
                    : begin_field(field_at, FieldForm::payload_rva, function_,
                                  *offset);
    // A filter or a __finally block that is a function of its own.
    Target target = side_.resolve_place(
        place->section, static_cast<std::int64_t>(place->offset));
    if (!is_end && target.kind == Target::Kind::code && target.offset == 0) {
      UnwindPiece::Field field;
      field.at = field_at;
      field.form = FieldForm::payload_rva;
      field.target = target;
      return field;
    }
  }
  return fail(ErrorCode::unsupported, ".xdata: the field at " +
                                          hex(info.place.offset + at) +
                                          " does not lead into the function");
}

Expected<void> PeCarrier::read_lsda_of(const PlacedRecord &record,
                                       Info &info) const {
  Lsda lsda =
      HP_TRY(read_lsda(info.bytes.subspan(static_cast<std::size_t>(info.size)),
                       record.unwind.code.size()));
  std::uint32_t at = static_cast<std::uint32_t>(info.size);
  for (const UnwindPiece::Field &field :
       HP_TRY(type_fields(side_, lsda, info.at(at), at)))
    info.piece.fields.push_back(field);
  info.size += lsda.size;
  return {};
}

Expected<void> PeCarrier::read_scopes(Info &info) const {
  std::optional<std::uint32_t> count =
      read_int<std::uint32_t>(info.bytes, info.size);
  constexpr std::uint64_t scope_size = 16;
  if (!count || *count > (info.bytes.size() - info.size - word) / scope_size)
    return cut_off(info.place, "the scope table");
  std::uint64_t at = info.size + word;
  info.size = at + *count * scope_size;
  for (; at < info.size; at += scope_size) {
    info.piece.fields.push_back(HP_TRY(code_field(info, at, false)));
    info.piece.fields.push_back(HP_TRY(code_field(info, at + word, true)));
    // Without a relocation: 1, "handle all"; 0: a __finally block.
    for (std::uint64_t field : {at + 2 * word, at + 3 * word})
      if (relocation_at(object_, info.at(field)))
        info.piece.fields.push_back(HP_TRY(code_field(info, field, false)));
  }
  return {};
}

Expected<void> PeCarrier::read_frame_check(Info &info) {
  constexpr std::uint32_t has_alignment = 4;
  std::optional<std::uint32_t> flags =
      read_int<std::uint32_t>(info.bytes, info.size);
  std::uint64_t size = flags && (*flags & has_alignment) != 0 ? 3 * word : word;
  if (!slice(info.bytes, info.size, size))
    return cut_off(info.place, "the frame check");
  info.size += size;
  return {};
}

Expected<void> PeCarrier::read_handler(const PlacedRecord &record, Info &info) {
  const Relocation *relocation = relocation_at(object_, info.at(info.size));
  if (!slice(info.bytes, info.size, word) || !relocation ||
      relocation->form != RelocationForm::image_relative ||
      relocation->symbol == no_index)
    return fail(ErrorCode::malformed, ".xdata: unwind information at " +
                                          hex(info.place.offset) +
                                          " has no handler, as its flags say");
  UnwindPiece::Field field;
  field.at = static_cast<std::uint32_t>(info.size);
  field.form = FieldForm::payload_rva;
  field.target = side_.resolve(*relocation);
  field.is_handler = true;
  info.piece.fields.push_back(field);
  info.size += word;
  result_.has_handler = true;
  std::string_view name = object_.symbols[relocation->symbol].name;
  switch (data_of(name)) {
  case HandlerData::lsda:
    return read_lsda_of(record, info);
  case HandlerData::scopes:
    return read_scopes(info);
  case HandlerData::frame_check:
    return read_frame_check(info);
  case HandlerData::scopes_checked:
    HP_TRY(read_scopes(info));
    return read_frame_check(info);
  case HandlerData::unknown:
    break;
  }
  return fail(ErrorCode::unsupported,
              "exception handler " + std::string(name) +
                  ", whose tables cannot be carried into a payload");
}

Expected<void> PeCarrier::read_chain(Info &info) {
  if (!slice(info.bytes, info.size, entry_size))
    return cut_off(info.place, "the chained entry");
  info.piece.fields.push_back(HP_TRY(code_field(info, info.size, false)));
  info.piece.fields.push_back(HP_TRY(code_field(info, info.size + word, true)));
  UnwindPiece::Field field;
  field.at = static_cast<std::uint32_t>(info.size + 2 * word);
  field.form = FieldForm::payload_rva;
  chains_.emplace_back(static_cast<std::uint32_t>(result_.pieces.size()),
                       HP_TRY(info_place(info.at(field.at))));
  info.piece.fields.push_back(field);
  info.size += entry_size;
  return {};
}

Expected<PeCarrier::Info> PeCarrier::read_info(const PlacedRecord &record,
                                               const SectionPlace &place) {
  Info info{place, slice(object_.sections[place.section].bytes, place.offset,
                         object_.sections[place.section].bytes.size() -
                             std::min<std::uint64_t>(
                                 place.offset,
                                 object_.sections[place.section].bytes.size()))
                       .value_or(BytesView())};
  std::optional<std::uint32_t> header = read_int<std::uint32_t>(info.bytes, 0);
  if (!header)
    return cut_off(place, "unwind information");
  unsigned version = *header & 7, flags = *header >> 3 & 31;
  if (version != 1 && version != 2)
    return fail(ErrorCode::unsupported,
                ".xdata: unwind information at " + hex(place.offset) +
                    " has version " + std::to_string(version) +
                    ", expected 1 or 2");
  std::uint64_t codes = *header >> 16 & 0xff;
  info.size = word + (codes + 1) / 2 * word;
  if (info.size > info.bytes.size())
    return cut_off(place, "unwind information");
  if ((flags & chained) != 0 && (flags & ~chained) != 0)
    return fail(ErrorCode::malformed, ".xdata: unwind information at " +
                                          hex(place.offset) +
                                          " is chained and has a handler");
  if ((flags & (exception_handler | termination_handler)) != 0)
    HP_TRY(read_handler(record, info));
  else if ((flags & chained) != 0)
    HP_TRY(read_chain(info));
  BytesView own = info.bytes.first(static_cast<std::size_t>(info.size));
  info.piece.bytes.assign(own.begin(), own.end());
  HP_TRY(check_fields(object_,
                      {place.section, place.offset, place.offset + info.size},
                      info.piece));
  return info;
}

// Chained entries lead to the pieces of this function; round in circles they
// must not.
Expected<void> PeCarrier::set_chain_pieces() {
  std::map<std::uint32_t, std::uint32_t> next;
  for (const auto &[piece, place] : chains_) {
    auto found = piece_of_info_.find(place);
    if (found == piece_of_info_.end())
      return fail(ErrorCode::unsupported,
                  ".xdata: an entry is chained to unwind information at " +
                      hex(place.offset) + ", which is another function's");
    result_.pieces[piece].fields.back().piece = found->second;
    next[piece] = found->second;
  }
  // Each step away from what is not chained takes an entry out.
  for (auto [piece, to] : next)
    for (std::size_t steps = 0; next.contains(to); to = next[to])
      if (++steps > next.size())
        return fail(ErrorCode::malformed,
                    ".xdata: chained entries lead to each other");
  return {};
}

Expected<CarriedUnwind>
PeCarrier::carry(const std::vector<PlacedRecord> &records) {
  for (const PlacedRecord &record : records) {
    const Extent &entry = record.unwind.record;
    SectionPlace place =
        HP_TRY(info_place({entry.section, entry.begin + 2 * word}));
    Info info = HP_TRY(read_info(record, place));
    std::uint32_t piece = static_cast<std::uint32_t>(result_.pieces.size());
    piece_of_info_.emplace(place, piece);
    result_.ranges.push_back({record.begin, record.end(), piece});
    result_.pieces.push_back(std::move(info.piece));
  }
  HP_TRY(set_chain_pieces());
  return std::move(result_);
}

} // namespace

Expected<CarriedUnwind> carry_pe(const Side &side, std::uint32_t function,
                                 const std::vector<PlacedRecord> &records) {
  return PeCarrier(side, function).carry(records);
}

} // namespace hotpatch
