// What CodeView symbols and lines refer to by number: files, inlined functions
// and their names; and how .debug$S is cut.
#ifndef HOTPATCH_FORMATS_DEBUG_CODEVIEW_TABLES_H
#define HOTPATCH_FORMATS_DEBUG_CODEVIEW_TABLES_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/debug/linked_debug.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

// Source: microsoft-pdb cvinfo.h, DEBUG_S_SUBSECTION_TYPE.
enum class SubsectionKind : std::uint32_t {
  symbols = 0xf1,
  lines = 0xf2,
  strings = 0xf3,
  checksums = 0xf4,
  inlinee_lines = 0xf6,
};

struct Subsection {
  SubsectionKind kind{};
  BytesView bytes;
};

// A record of .debug$T or of a symbols subsection: u16 length, u16 kind, data.
struct CodeViewRecord {
  std::uint16_t kind = 0;
  BytesView bytes;
};

// All subsections of all .debug$S sections, in order.  The views point into
// `debug`.  malformed: a section or subsection is cut short.
Expected<std::vector<Subsection>> cut_subsections(const LinkedDebug &debug);

// malformed: a record is cut short.
Expected<std::vector<CodeViewRecord>> cut_records(BytesView bytes);

// Where an inlined function begins.
struct Inlinee {
  std::uint32_t file = 0; // offset in the checksums
  std::uint32_t line = 0;
};

class CodeViewTables {
public:
  // `debug` and what `subsections` point to must outlive the value.
  static Expected<CodeViewTables>
  read(const LinkedDebug &debug, const std::vector<Subsection> &subsections);

  // The name of the file whose entry is at `checksum` of the checksums.
  // malformed: there is none.
  [[nodiscard]] Expected<std::string> file_name(std::uint32_t checksum) const;

  [[nodiscard]] std::optional<Inlinee> inlinee(std::uint32_t function_id) const;

  // The function's name with its scope; "inlinee 0x1003" if the types do not
  // tell it.
  [[nodiscard]] std::string function_name(std::uint32_t function_id) const;

private:
  Expected<void> add_inlinees(BytesView bytes);
  [[nodiscard]] const CodeViewRecord *type(std::uint32_t index) const;
  [[nodiscard]] std::string scope_of(std::uint32_t type_index) const;

  BytesView strings_;
  BytesView checksums_;
  std::map<std::uint32_t, Inlinee> inlinees_; // by function id
  std::vector<CodeViewRecord> types_;         // types_[0] has index 0x1000
};

} // namespace hotpatch

#endif
