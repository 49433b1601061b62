// Sections of an ELF image, and what only they lead to: notes of a debug file
// and .gnu_debuglink.  See elf_image_reader.cc.
//
// A section's bytes are those that the segments load at its address, whatever
// its header says about the file.  Sections may not overlap, except that .tbss
// takes no place: the addresses behind it belong to what follows.
#include "formats/core/place.h"
#include "formats/core/text.h"
#include "formats/image/debug_link.h"
#include "formats/image/elf_constants.h"
#include "formats/image/elf_image_reader.h"
#include "formats/image/unread.h"

#include <algorithm>

namespace hotpatch {

Expected<void>
ElfImageReader::read_section_headers(const ElfFileHeader &header) {
  std::uint64_t count = header.section_count;
  name_section_ = header.name_section;
  if (header.section_offset == 0)
    return {};
  // Section 0 holds the numbers that do not fit into the header.
  if (std::optional<BytesView> first =
          slice(bytes_, header.section_offset, Layout::section_size)) {
    ElfSectionHeader null_section =
        Layout::section(first->first<Layout::section_size>());
    count = count ? count : null_section.size;
    if (name_section_ == elf::SHN_XINDEX)
      name_section_ = null_section.link;
  }
  std::optional<BytesView> table;
  if (count <= bytes_.size() / Layout::section_size)
    table = slice(bytes_, header.section_offset, count * Layout::section_size);
  if (!table || header.section_entry_size != Layout::section_size)
    return fail(ErrorCode::malformed,
                "section headers: " + std::to_string(count) + " of " +
                    std::to_string(header.section_entry_size) + " bytes at " +
                    hex(header.section_offset) +
                    ", expected 64 bytes each inside the file");
  for (std::size_t i = 0; i < count; ++i)
    headers_.push_back(
        Layout::section(record_at<Layout::section_size>(*table, i)));
  names_.resize(count);
  if (name_section_ == 0 || name_section_ >= count)
    return {};
  StringTable strings =
      HP_TRY(StringTable::create(HP_TRY(contents(name_section_))));
  for (std::size_t i = 1; i < count; ++i) {
    std::optional<std::string_view> name = strings.take(headers_[i].name);
    if (!name)
      return std::unexpected(
          strings.explain(headers_[i].name).at(section_place(i, "")));
    names_[i] = *name;
  }
  return {};
}

// Whether all code is in sections without bytes.
bool ElfImageReader::has_code_only_in_memory() const {
  auto is_code = [](const ElfSectionHeader &header) {
    return header.flags & elf::SHF_ALLOC && header.flags & elf::SHF_EXECINSTR &&
           header.size != 0;
  };
  return std::ranges::any_of(headers_, is_code) &&
         std::ranges::none_of(headers_, [&](const ElfSectionHeader &header) {
           return is_code(header) && header.type != elf::SHT_NOBITS;
         });
}

Expected<void> ElfImageReader::read_sections() {
  for (std::uint32_t number = 1; number < headers_.size(); ++number) {
    if (!(headers_[number].flags & elf::SHF_ALLOC) ||
        headers_[number].size == 0)
      continue;
    Expected<ImageSection> section = read_section(number);
    if (!section)
      return std::unexpected(std::move(section).error().at(place(number)));
    image_.sections.push_back(*section);
  }
  if (headers_.empty())
    for (const Load &load : loads_)
      image_.sections.push_back({.rva = load.rva,
                                 .size = load.size,
                                 .bytes = load.bytes,
                                 .is_code = (load.flags & elf::PF_X) != 0,
                                 .is_writable = (load.flags & elf::PF_W) != 0});
  auto key = [](const ImageSection &section) {
    return std::pair(section.rva, section.has_place());
  };
  std::ranges::stable_sort(image_.sections, {}, key);
  std::uint64_t end = 0;
  unsigned without_place = 0;
  for (const ImageSection &section : image_.sections) {
    if (!section.has_place()) {
      ++without_place;
      continue;
    }
    if (section.rva < end)
      return fail(ErrorCode::malformed, "section " + quoted_name(section.name) +
                                            ": begins at " + hex(section.rva) +
                                            ", inside of another one");
    end = std::uint64_t{section.rva} + section.size;
  }
  // Looking up an address steps over them.
  constexpr unsigned max_without_place = 16;
  if (without_place > max_without_place)
    return fail(ErrorCode::malformed,
                "there are " + std::to_string(without_place) +
                    " sections of zero TLS data, expected at most " +
                    std::to_string(max_without_place));
  return {};
}

Expected<ImageSection>
ElfImageReader::read_section(std::uint32_t number) const {
  const ElfSectionHeader &header = headers_[number];
  ImageSection section{.name = names_[number],
                       .is_code = (header.flags & elf::SHF_EXECINSTR) != 0,
                       .is_writable = (header.flags & elf::SHF_WRITE) != 0,
                       .is_tls = (header.flags & elf::SHF_TLS) != 0};
  bool has_bytes = header.type != elf::SHT_NOBITS && !is_symbol_file_;
  std::optional<Rva> rva = to_rva(header.address);
  // Zero TLS data have no place, and may be said to begin where the image ends.
  if (!rva && section.is_tls && !has_bytes &&
      header.address - image_.preferred_base == image_.identity.size_of_image)
    rva = image_.identity.size_of_image - 1;
  std::uint64_t room =
      !rva ? 0
      : section.is_tls && !has_bytes
          ? max_image_size - 1 // has no place
          : image_.identity.size_of_image - std::uint64_t{*rva};
  if (!rva || header.size > room)
    return fail(ErrorCode::malformed, hex(header.size) + " bytes at " +
                                          hex(header.address) +
                                          " are outside of the image");
  section.rva = *rva;
  section.size = static_cast<std::uint32_t>(header.size);
  if (!has_bytes)
    return section;
  std::optional<BytesView> bytes = slice(bytes_from(*rva), 0, header.size);
  if (!bytes)
    return fail(ErrorCode::malformed, hex(header.size) + " bytes at " +
                                          hex(header.address) +
                                          " are in no segment of the file");
  section.bytes = *bytes;
  return section;
}

// The build-id is loaded, but in a debug file only its section tells where it
// is; .gnu_debuglink is never loaded.
void ElfImageReader::read_unloaded_sections() {
  for (std::uint32_t number = 1; number < headers_.size(); ++number) {
    const ElfSectionHeader &header = headers_[number];
    Expected<BytesView> bytes = contents(number);
    if (bytes && header.type == elf::SHT_NOTE)
      read_notes(*bytes, header.alignment);
    if (bytes && names_[number] == ".gnu_debuglink")
      read_debug_link(*bytes, image_);
  }
  if (!headers_.empty())
    return;
  for (const ElfSegment &segment : segments_)
    if (segment.type == elf::PT_NOTE)
      if (std::optional<BytesView> bytes =
              slice(bytes_, segment.offset, segment.file_size))
        read_notes(*bytes, segment.alignment);
}

// Sizes of name and description and a type; name and description are padded.
// Sections that show the same notes again and again are not read again and
// again.
void ElfImageReader::read_notes(BytesView notes, std::uint64_t alignment) {
  if (notes.size() > note_allowance_)
    return;
  note_allowance_ -= notes.size();
  std::uint64_t mask = alignment == 8 ? 7 : 3;
  for (std::uint64_t at = 0; image_.identity.build_id.empty();) {
    auto name_size = read_int<std::uint32_t>(notes, at);
    auto size = read_int<std::uint32_t>(notes, at + 4);
    auto type = read_int<std::uint32_t>(notes, at + 8);
    if (!name_size || !size || !type)
      return;
    std::uint64_t begin = (at + 12 + *name_size + mask) & ~mask;
    std::optional<BytesView> name = slice(notes, at + 12, *name_size);
    std::optional<BytesView> description = slice(notes, begin, *size);
    if (!name || !description)
      return;
    if (*type == elf::NT_GNU_BUILD_ID &&
        as_text(*name) == std::string_view("GNU\0", 4))
      image_.identity.build_id.assign(description->begin(), description->end());
    at = (begin + *size + mask) & ~mask;
  }
}

Expected<BytesView> ElfImageReader::contents(std::uint32_t number) const {
  const ElfSectionHeader &header = headers_[number];
  if (header.type == elf::SHT_NOBITS)
    return BytesView();
  if (std::optional<BytesView> bytes =
          slice(bytes_, header.offset, header.size))
    return *bytes;
  return fail(ErrorCode::malformed,
              place(number) + ": " +
                  past_end(header.offset, header.size, bytes_.size()));
}

std::string ElfImageReader::place(std::uint32_t number) const {
  return section_place(number, names_[number]);
}

} // namespace hotpatch
