// Finding a payload's parts in a PE file.
//
// Only what a value is made of is looked for: sections by their names, .pdata,
// .reloc and the hotpatch table at their places.  Everything else (the other
// hundred header fields, directories, gaps) is compared in payload.cc.
#include "formats/core/byte_writer.h"
#include "formats/core/text.h"
#include "formats/payload/check.h"
#include "formats/payload/container.h"
#include "formats/payload/pe_format.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace hotpatch {
namespace {

constexpr std::size_t max_sections = 8;

struct FoundSection {
  std::string_view name;
  std::uint32_t size = 0; // in memory
  Rva rva = 0;
  BytesView raw; // as in the file, with the fill behind
};

std::optional<PayloadSectionKind> kind_of(std::string_view name) {
  for (const PayloadSectionKind kind :
       {PayloadSectionKind::code, PayloadSectionKind::read_only,
        PayloadSectionKind::writable, PayloadSectionKind::unwind})
    if (name == section_name(ObjectFormat::coff, kind))
      return kind;
  return std::nullopt;
}

Expected<FoundSection> read_section(BytesView file, BytesView header) {
  const auto dword = [&](std::size_t offset) {
    return read_int<std::uint32_t>(header, offset).value_or(0);
  };
  const std::string_view padded = as_text(header.first(8));
  FoundSection section{.name = padded.substr(0, padded.find('\0')),
                       .size = dword(8),
                       .rva = dword(12),
                       .raw = {}};
  const std::optional<BytesView> raw = slice(file, dword(20), dword(16));
  if (!raw)
    return fail(ErrorCode::malformed,
                std::string(section.name) + " at " + hex(dword(20)) + " with " +
                    hex(dword(16)) + " bytes is past the end");
  section.raw = *raw;
  return section;
}

Expected<std::vector<FoundSection>> read_section_headers(BytesView file) {
  if (file.size() < pe::section_headers)
    return fail(ErrorCode::malformed, "PE file of " + hex(file.size()) +
                                          " bytes ends within its headers");
  const std::uint16_t count =
      read_int<std::uint16_t>(file, pe::section_count).value_or(0);
  if (count > max_sections)
    return fail(ErrorCode::malformed, std::to_string(count) +
                                          " sections, expected at most " +
                                          std::to_string(max_sections));
  std::vector<FoundSection> sections;
  for (std::size_t i = 0; i < count; ++i) {
    const std::optional<BytesView> header =
        slice(file, pe::section_headers + i * pe::section_header_size,
              pe::section_header_size);
    if (!header)
      return fail(ErrorCode::malformed, "ends within its section headers");
    sections.push_back(HP_TRY(read_section(file, *header)));
  }
  return sections;
}

// A section's content without fill.
Expected<BytesView> content_of(const FoundSection &section,
                               std::uint32_t zero_data) {
  const std::optional<BytesView> content =
      section.size < zero_data
          ? std::nullopt
          : slice(section.raw, 0, section.size - zero_data);
  if (!content)
    return fail(ErrorCode::malformed,
                std::string(section.name) + " has " + hex(section.raw.size()) +
                    " bytes for " + hex(section.size) + " in memory");
  return *content;
}

Expected<std::vector<PayloadUnwind>> read_unwind(BytesView bytes) {
  if (bytes.size() % pe::unwind_entry_size != 0)
    return fail(ErrorCode::malformed, ".pdata of " +
                                          std::to_string(bytes.size()) +
                                          " bytes, expected a multiple of 12");
  std::vector<PayloadUnwind> result;
  for (std::size_t at = 0; at < bytes.size(); at += pe::unwind_entry_size)
    result.push_back({read_int<std::uint32_t>(bytes, at).value_or(0),
                      read_int<std::uint32_t>(bytes, at + 4).value_or(0),
                      read_int<std::uint32_t>(bytes, at + 8).value_or(0)});
  return result;
}

// Entries of other types, such as the fill of a block, are not sites.
Expected<std::vector<Rva>> read_relocations(BytesView bytes) {
  std::vector<Rva> sites;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::optional<std::uint32_t> page =
        read_int<std::uint32_t>(bytes, at);
    const std::optional<std::uint32_t> size =
        read_int<std::uint32_t>(bytes, at + 4);
    if (!page || !size || *size < 8 || !slice(bytes, at, *size))
      return fail(ErrorCode::malformed,
                  "relocation block at " + hex(at) + " is past the end");
    for (std::size_t i = 8; i + 2 <= *size; i += 2) {
      const std::uint16_t entry =
          read_int<std::uint16_t>(bytes, at + i).value_or(0);
      if ((entry & 0xf000) == pe::relocation_dir64)
        sites.push_back(*page + (entry & 0xfffU));
    }
    at += *size;
  }
  return sites;
}

// Takes the image base out of the fields again.
Expected<void> unbase(std::vector<PayloadSection> &sections,
                      const std::vector<Rva> &sites) {
  for (const Rva site : sites) {
    const auto section =
        std::ranges::find_if(sections, [&](const PayloadSection &s) {
          return site >= s.rva && site - s.rva < s.bytes.size();
        });
    const std::optional<std::uint64_t> value =
        section == sections.end()
            ? std::nullopt
            : read_int<std::uint64_t>(section->bytes, site - section->rva);
    if (!value)
      return fail(ErrorCode::malformed, "relative site at " + hex(site) +
                                            " is not within a section's bytes");
    put_at(std::span(section->bytes), site - section->rva,
           *value - pe::image_base);
  }
  return {};
}

} // namespace

Expected<FoundParts> read_pe(BytesView bytes) {
  FoundParts parts;
  const std::vector<FoundSection> sections =
      HP_TRY(read_section_headers(bytes));
  const std::uint32_t zero_data =
      read_int<std::uint32_t>(bytes, pe::uninitialized_size).value_or(0);
  for (const FoundSection &section : sections) {
    const std::optional<PayloadSectionKind> kind = kind_of(section.name);
    const BytesView content = HP_TRY(content_of(
        section, kind == PayloadSectionKind::writable ? zero_data : 0));
    if (kind)
      parts.sections.push_back({*kind,
                                std::string(section.name),
                                section.rva,
                                section.size,
                                {content.begin(), content.end()}});
    else if (section.name == ".pdata")
      parts.unwind = HP_TRY(read_unwind(content));
    else if (section.name == ".hpinfo")
      parts.table = content.subspan(
          std::min<std::size_t>(content.size(), pe::hotpatch_table));
    else if (section.name == ".hpmeta")
      parts.metadata = content;
    else if (section.name == ".reloc")
      parts.relative_sites = HP_TRY(read_relocations(content));
    else
      return fail(ErrorCode::malformed, "section \"" +
                                            std::string(section.name) +
                                            "\" is none of a payload's");
  }
  HP_TRY(unbase(parts.sections, parts.relative_sites));
  return parts;
}

} // namespace hotpatch
