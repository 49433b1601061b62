// Places of an image from the streams of its PDB.
//
//   stream 1: the identity                 stream 3 (DBI): modules,
//   contributions publics, globals ──> records           one stream per module:
//   its symbols
//
// LLVM's native reader was not used.  It is made for debuggers, answers lazily
// and trusts what hostile files can bend: a PDB whose type stream is empty ends
// llvm-pdbutil 19.1 with a signal.  Everything would have to be checked before
// it is called, and what is needed here is five tables.
//
// For the container see msf.cc, for DBI, publics and globals pdb_tables.cc, for
// how publics and symbols become places pdb_places.cc.
#include "formats/debug/pdb.h"

#include "formats/core/cursor.h"
#include "formats/debug/codeview_tables.h"
#include "formats/debug/message.h"
#include "formats/debug/msf.h"
#include "formats/debug/pdb_places.h"
#include "formats/debug/pdb_tables.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::uint32_t info_stream = 1, dbi_stream = 3;
constexpr std::uint32_t module_signature = 4; // CV_SIGNATURE_C13
constexpr std::uint32_t public_code = 1, public_function = 2;

// Source: microsoft-pdb cvinfo.h, SYM_ENUM_e.
enum class SymbolRecord : std::uint16_t {
  thunk = 0x1102,
  local_data = 0x110c,
  global_data = 0x110d,
  public_symbol = 0x110e,
  local_procedure = 0x110f,
  global_procedure = 0x1110,
  local_procedure_id = 0x1146,
  global_procedure_id = 0x1147,
  local_procedure_dpc = 0x1155,
  local_procedure_dpc_id = 0x1156,
};

struct SectionOffset {
  std::uint16_t section = 0; // from 1
  std::uint32_t offset = 0;
};

struct Symbol {
  SectionOffset at;
  NamedPlace place; // but for the RVA
};

// The symbol that a record describes; nothing for records of other kinds.
// malformed: the record is cut short.
Expected<std::optional<Symbol>> read_symbol(const CodeViewRecord &record) {
  Cursor cursor(record.bytes);
  Symbol symbol;
  NamedPlace &place = symbol.place;
  const auto read_place = [&] {
    symbol.at.offset = cursor.u32();
    symbol.at.section = cursor.u16();
  };
  switch (const auto kind = static_cast<SymbolRecord>(record.kind)) {
  case SymbolRecord::thunk:
    place.kind = PlaceKind::function;
    cursor.take(12); // parent, end, next
    read_place();
    place.size = cursor.u16();
    cursor.u8(); // ordinal
    break;
  case SymbolRecord::local_data:
  case SymbolRecord::global_data:
    place.kind = PlaceKind::data;
    place.is_local = kind == SymbolRecord::local_data;
    cursor.u32(); // type
    read_place();
    break;
  case SymbolRecord::public_symbol: {
    const std::uint32_t flags = cursor.u32();
    if ((flags & (public_code | public_function)) != 0)
      place.kind = PlaceKind::function;
    read_place();
    break;
  }
  case SymbolRecord::local_procedure:
  case SymbolRecord::local_procedure_id:
  case SymbolRecord::local_procedure_dpc:
  case SymbolRecord::local_procedure_dpc_id:
    place.is_local = true;
    [[fallthrough]];
  case SymbolRecord::global_procedure:
  case SymbolRecord::global_procedure_id:
    place.kind = PlaceKind::function;
    cursor.take(12);
    place.size = cursor.u32();
    cursor.take(12); // debug begin and end, type
    read_place();
    cursor.u8(); // flags
    break;
  default:
    return std::nullopt;
  }
  place.name = cursor.text();
  if (cursor.failed())
    return fail(ErrorCode::malformed,
                message("symbol of kind {:#x} is cut short", {record.kind}));
  return symbol;
}

class PdbReader {
public:
  explicit PdbReader(const std::vector<Rva> &section_rvas)
      : section_rvas_(section_rvas) {}

  Expected<PdbSymbols> read(BytesView pdb) {
    const MsfFile file = HP_TRY(MsfFile::read(pdb));
    HP_TRY(read_identity(file));
    PdbTables tables = HP_TRY(tables_of(file));
    result_.age = tables.age;
    result_.symbols.source = "pdb";
    HP_TRY(add_contributions(tables));
    HP_TRY(add_records(file, tables));
    HP_TRY(add_modules(file, tables));
    result_.symbols.places =
        join_publics(std::move(publics_), std::move(symbols_));
    return std::move(result_);
  }

private:
  Expected<void> read_identity(const MsfFile &file) {
    const std::string bytes = HP_TRY(file.stream(info_stream));
    Cursor cursor(as_bytes(bytes));
    cursor.take(12); // version, time stamp, age of the type information
    const BytesView guid = cursor.take(result_.guid.size());
    if (cursor.failed())
      return fail(ErrorCode::malformed,
                  message("PDB stream 1: no GUID in {} bytes", {bytes.size()}));
    std::ranges::copy(guid, result_.guid.begin());
    return {};
  }

  static Expected<PdbTables> tables_of(const MsfFile &file) {
    const std::string bytes = HP_TRY(file.stream(dbi_stream));
    Expected<PdbTables> tables = read_pdb_tables(as_bytes(bytes));
    if (!tables)
      return std::unexpected(std::move(tables).error().at("PDB stream 3"));
    return tables;
  }

  // Nothing for an absolute symbol, which linkers put into the section after
  // the last, and for section 0: code that was dropped.
  Expected<std::optional<Rva>> rva_of(const SectionOffset &at) const {
    if (at.section == 0 || at.section == section_rvas_.size() + 1)
      return std::nullopt;
    if (at.section > section_rvas_.size())
      return fail(ErrorCode::malformed,
                  message("place {:#x} in section {} of an image with {}",
                          {at.offset, at.section, section_rvas_.size()}));
    const std::uint64_t rva =
        std::uint64_t{section_rvas_[at.section - 1U]} + at.offset;
    if (rva > 0xffffffff)
      return fail(ErrorCode::malformed,
                  message("place {:#x} in section {} is past 4 GiB",
                          {at.offset, at.section}));
    return static_cast<Rva>(rva);
  }

  Expected<void> add_contributions(const PdbTables &tables) {
    for (const PdbContribution &part : tables.contributions) {
      const std::optional<Rva> rva =
          HP_TRY(rva_of({.section = part.section, .offset = part.offset}));
      if (rva && part.size > 0)
        result_.symbols.contributions.push_back(
            {.rva = *rva, .size = part.size, .object = part.module});
    }
    std::ranges::sort(result_.symbols.contributions);
    return {};
  }

  std::uint32_t object_at(Rva rva) const {
    const std::vector<Contribution> &parts = result_.symbols.contributions;
    const auto next =
        std::ranges::upper_bound(parts, rva, {}, &Contribution::rva);
    if (next == parts.begin() ||
        rva - std::prev(next)->rva >= std::prev(next)->size)
      return no_object;
    return std::prev(next)->object;
  }

  Expected<void> add(Symbol symbol, std::vector<NamedPlace> &to) const {
    const std::optional<Rva> rva = HP_TRY(rva_of(symbol.at));
    if (!rva)
      return {};
    symbol.place.rva = *rva;
    if (symbol.place.object == no_object)
      symbol.place.object = object_at(*rva);
    to.push_back(std::move(symbol.place));
    return {};
  }

  static Expected<std::vector<std::uint32_t>>
  live_records(const MsfFile &file, const PdbTables &tables) {
    std::vector<std::uint32_t> live;
    if (tables.publics_stream != no_stream) {
      const std::string bytes = HP_TRY(file.stream(tables.publics_stream));
      live = HP_TRY(read_public_offsets(as_bytes(bytes)));
    }
    if (tables.globals_stream != no_stream) {
      const std::string bytes = HP_TRY(file.stream(tables.globals_stream));
      std::ranges::copy(HP_TRY(read_global_offsets(as_bytes(bytes))),
                        std::back_inserter(live));
      std::ranges::sort(live);
    }
    return live;
  }

  // Publics, and the data that only the globals have.
  Expected<void> add_records(const MsfFile &file, const PdbTables &tables) {
    if (tables.records_stream == no_stream)
      return {};
    const std::vector<std::uint32_t> live = HP_TRY(live_records(file, tables));
    const std::string bytes = HP_TRY(file.stream(tables.records_stream));
    std::size_t offset = 0;
    auto next = live.begin();
    for (const CodeViewRecord &record : HP_TRY(cut_records(as_bytes(bytes)))) {
      const bool is_live = next != live.end() && *next == offset;
      while (next != live.end() && *next == offset)
        ++next;
      if (next != live.end() && *next < offset)
        break;
      offset += 4 + record.bytes.size();
      if (is_live)
        HP_TRY(add_record(record));
    }
    if (next != live.end())
      return fail(ErrorCode::malformed,
                  message("no symbol begins at {:#x} of the records", {*next}));
    return {};
  }

  Expected<void> add_record(const CodeViewRecord &record) {
    std::optional<Symbol> symbol = HP_TRY(read_symbol(record));
    const auto kind = static_cast<SymbolRecord>(record.kind);
    if (!symbol || kind == SymbolRecord::local_data) // its module has it too
      return {};
    return add(std::move(*symbol),
               kind == SymbolRecord::public_symbol ? publics_ : symbols_);
  }

  Expected<void> add_modules(const MsfFile &file, PdbTables &tables) {
    std::vector<bool> is_taken(file.stream_count());
    for (std::size_t i = 0; i < tables.modules.size(); ++i) {
      PdbModule &module = tables.modules[i];
      if (module.stream != no_stream && module.symbol_bytes > 0) {
        // Else a hostile file has one stream read by every module.
        if (module.stream < is_taken.size() && is_taken[module.stream])
          return fail(ErrorCode::malformed,
                      message("module {}: another one has stream {} too",
                              {i, module.stream}));
        const std::string bytes = HP_TRY(file.stream(module.stream));
        is_taken[module.stream] = true;
        Expected<void> added =
            add_module(bytes, module, static_cast<std::uint32_t>(i));
        if (!added)
          return std::unexpected(std::move(added).error().at(
              message("module {} ({})", {i, module.name})));
      }
      result_.symbols.objects.push_back(std::move(module.name));
    }
    return {};
  }

  Expected<void> add_module(std::string_view bytes, const PdbModule &module,
                            std::uint32_t object) {
    Cursor cursor(as_bytes(bytes));
    Cursor symbols(cursor.take(module.symbol_bytes));
    const std::uint32_t signature = symbols.u32();
    if (cursor.failed() || signature != module_signature)
      return fail(ErrorCode::malformed,
                  message("{} bytes of symbols in a stream of {}, signature {}",
                          {module.symbol_bytes, bytes.size(), signature}));
    for (const CodeViewRecord &record :
         HP_TRY(cut_records(symbols.take(symbols.remaining())))) {
      std::optional<Symbol> symbol = HP_TRY(read_symbol(record));
      if (!symbol)
        continue;
      symbol->place.object = object;
      HP_TRY(add(std::move(*symbol), symbols_));
    }
    return {};
  }

  const std::vector<Rva> &section_rvas_;
  PdbSymbols result_;
  std::vector<NamedPlace> publics_, symbols_;
};

} // namespace

Expected<PdbSymbols> read_pdb(BytesView pdb,
                              const std::vector<Rva> &section_rvas) {
  return PdbReader(section_rvas).read(pdb);
}

} // namespace hotpatch
