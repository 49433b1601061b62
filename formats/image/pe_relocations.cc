// Fields of a PE image that are not in memory as they are in the file, and the
// code that runs before anything can be patched.  See pe_reader.cc.
//
// Besides the loader, mingw's start-up code relocates: where a program uses a
// DLL's variable without `dllimport`, the linker writes a list of
// pseudo-relocations, { 0, 0, 1 } and then (IAT slot, field, width in bits)
// for each.  Symbols for it exist only in images that were not stripped, but
// the list cannot be mistaken: each record begins with the RVA of a slot.
//
// The dynamic value relocation table of the load configuration is not read: it
// is for kernel code and for ARM64X.  Where one has changed an image after all,
// memory differs from the file in a place that is not listed, and comparing
// says so: the safe side.
#include "formats/image/pe_reader.h"

#include "formats/core/text.h"

#include <algorithm>

namespace hotpatch {

Expected<void> PeReader::read_base_relocations() {
  BytesView table = HP_TRY(directory(relocation_directory));
  std::uint64_t at = 0;
  while (table.size() - at >= 8) {
    std::uint32_t page = read_int<std::uint32_t>(table, at).value_or(0);
    std::uint32_t size = read_int<std::uint32_t>(table, at + 4).value_or(0);
    if (size == 0)
      return {}; // padding up to the end of the section
    std::optional<BytesView> block = slice(table, at, size);
    if (!block || size < 8)
      return fail(ErrorCode::malformed, "base relocations: the block at " +
                                            hex(at) + " has " + hex(size) +
                                            " bytes, expected 8 to " +
                                            hex(table.size() - at));
    HP_TRY(read_relocation_block(page, block->subspan(8)));
    at += size;
  }
  return {};
}

Expected<void> PeReader::read_relocation_block(Rva page, BytesView entries) {
  constexpr unsigned absolute = 0, high_low = 3, dir64 = 10;
  for (std::size_t at = 0; at + 2 <= entries.size(); at += 2) {
    std::uint16_t entry = read_int<std::uint16_t>(entries, at).value_or(0);
    unsigned type = entry >> 12;
    if (type == absolute)
      continue; // fills the block
    std::uint64_t rva = std::uint64_t{page} + (entry & 0xfff);
    std::uint8_t width = type == dir64 ? 8 : 4;
    if ((type != dir64 && type != high_low) ||
        rva + width > image_.identity.size_of_image)
      return fail(ErrorCode::malformed,
                  "base relocations: type " + std::to_string(type) + " at " +
                      hex(rva) + ", expected 3 or 10 inside the image");
    image_.relocation_sites.push_back({static_cast<Rva>(rva), width});
  }
  return {};
}

void PeReader::find_pseudo_relocations() {
  constexpr std::size_t word = 4, record_size = 3 * word;
  std::vector<Rva> slots;
  for (const Slot &slot : image_.slots)
    slots.push_back(slot.rva);
  std::ranges::sort(slots);
  auto width_of = [&](BytesView record) -> std::uint8_t {
    std::uint32_t bits =
        read_int<std::uint32_t>(record, 2 * word).value_or(0) & 0xff;
    bool is_width = bits == 8 || bits == 16 || bits == 32 || bits == 64;
    std::uint64_t end =
        read_int<std::uint32_t>(record, word).value_or(0) + bits / 8ULL;
    if (!is_width || end > image_.identity.size_of_image ||
        !std::ranges::binary_search(
            slots, read_int<std::uint32_t>(record, 0).value_or(0)))
      return 0;
    return static_cast<std::uint8_t>(bits / 8);
  };
  for (const ImageSection &section : image_.sections) {
    if (section.is_code || slots.empty())
      continue;
    std::uint64_t at = 0;
    while (std::optional<BytesView> header =
               slice(section.bytes, at, record_size)) {
      at += word;
      if (read_int<std::uint64_t>(*header, 0).value_or(0) != 0 ||
          read_int<std::uint32_t>(*header, 2 * word).value_or(0) != 1)
        continue;
      std::uint64_t next = at - word + record_size;
      while (std::optional<BytesView> record =
                 slice(section.bytes, next, record_size)) {
        std::uint8_t width = width_of(*record);
        if (width == 0)
          break;
        image_.relocation_sites.push_back(
            {read_int<std::uint32_t>(*record, word).value_or(0), width});
        next += record_size;
        at = next;
      }
    }
  }
}

// GNU ld keeps .CRT apart; other linkers merge it into .rdata, where only the
// symbols __xi_a to __xc_z tell (code_pointers() of image.h).  GCC's own list
// of constructors is { -1, function ..., 0 }.
void PeReader::read_initializers() {
  for (const ImageSection &section : image_.sections)
    if (section.name == ".CRT")
      for (Rva rva :
           code_pointers(image_, section.rva, section.rva + section.size))
        image_.initializers.push_back(rva);
  auto list = std::ranges::find(image_.symbols.places, "__CTOR_LIST__",
                                &NamedPlace::name);
  if (list == image_.symbols.places.end())
    return;
  for (std::uint64_t at = list->rva + std::uint64_t{8};; at += 8) {
    std::optional<std::uint64_t> word = word_at<std::uint64_t>(at);
    std::optional<Rva> rva = word ? to_rva(*word) : std::nullopt;
    if (!rva)
      return;
    image_.initializers.push_back(*rva);
  }
}

} // namespace hotpatch
