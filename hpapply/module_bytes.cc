// Source: System V gABI, chapter 5 (program headers, dynamic section); glibc's
// loader adds the load address to the pointers of a writable dynamic section.
// PE/COFF specification; Windows' loader writes the load address over ImageBase
// as it adds it to pointers, so that they fit together; others leave the field.
#include "hpapply/module_bytes.h"

#include "formats/core/byte_writer.h"
#include "formats/core/elf_layout.h"
#include "formats/payload/check.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace hotpatch {
namespace {

using Layout = Elf64<std::endian::little>;

constexpr std::uint64_t page = 0x1000;
constexpr std::size_t max_headers = 64;
constexpr std::uint32_t load_segment = 1, dynamic_segment = 2; // PT_*

// The program headers, which the first segment must hold.
Expected<std::vector<ElfSegment>>
read_segments(const ReadMemory &read, Address base,
              std::span<std::byte, Layout::file_header_size> header) {
  constexpr std::uint16_t x86_64 = 62; // EM_X86_64
  HP_TRY(read(base, header));
  const std::string_view magic = "\x7f"
                                 "ELF\x02"; // ELFCLASS64
  const ElfFileHeader fields = Layout::file_header(header);
  if (!as_text(header).starts_with(magic) || fields.machine != x86_64 ||
      fields.segment_entry_size != Layout::segment_size)
    return fail(ErrorCode::malformed, "no ELF64 image for x86-64");
  if (fields.segment_count == 0 || fields.segment_count > max_headers ||
      fields.segment_offset > page)
    return fail(ErrorCode::malformed, std::to_string(fields.segment_count) +
                                          " program headers, expected 1 to " +
                                          std::to_string(max_headers) +
                                          " in the first page");
  std::vector<std::byte> table(fields.segment_count * Layout::segment_size);
  HP_TRY(read(base + fields.segment_offset, table));
  std::vector<ElfSegment> segments;
  for (std::size_t i = 0; i < fields.segment_count; ++i)
    segments.push_back(
        Layout::segment(record_at<Layout::segment_size>(table, i)));
  return segments;
}

Expected<std::uint64_t> file_size(const std::vector<ElfSegment> &segments) {
  std::uint64_t size = 0;
  for (const ElfSegment &segment : segments) {
    if (segment.type != load_segment)
      continue;
    if (segment.offset >= max_image || segment.file_size >= max_image ||
        segment.address > UINT64_MAX - max_image)
      return fail(ErrorCode::malformed, "a segment of 2 GiB or more");
    size = std::max(size, segment.offset + segment.file_size);
  }
  return size;
}

// Takes the load address out of the pointers.
void unload_dynamic(std::span<std::byte> dynamic, Address base,
                    std::uint64_t bias, std::uint64_t size) {
  constexpr std::size_t entry_size = 16, value_at = 8; // Elf64_Dyn
  for (std::size_t at = 0; at + entry_size <= dynamic.size();
       at += entry_size) {
    const std::uint64_t value =
        read_int<std::uint64_t>(dynamic, at + value_at).value_or(0);
    if (value >= base && value - base < size)
      put_at(dynamic, at + value_at, value - bias);
  }
}

Expected<std::vector<std::byte>> elf_bytes(const ReadMemory &read,
                                           Address base) {
  std::array<std::byte, Layout::file_header_size> header = {};
  const std::vector<ElfSegment> segments =
      HP_TRY(read_segments(read, base, header));
  std::vector<std::byte> file(
      std::max<std::uint64_t>(HP_TRY(file_size(segments)), header.size()));
  const auto is_load = [](const ElfSegment &s) {
    return s.type == load_segment;
  };
  const auto first = std::ranges::find_if(segments, is_load);
  if (first == segments.end())
    return fail(ErrorCode::malformed, "no segment is loaded");
  const std::uint64_t bias = base - (first->address & ~(page - 1));
  std::uint64_t end = base;
  for (const ElfSegment &segment : segments | std::views::filter(is_load)) {
    HP_TRY(read(bias + segment.address,
                std::span(file).subspan(segment.offset, segment.file_size)));
    end = std::max(end, bias + segment.address + segment.size);
  }
  put_at(header, 40, std::uint64_t{0}); // e_shoff
  put_at(header, 60, std::uint16_t{0}); // e_shnum
  put_at(header, 62, std::uint16_t{0}); // e_shstrndx
  std::ranges::copy(header, file.begin());
  if (bias == 0)
    return file;
  for (const ElfSegment &segment : segments)
    if (segment.type == dynamic_segment && segment.offset < file.size() &&
        segment.file_size <= file.size() - segment.offset)
      unload_dynamic(std::span(file).subspan(segment.offset, segment.file_size),
                     base, bias, end - base);
  return file;
}

// Where the file has a section, and memory.
struct PeSection {
  std::uint32_t rva = 0, offset = 0, size = 0; // size: in both
};

// `headers` from the signature on.
Expected<std::vector<PeSection>> read_sections(BytesView headers) {
  constexpr std::size_t optional_header = 24, entry_size = 40,
                        max_sections = 96;
  const std::size_t count = read_int<std::uint16_t>(headers, 6).value_or(0);
  const std::size_t table =
      optional_header + read_int<std::uint16_t>(headers, 20).value_or(0);
  if (read_int<std::uint32_t>(headers, 0) != 0x4550U || count > max_sections ||
      table + count * entry_size > headers.size())
    return fail(ErrorCode::malformed,
                "no PE image with at most " + std::to_string(max_sections) +
                    " sections and headers in the first page");
  std::vector<PeSection> sections;
  for (std::size_t i = 0; i < count; ++i) {
    const BytesView entry = headers.subspan(table + i * entry_size, entry_size);
    const auto at = [&](std::size_t field) {
      return read_int<std::uint32_t>(entry, field).value_or(0);
    };
    const std::uint32_t in_memory = at(8), in_file = at(16);
    if (at(20) != 0 && in_file != 0)
      sections.push_back(
          {at(12), at(20),
           in_memory == 0 ? in_file : std::min(in_memory, in_file)});
  }
  return sections;
}

Expected<std::vector<std::byte>> pe_bytes(const ReadMemory &read,
                                          Address base) {
  constexpr std::size_t symbol_table = 12, image_base = 48; // from signature
  std::vector<std::byte> file(page);
  HP_TRY(read(base, file));
  const std::size_t at = read_int<std::uint32_t>(file, 0x3c).value_or(0);
  if (at >= page - image_base - sizeof base)
    return fail(ErrorCode::malformed, "the PE header is not in the first page");
  const std::vector<PeSection> sections =
      HP_TRY(read_sections(BytesView(file).subspan(at)));
  // There is no symbol table in memory.
  put_at(file, at + symbol_table, std::uint64_t{0});
  put_at(file, at + image_base, base);
  std::uint64_t size = page, read_bytes = 0;
  for (const PeSection &section : sections) {
    size = std::max(size, std::uint64_t{section.offset} + section.size);
    read_bytes += section.size;
  }
  if (size >= max_image || read_bytes > size)
    return fail(ErrorCode::malformed,
                "sections of 2 GiB or more, or that overlap in the file");
  file.resize(size);
  for (const PeSection &section : sections)
    HP_TRY(read(base + section.rva,
                std::span(file).subspan(section.offset, section.size)));
  return file;
}

} // namespace

Expected<std::vector<std::byte>> module_bytes(const ReadMemory &read,
                                              Address base) {
  std::array<std::byte, 2> magic = {};
  HP_TRY(read(base, magic));
  return as_text(magic) == "MZ" ? pe_bytes(read, base) : elf_bytes(read, base);
}

} // namespace hotpatch
