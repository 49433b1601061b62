// Finding a payload's parts in an ELF file, by the names of its sections.
//
// The n-th section is the n-th PT_LOAD, which alone knows how much zero data is
// behind its bytes.  As in pe_reader.cc, everything that no value is made of is
// left to payload.cc.
#include "formats/core/byte_writer.h"
#include "formats/core/text.h"
#include "formats/payload/check.h"
#include "formats/payload/container.h"
#include "formats/payload/eh_frame.h"
#include "formats/payload/elf_format.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace hotpatch {
namespace {

// Number zero, five of the payload and six of ours.
constexpr std::size_t max_sections = 12;

struct FoundSection {
  std::string_view name;
  std::uint64_t rva = 0;
  BytesView bytes;
};

std::optional<PayloadSectionKind> kind_of(std::string_view name) {
  using Kind = PayloadSectionKind;
  for (const auto &[kind, before] :
       {std::pair{Kind::code, 0U}, std::pair{Kind::read_only, 0U},
        std::pair{Kind::writable, 0U}, std::pair{Kind::unwind, 0U},
        std::pair{Kind::unwind, 1U}})
    if (name == section_name(ObjectFormat::elf, kind, before))
      return kind;
  return std::nullopt;
}

class ElfFile {
public:
  explicit ElfFile(BytesView bytes) : bytes_(bytes) {}

  Expected<std::vector<FoundSection>> read_sections() const;
  // Bytes in memory of a program header.
  Expected<std::uint32_t> memory_size(std::size_t number) const;

private:
  Expected<BytesView> contents(BytesView header) const;
  Expected<FoundSection> read_section(BytesView header, BytesView names) const;
  BytesView bytes_;
};

Expected<BytesView> ElfFile::contents(BytesView header) const {
  const std::uint64_t offset = read_int<std::uint64_t>(header, 24).value_or(0);
  const std::uint64_t size = read_int<std::uint64_t>(header, 32).value_or(0);
  const std::optional<BytesView> bytes = slice(bytes_, offset, size);
  if (!bytes)
    return fail(ErrorCode::malformed, "at " + hex(offset) + " with " +
                                          hex(size) + " bytes is past the end");
  return *bytes;
}

Expected<FoundSection> ElfFile::read_section(BytesView header,
                                             BytesView names) const {
  const std::uint32_t name = read_int<std::uint32_t>(header, 0).value_or(0);
  if (name > names.size())
    return fail(ErrorCode::malformed,
                "its name at " + hex(name) + " is past the end");
  const std::string_view text = as_text(names.subspan(name));
  const BytesView bytes = HP_TRY(contents(header));
  return FoundSection{text.substr(0, text.find('\0')),
                      read_int<std::uint64_t>(header, 16).value_or(0), bytes};
}

Expected<std::vector<FoundSection>> ElfFile::read_sections() const {
  if (bytes_.size() < elf::header_size)
    return fail(ErrorCode::malformed, "ends within its file header");
  const std::uint64_t start =
      read_int<std::uint64_t>(bytes_, elf::section_headers_field).value_or(0);
  const std::size_t count =
      read_int<std::uint16_t>(bytes_, elf::section_count_field).value_or(0);
  const std::optional<BytesView> headers =
      slice(bytes_, start, count * elf::section_header_size);
  if (!headers || count == 0 || count > max_sections)
    return fail(ErrorCode::malformed, std::to_string(count) +
                                          " section headers at " + hex(start) +
                                          " are past the end, or not 1 to " +
                                          std::to_string(max_sections));
  const auto header = [&](std::size_t i) {
    return headers->subspan(i * elf::section_header_size,
                            elf::section_header_size);
  };
  // .shstrtab is the last one.
  const BytesView names = HP_TRY(contents(header(count - 1)));
  std::vector<FoundSection> sections;
  for (std::size_t i = 1; i < count; ++i) {
    Expected<FoundSection> section = read_section(header(i), names);
    if (!section)
      return std::unexpected(
          std::move(section).error().at("section " + std::to_string(i)));
    sections.push_back(*section);
  }
  return sections;
}

Expected<std::uint32_t> ElfFile::memory_size(std::size_t number) const {
  const std::optional<std::uint64_t> size = read_int<std::uint64_t>(
      bytes_, elf::header_size + number * elf::program_header_size + 40);
  if (!size || *size >= max_image)
    return fail(ErrorCode::malformed, "program header " +
                                          std::to_string(number) +
                                          " is past the end or of 2 GiB");
  return static_cast<std::uint32_t>(*size);
}

Expected<std::vector<PayloadUnwind>> read_unwind(const FoundSection &header,
                                                 const FoundParts &parts) {
  const auto frames = std::ranges::find(
      parts.sections, PayloadSectionKind::unwind, &PayloadSection::kind);
  if (frames == parts.sections.end())
    return fail(ErrorCode::malformed, ".eh_frame_hdr without .eh_frame");
  std::vector<PayloadUnwind> result;
  for (const Rva fde : HP_TRY(
           decode_eh_frame_header(header.bytes, static_cast<Rva>(header.rva))))
    result.push_back(HP_TRY(read_fde(frames->bytes, frames->rva, fde)));
  return result;
}

// Puts the RVAs, which only the relocations hold, into their fields.
Expected<std::vector<Rva>>
read_relocations(BytesView bytes, std::vector<PayloadSection> &sections) {
  std::vector<Rva> sites;
  for (std::uint64_t at = 0; slice(bytes, at, elf::rela_size);
       at += elf::rela_size) {
    const std::uint64_t site = read_int<std::uint64_t>(bytes, at).value_or(0);
    const auto section =
        std::ranges::find_if(sections, [&](const PayloadSection &s) {
          return site >= s.rva && slice(s.bytes, site - s.rva, 8);
        });
    if (section == sections.end())
      return fail(ErrorCode::malformed,
                  "relocation at " + hex(site) +
                      " is not within the bytes of a section");
    put_at(std::span(section->bytes),
           static_cast<std::size_t>(site - section->rva),
           read_int<std::uint64_t>(bytes, at + 16).value_or(0));
    sites.push_back(static_cast<Rva>(site));
  }
  return sites;
}

} // namespace

Expected<FoundParts> read_elf(BytesView bytes) {
  const ElfFile file(bytes);
  FoundParts parts;
  for (const FoundSection &section : HP_TRY(file.read_sections())) {
    const std::optional<PayloadSectionKind> kind = kind_of(section.name);
    if (kind) {
      // Not within the braces below: g++ 12 does not destroy what a braced list
      // has made so far when a statement expression returns out of it.
      const std::uint32_t size =
          HP_TRY(file.memory_size(parts.sections.size()));
      parts.sections.push_back({*kind,
                                std::string(section.name),
                                static_cast<Rva>(section.rva),
                                size,
                                {section.bytes.begin(), section.bytes.end()}});
    } else if (section.name == ".eh_frame_hdr")
      parts.unwind = HP_TRY(read_unwind(section, parts));
    else if (section.name == ".rela.dyn")
      parts.relative_sites =
          HP_TRY(read_relocations(section.bytes, parts.sections));
    else if (section.name == ".hotpatch")
      parts.table = section.bytes;
    else if (section.name == ".hpmeta")
      parts.metadata = section.bytes;
    else if (section.name != ".note.gnu.build-id" &&
             section.name != ".shstrtab")
      return fail(ErrorCode::malformed, "section \"" +
                                            std::string(section.name) +
                                            "\" is none of a payload's");
  }
  return parts;
}

} // namespace hotpatch
