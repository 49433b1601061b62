// ELF64 images: headers, segments, code, TLS.  Sections and notes are in
// elf_sections.cc, the dynamic section in elf_dynamic.cc, its relocations in
// elf_slots.cc, symbols in elf_image_symbols.cc, .eh_frame in eh_frame.cc.
//
// The segments say what is in memory, and everything that runs is found through
// them: section headers may be missing, or lie.  Sections only cut what the
// segments load into named parts with finer permissions (old linkers put
// read-only data into the executable segment).
//
// A separate debug file has the sections and segments of its image, but code is
// SHT_NOBITS, and what its segments say about the file may be stale (elfutils
// leaves them).  Of such a file only the symbols are read.
//
// Segments must ascend, lie apart from each other and together be no longer
// than the file; then whatever is linear in what is loaded is linear in the
// file.
#include "formats/image/elf_image_reader.h"

#include "formats/core/place.h"
#include "formats/core/text.h"
#include "formats/image/code_parts.h"
#include "formats/image/eh_frame.h"
#include "formats/image/elf_constants.h"
#include "formats/image/unread.h"

#include <algorithm>

namespace hotpatch {
namespace {

constexpr std::uint64_t page = 0x1000;

} // namespace

Expected<Image> ElfImageReader::read(BytesView bytes) {
  ElfImageReader reader(bytes);
  HP_TRY(reader.read_header());
  HP_TRY(reader.read_loads());
  HP_TRY(reader.read_sections());
  HP_TRY(reader.read_code());
  HP_TRY(reader.read_tls());
  reader.read_unloaded_sections();
  if (!reader.is_symbol_file_) {
    HP_TRY(reader.read_dynamic());
    HP_TRY(reader.read_relocations());
    HP_TRY(reader.read_initializers());
    HP_TRY(reader.read_exports());
    HP_TRY(reader.read_unwind());
  }
  HP_TRY(reader.read_symbols());
  return std::move(reader.image_);
}

Expected<void> ElfImageReader::read_header() {
  auto width = read_int<std::uint8_t>(bytes_, 4);
  auto order = read_int<std::uint8_t>(bytes_, 5);
  auto machine = read_int<std::uint16_t>(bytes_, 18);
  if (machine && order == 1 && *machine != elf::EM_X86_64 && width == 2)
    return refuse_machine(*machine);
  if (width == 1)
    return refuse_32_bit();
  if (order == 2)
    return refuse_machine(machine ? std::byteswap(*machine) : 0);
  std::optional<BytesView> start = slice(bytes_, 0, Layout::file_header_size);
  if (!start)
    return fail(ErrorCode::malformed, "ELF header: the file ends after " +
                                          std::to_string(bytes_.size()) +
                                          " bytes, expected 64");
  if (width != 2 || order != 1)
    return fail(ErrorCode::malformed,
                "ELF header: class and byte order are " +
                    std::to_string(width.value_or(0)) + " and " +
                    std::to_string(order.value_or(0)) + ", expected 2 and 1");
  ElfFileHeader header =
      Layout::file_header(start->first<Layout::file_header_size>());
  if (header.type == elf::ET_REL)
    return refuse_object();
  if (header.type != elf::ET_EXEC && header.type != elf::ET_DYN)
    return fail(ErrorCode::unsupported,
                "is an ELF file of type " + std::to_string(header.type) +
                    ", expected 2 (executable) or 3 (shared object)",
                "give the image, not a core dump of it");
  image_.machine = {.format = ObjectFormat::elf,
                    .isa = Isa::x86_64,
                    .number = header.machine};
  image_.identity.format = ObjectFormat::elf;
  image_.identity.machine = header.machine;
  image_.is_library = image_.is_relocatable = header.type == elf::ET_DYN;
  entry_ = header.entry;
  HP_TRY(read_segment_headers(header));
  return read_section_headers(header);
}

Expected<void>
ElfImageReader::read_segment_headers(const ElfFileHeader &header) {
  std::uint64_t size = header.segment_count * Layout::segment_size;
  std::optional<BytesView> table = slice(bytes_, header.segment_offset, size);
  if (!table ||
      (size != 0 && header.segment_entry_size != Layout::segment_size))
    return fail(ErrorCode::malformed,
                "program headers: " + std::to_string(header.segment_count) +
                    " of " + std::to_string(header.segment_entry_size) +
                    " bytes at " + hex(header.segment_offset) +
                    ", expected 56 bytes each inside the file");
  for (std::size_t i = 0; i < header.segment_count; ++i)
    segments_.push_back(
        Layout::segment(record_at<Layout::segment_size>(*table, i)));
  return {};
}

Expected<void> ElfImageReader::read_loads() {
  is_symbol_file_ = has_code_only_in_memory() &&
                    std::ranges::count(headers_, elf::SHT_SYMTAB,
                                       &ElfSectionHeader::type) != 0;
  bool is_first = true;
  std::uint64_t end = 0, in_file = 0;
  for (const ElfSegment &segment : segments_) {
    if (segment.type != elf::PT_LOAD || segment.size == 0)
      continue;
    std::uint64_t &base = image_.preferred_base;
    if (is_first)
      base = end = segment.address & ~(page - 1);
    is_first = false;
    if (segment.address < end || segment.size > ~segment.address ||
        segment.file_size > segment.size)
      return fail(ErrorCode::malformed,
                  "program headers: the segment at " + hex(segment.address) +
                      " has " + hex(segment.size) + " bytes, " +
                      hex(segment.file_size) +
                      " of them in the file, expected ascending segments "
                      "that do not overlap");
    end = segment.address + segment.size;
    if (end - base > max_image_size - page)
      return refuse_size(end - base);
    std::uint64_t file_size = is_symbol_file_ ? 0 : segment.file_size;
    std::optional<BytesView> bytes = slice(bytes_, segment.offset, file_size);
    if (is_symbol_file_)
      bytes = BytesView();
    in_file += file_size;
    if (!bytes || in_file > bytes_.size())
      return fail(ErrorCode::malformed,
                  "program headers: the segment at " + hex(segment.address) +
                      ": " +
                      past_end(segment.offset, file_size, bytes_.size()));
    loads_.push_back({static_cast<Rva>(segment.address - base),
                      static_cast<std::uint32_t>(segment.size), *bytes,
                      segment.flags});
  }
  if (is_first)
    return fail(ErrorCode::malformed,
                "program headers: there is no segment to load");
  std::uint64_t size = end - image_.preferred_base;
  image_.identity.size_of_image =
      static_cast<std::uint32_t>((size + page - 1) & ~(page - 1));
  std::optional<Rva> entry = to_rva(entry_);
  if (entry_ != 0 && !entry)
    return fail(ErrorCode::malformed, "ELF header: the entry point " +
                                          hex(entry_) +
                                          " is outside of the image");
  image_.entry_point = entry_ ? entry.value_or(0) : 0;
  return {};
}

Expected<void> ElfImageReader::read_code() {
  if (is_symbol_file_)
    return {};
  for (const Load &load : loads_) {
    // Only the file header, which is at the beginning of the file and so of a
    // segment, is changed by stripping.
    const std::size_t skipped =
        load.bytes.data() == bytes_.data()
            ? std::min<std::size_t>(Layout::file_header_size, load.bytes.size())
            : 0;
    if ((load.flags & elf::PF_W) == 0 && load.bytes.size() > skipped)
      image_.constant_parts.push_back(
          {.rva = load.rva + static_cast<Rva>(skipped),
           .bytes = load.bytes.subspan(skipped),
           .is_code = (load.flags & elf::PF_X) != 0});
  }
  std::vector<CodePart> parts;
  for (const Load &load : loads_)
    if (load.flags & elf::PF_X)
      parts.push_back({.place = "segment at " + hex(load.rva),
                       .rva = load.rva,
                       .size = load.size,
                       .bytes = load.bytes,
                       .is_writable = (load.flags & elf::PF_W) != 0});
  HP_TRY(check_not_packed(parts));
  image_.identity.code_digest = digest_code(parts);
  return {};
}

// A block is as long as the variables' distance from the thread pointer, which
// is aligned as the template is: not simply the size rounded up, if the
// template begins at an odd place.
Expected<void> ElfImageReader::read_tls() {
  const ElfSegment *segment = segment_of(elf::PT_TLS);
  if (!segment || segment->size == 0)
    return {};
  std::optional<Rva> begin = to_rva(segment->address);
  std::uint64_t alignment = std::max<std::uint64_t>(segment->alignment, 1);
  if (!begin || segment->size >= max_image_size / 2 ||
      !std::has_single_bit(alignment) || alignment >= max_image_size / 2)
    return fail(ErrorCode::malformed,
                "TLS segment: " + hex(segment->size) + " bytes at " +
                    hex(segment->address) + " aligned to " + hex(alignment) +
                    ", expected a template inside the image");
  image_.tls_begin = *begin;
  image_.tls_size = static_cast<std::uint32_t>(segment->size);
  std::uint64_t misaligned =
      (0 - segment->address - segment->size) & (alignment - 1);
  image_.tls_block_size =
      static_cast<std::uint32_t>(segment->size + misaligned);
  return {};
}

Expected<void> ElfImageReader::read_unwind() {
  EhFrameInput input{.base = image_.preferred_base,
                     .size_of_image = image_.identity.size_of_image};
  for (std::uint32_t number = 1; number < headers_.size(); ++number)
    if (names_[number] == ".eh_frame" &&
        headers_[number].flags & elf::SHF_ALLOC) {
      std::optional<Rva> rva = to_rva(headers_[number].address);
      input.bytes = rva ? bytes_from(*rva) : BytesView();
      input.bytes = input.bytes.first(static_cast<std::size_t>(
          std::min<std::uint64_t>(input.bytes.size(), headers_[number].size)));
      input.rva = rva.value_or(0);
    }
  if (const ElfSegment *segment = segment_of(elf::PT_GNU_EH_FRAME)) {
    input.header_rva = to_rva(segment->address).value_or(0);
    if (input.bytes.empty()) {
      input.rva = HP_TRY(find_eh_frame(input, bytes_from(input.header_rva)));
      input.bytes = input.rva ? bytes_from(input.rva) : BytesView();
      input.ends_with_zero = true;
    }
  }
  image_.unwind = HP_TRY(read_eh_frame(input));
  return {};
}

const ElfSegment *ElfImageReader::segment_of(std::uint32_t type) const {
  auto found = std::ranges::find(segments_, type, &ElfSegment::type);
  return found == segments_.end() ? nullptr : &*found;
}

BytesView ElfImageReader::bytes_from(Rva rva) const {
  auto after = std::ranges::upper_bound(loads_, rva, {}, &Load::rva);
  if (after == loads_.begin())
    return {};
  const Load &load = *std::prev(after);
  std::uint32_t offset = rva - load.rva;
  return offset < load.bytes.size() ? load.bytes.subspan(offset) : BytesView();
}

std::optional<Rva> ElfImageReader::to_rva(std::uint64_t address) const {
  std::uint64_t rva = address - image_.preferred_base;
  if (rva >= image_.identity.size_of_image)
    return std::nullopt;
  return static_cast<Rva>(rva);
}

Expected<BytesView> ElfImageReader::table_bytes(const Table &table,
                                                std::string_view name) const {
  if (table.size == 0)
    return BytesView();
  std::optional<Rva> rva = to_rva(table.address);
  std::optional<BytesView> bytes =
      rva ? slice(bytes_from(*rva), 0, table.size) : std::nullopt;
  if (bytes)
    return *bytes;
  return fail(ErrorCode::malformed, "dynamic section: " + std::string(name) +
                                        ": " + hex(table.size) + " bytes at " +
                                        hex(table.address) +
                                        " are in no segment of the file");
}

} // namespace hotpatch
