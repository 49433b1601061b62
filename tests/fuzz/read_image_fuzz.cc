// Any bytes: read_image() must not crash, and what it yields must be valid in
// every place and extent, sorted, and findable, as image.h promises.
#include "formats/image/image.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace hotpatch;

namespace {

// A fuzzer's assert: it must hold in release builds too.
void require(bool condition) {
  if (!condition)
    std::abort();
}

void require_inside(const Image &image, std::uint64_t rva, std::uint64_t size) {
  require(rva < image.identity.size_of_image);
  require(size <= image.identity.size_of_image - rva);
}

void check_sections(const Image &image) {
  require(std::ranges::is_sorted(image.sections, {}, &ImageSection::rva));
  std::uint64_t end = 0;
  for (const ImageSection &section : image.sections) {
    require_inside(image, section.rva, section.has_place() ? section.size : 0);
    require(section.size > 0 && section.bytes.size() <= section.size);
    if (!section.has_place())
      continue;
    require(section.rva >= end);
    end = std::uint64_t{section.rva} + section.size;
    require(image.section_at(section.rva) == &section);
    require(image.section_at(static_cast<Rva>(end - 1)) == &section);
  }
}

void check_slots(const Image &image) {
  require(std::ranges::is_sorted(image.slots, {}, &Slot::rva));
  require(std::ranges::is_sorted(image.thunks, {}, &Thunk::rva));
  for (const Slot &slot : image.slots) {
    require_inside(image, slot.rva,
                   slot.kind == SlotKind::tls_descriptor ? 16 : 8);
    require(image.slot_at(slot.rva) == &slot);
  }
  for (const Thunk &thunk : image.thunks) {
    require(image.bytes_at(thunk.rva, thunk.size).has_value());
    require(image.slot_at(thunk.slot) != nullptr);
    require(image.thunk_at(thunk.rva) == &thunk);
  }
  for (const RelocationSite &site : image.relocation_sites)
    require_inside(image, site.rva, site.width);
  require(
      std::ranges::is_sorted(image.relocation_sites, {}, &RelocationSite::rva));
}

void check_places(const Image &image) {
  for (const Export &entry : image.exports)
    require_inside(image, entry.rva, 0);
  for (const UnwindRange &range : image.unwind) {
    require(range.begin < range.end);
    require_inside(image, range.begin, range.end - range.begin);
    require_inside(image, range.info, 0);
  }
  require(std::ranges::is_sorted(image.unwind, {}, &UnwindRange::begin));
  for (Rva rva : image.initializers)
    require_inside(image, rva, 0);
  const std::vector<NamedPlace> &places = image.symbols.places;
  require(std::ranges::is_sorted(places, {}, &NamedPlace::rva));
  for (const NamedPlace &place : places) {
    require_inside(image, place.rva, place.size);
    require(!place.name.empty());
    require(place.object == no_object ||
            place.object < image.symbols.objects.size());
  }
  for (const Contribution &part : image.symbols.contributions)
    require_inside(image, part.rva, part.size);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  Expected<Image> image = read_image(std::as_bytes(std::span(data, size)));
  if (!image) {
    require(!image.error().message.empty());
    return 0;
  }
  require(image->entry_point < image->identity.size_of_image);
  require(image->tls_begin < image->identity.size_of_image);
  require(image->tls_index < image->identity.size_of_image);
  check_sections(*image);
  check_slots(*image);
  check_places(*image);
  return 0;
}
