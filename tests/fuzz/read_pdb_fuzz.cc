// Any bytes as a PDB: its names are read, or an Error says why not.
#include "formats/debug/pdb.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  const std::vector<hotpatch::Rva> sections = {0x1000, 0x5000, 0xfffff000};
  const auto pdb =
      hotpatch::read_pdb(std::as_bytes(std::span(data, size)), sections);
  if (!pdb)
    return 0;
  // What the contract promises of every answer.
  const hotpatch::ImageSymbols &symbols = pdb->symbols;
  if (!std::ranges::is_sorted(symbols.places, {}, &hotpatch::NamedPlace::rva) ||
      !std::ranges::is_sorted(symbols.contributions))
    std::abort();
  for (const hotpatch::NamedPlace &place : symbols.places)
    if (place.object != hotpatch::no_object &&
        place.object >= symbols.objects.size())
      std::abort();
  for (const hotpatch::Contribution &part : symbols.contributions)
    if (part.object >= symbols.objects.size())
      std::abort();
  return 0;
}
