// See codeview_type_symbols.h.  For the types themselves see codeview_types.cc.
#include "formats/debug/codeview_type_symbols.h"

#include "formats/core/cursor.h"
#include "formats/debug/message.h"

namespace hotpatch {
namespace {

// Source: microsoft-pdb cvinfo.h, SYM_ENUM_e.
enum class SymbolRecord : std::uint16_t {
  alias = 0x1108, // S_UDT
  local_data = 0x110c,
  global_data = 0x110d,
  local_procedure = 0x110f,
  global_procedure = 0x1110,
  local_procedure_id = 0x1146,
  global_procedure_id = 0x1147,
  local_procedure_dpc = 0x1155,
  local_procedure_dpc_id = 0x1156,
};

Expected<void> add_symbols(BytesView bytes, TypeSymbols &symbols) {
  for (const CodeViewRecord &record : HP_TRY(cut_records(bytes))) {
    Cursor cursor(record.bytes);
    const auto kind = static_cast<SymbolRecord>(record.kind);
    switch (kind) {
    case SymbolRecord::alias: {
      const std::uint32_t type = cursor.u32();
      symbols.aliases.push_back({.type = type, .name = cursor.text()});
      break;
    }
    case SymbolRecord::local_data:
    case SymbolRecord::global_data: {
      const std::uint32_t type = cursor.u32();
      cursor.take(4 + 2); // offset, section
      symbols.variables.push_back({.type = type, .name = cursor.text()});
      break;
    }
    case SymbolRecord::local_procedure:
    case SymbolRecord::local_procedure_id:
    case SymbolRecord::local_procedure_dpc:
    case SymbolRecord::local_procedure_dpc_id:
    case SymbolRecord::global_procedure:
    case SymbolRecord::global_procedure_id: {
      cursor.take(24); // parent, end, next, size, debug begin and end
      TypedProcedure procedure;
      procedure.type = cursor.u32();
      cursor.take(4 + 2 + 1); // offset, section, flags
      procedure.name = cursor.text();
      procedure.is_local = kind != SymbolRecord::global_procedure &&
                           kind != SymbolRecord::global_procedure_id;
      symbols.procedures.push_back(procedure);
      break;
    }
    default:
      break;
    }
    if (cursor.failed())
      return fail(ErrorCode::malformed,
                  message("symbol of kind {:#x} is cut short", {record.kind}));
  }
  return {};
}

} // namespace

Expected<TypeSymbols>
read_type_symbols(const std::vector<Subsection> &subsections) {
  TypeSymbols symbols;
  for (const Subsection &subsection : subsections)
    if (subsection.kind == SubsectionKind::symbols)
      HP_TRY(add_symbols(subsection.bytes, symbols));
  return symbols;
}

} // namespace hotpatch
