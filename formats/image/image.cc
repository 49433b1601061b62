// Looking things up in an image, and what both formats' readers leave to do.
//
// The readers put down what they find in the file's order, duplicates included;
// sorting is done here, once.  Of two slots at the same place, which only a
// damaged file has, the first counts.
#include "formats/image/image.h"

#include "formats/image/elf_image_reader.h"
#include "formats/image/pe_reader.h"
#include "formats/image/thunks.h"
#include "formats/image/unread.h"

#include <algorithm>
#include <tuple>

namespace hotpatch {
namespace {

using namespace std::string_view_literals;

template <typename T, typename Key>
void sort_unique(std::vector<T> &list, Key key) {
  std::ranges::stable_sort(list, {}, key);
  auto rest = std::ranges::unique(list, {}, key);
  list.erase(rest.begin(), rest.end());
}

template <typename T> const T *find_at(const std::vector<T> &list, Rva rva) {
  auto found = std::ranges::lower_bound(list, rva, {}, &T::rva);
  return found != list.end() && found->rva == rva ? &*found : nullptr;
}

bool is_object(BytesView bytes) {
  std::string_view text = as_text(bytes);
  constexpr std::uint16_t coff_machines[] = {0x8664, 0x14c, 0xaa64, 0xa641};
  auto machine = read_int<std::uint16_t>(bytes, 0);
  return text.starts_with("!<arch>\n") || text.starts_with("!<thin>\n") ||
         text.starts_with("\0\0\xff\xff"sv) || text.starts_with("BC\xc0\xde") ||
         (machine && std::ranges::count(coff_machines, *machine) != 0);
}

Expected<Image> read_any(BytesView bytes) {
  std::string_view text = as_text(bytes);
  if (text.starts_with("\x7f"
                       "ELF"))
    return ElfImageReader::read(bytes);
  if (text.starts_with("MZ"))
    return PeReader::read(bytes);
  if (is_object(bytes))
    return refuse_object();
  return fail(ErrorCode::malformed, "is neither a PE nor an ELF image",
              "give an EXE, DLL, executable or shared object");
}

} // namespace

Expected<Image> read_image(BytesView bytes) {
  Image image = HP_TRY(read_any(bytes));
  sort_unique(image.slots, &Slot::rva);
  sort_unique(image.relocation_sites, [](const RelocationSite &site) {
    return std::pair(site.rva, site.width);
  });
  sort_unique(image.unwind, [](const UnwindRange &range) {
    return std::tuple(range.begin, range.end, range.info);
  });
  sort_unique(image.exports, [](const Export &entry) {
    return std::tuple(entry.name, entry.ordinal, entry.rva);
  });
  sort_unique(image.initializers, std::identity());
  image.thunks = find_thunks(image);
  return image;
}

const ImageSection *Image::section_at(Rva rva) const {
  auto at = std::ranges::upper_bound(sections, rva, {}, &ImageSection::rva);
  while (at != sections.begin()) {
    --at;
    if (at->has_place())
      return rva - at->rva < at->size ? &*at : nullptr;
  }
  return nullptr;
}

std::optional<BytesView> Image::bytes_at(Rva rva, std::uint64_t size) const {
  const ImageSection *section = section_at(rva);
  return section ? slice(section->bytes, rva - section->rva, size)
                 : std::nullopt;
}

const Slot *Image::slot_at(Rva rva) const { return find_at(slots, rva); }

const Thunk *Image::thunk_at(Rva rva) const { return find_at(thunks, rva); }

std::vector<Rva> code_pointers(const Image &image, Rva begin, Rva end) {
  std::vector<Rva> pointers;
  for (std::uint64_t at = begin; at + 8 <= end; at += 8) {
    std::optional<BytesView> word = image.bytes_at(static_cast<Rva>(at), 8);
    if (!word)
      break;
    std::uint64_t rva =
        read_int<std::uint64_t>(*word, 0).value_or(0) - image.preferred_base;
    if (rva >= image.identity.size_of_image)
      continue;
    const ImageSection *section = image.section_at(static_cast<Rva>(rva));
    if (section && section->is_code)
      pointers.push_back(static_cast<Rva>(rva));
  }
  return pointers;
}

} // namespace hotpatch
