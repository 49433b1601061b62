// Any text as a linker map: its names are read, or an Error says why not.
#include "formats/debug/linker_map.h"

#include "formats/core/bytes.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  const std::vector<hotpatch::Rva> sections = {0x1000, 0x5000};
  const auto map = hotpatch::read_linker_map(
      hotpatch::as_text(std::as_bytes(std::span(data, size))), 0x140000000,
      sections);
  if (!map)
    return 0;
  // What the contract promises of every answer.
  if (!std::ranges::is_sorted(map->places, {}, &hotpatch::NamedPlace::rva) ||
      !std::ranges::is_sorted(map->contributions))
    std::abort();
  for (const hotpatch::NamedPlace &place : map->places)
    if (place.object != hotpatch::no_object &&
        place.object >= map->objects.size())
      std::abort();
  return 0;
}
