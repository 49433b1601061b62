// Any bytes: read_object() must not crash, and what it yields must be valid in
// every index and extent, as object_file.h promises.
#include "formats/object/object_file.h"

#include <cstdint>
#include <cstdlib>

using namespace hotpatch;

namespace {

// A fuzzer's assert: it must hold in release builds too.
void require(bool condition) {
  if (!condition)
    std::abort();
}

void check_symbol(const ObjectFile &object, const Symbol &symbol) {
  bool is_placed = symbol.placement == Placement::in_section;
  require(is_placed == (symbol.section != no_index));
  if (!is_placed)
    return;
  require(symbol.section < object.sections.size());
  std::uint64_t end = object.sections[symbol.section].size;
  require(symbol.value <= end && symbol.size <= end - symbol.value);
}

void check_section(const ObjectFile &object, const Section &section) {
  require(std::has_single_bit(section.alignment));
  require(section.bytes.empty() || section.bytes.size() == section.size);
  require(section.comdat_symbol == no_index ||
          section.comdat_symbol < object.symbols.size());
  require(section.first_relocation <= object.relocations.size() &&
          section.relocation_count <=
              object.relocations.size() - section.first_relocation);
  std::uint64_t last = 0;
  for (const Relocation &relocation : object.relocations_of(section)) {
    std::uint64_t width = relocation.width ? relocation.width : 1;
    require(relocation.offset >= last);
    require(slice(section.bytes, relocation.offset, width).has_value());
    require(relocation.symbol == no_index ||
            relocation.symbol < object.symbols.size());
    last = relocation.offset;
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  Expected<ObjectFile> object =
      read_object(std::as_bytes(std::span(data, size)));
  if (!object) {
    require(!object.error().message.empty());
    return 0;
  }
  for (const Symbol &symbol : object->symbols)
    check_symbol(*object, symbol);
  for (const Section &section : object->sections)
    check_section(*object, section);
  for (const Relocation &relocation : object->relocations)
    require(!relocation_name(object->machine, relocation.type).empty());
  return 0;
}
