// A payload as a PE32+ DLL.
//
//     headers  .text .rdata .data .xdata   .pdata .hpinfo .hpmeta .reloc
//              as the payload gives them   made here, each if there is a need
//
// .hpinfo is ours: what Windows finds through data directories (the load
// configuration with HotPatchTableOffset, the debug directory) and the hotpatch
// table, in one section because each costs at least 512 bytes.
//
// The file says "made from this content" where others say "made at this time":
// the time stamp is a fingerprint of the file with time stamp and checksum
// zero, as debug entry 16 (REPRO) announces.
//
// A relative site holds an RVA in the value and, as the format wants it, that
// plus the image base in the file.
#include "formats/core/byte_writer.h"
#include "formats/core/digest.h"
#include "formats/core/text.h"
#include "formats/payload/check.h"
#include "formats/payload/container.h"
#include "formats/payload/metadata.h"
#include "formats/payload/pe_format.h"
#include "formats/payload/records.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <string_view>

namespace hotpatch {
namespace {

struct OutputSection {
  std::string_view name;
  std::uint32_t flags = 0;
  FilePart part = FilePart::headers;
  Rva rva = 0;
  std::uint32_t size = 0; // in memory; 0: as many as bytes
  std::vector<std::byte> bytes = {};
  std::uint32_t offset = 0; // in the file
};

struct Directory {
  Rva rva = 0;
  std::uint32_t size = 0;
};

std::uint32_t u32(std::uint64_t value) {
  return static_cast<std::uint32_t>(value);
}

std::uint32_t flags_of(PayloadSectionKind kind) {
  switch (kind) {
  case PayloadSectionKind::code:
    return pe::code_flags;
  case PayloadSectionKind::writable:
    return pe::data_flags;
  case PayloadSectionKind::read_only:
  case PayloadSectionKind::unwind:
    break;
  }
  return pe::const_flags;
}

std::vector<OutputSection> payload_sections(const Payload &payload) {
  std::vector<OutputSection> result;
  for (const PayloadSection &section : payload.sections)
    result.push_back({.name = section.name,
                      .flags = flags_of(section.kind),
                      .part = part_of(section.kind),
                      .rva = section.rva,
                      .size = section.size,
                      .bytes = section.bytes});
  for (const Rva site : payload.relative_sites) {
    const auto section = std::ranges::find_if(
        result, [&](const OutputSection &s) { return site - s.rva < s.size; });
    const std::size_t at = site - section->rva;
    put_at(std::span(section->bytes), at,
           read_int<std::uint64_t>(section->bytes, at).value_or(0) +
               pe::image_base);
  }
  return result;
}

std::vector<std::byte> make_unwind(const std::vector<PayloadUnwind> &unwind) {
  ByteWriter out;
  for (const PayloadUnwind &record : unwind) {
    out.put(record.begin);
    out.put(record.end);
    out.put(record.info);
  }
  return std::move(out).take();
}

// Blocks by page, each with an even number of entries.
std::vector<std::byte> make_relocations(const std::vector<Rva> &sites) {
  ByteWriter out;
  for (auto first = sites.begin(); first != sites.end();) {
    const Rva page = *first & ~(payload_page - 1);
    const auto last = std::find_if(first, sites.end(), [&](Rva site) {
      return (site & ~(payload_page - 1)) != page;
    });
    out.put(page);
    out.put(u32(align_up(8 + 2 * static_cast<std::uint64_t>(last - first), 4)));
    for (; first != last; ++first)
      out.put(static_cast<std::uint16_t>(pe::relocation_dir64 |
                                         (*first & (payload_page - 1))));
    out.align(4);
  }
  return std::move(out).take();
}

// `rva` and `offset`: where the section is in memory and in the file.
std::vector<std::byte> make_info(Rva rva, std::uint32_t offset,
                                 BytesView table) {
  ByteWriter out;
  out.put(pe::load_config_size);
  out.put_zeros(pe::hotpatch_table_offset - 4);
  out.put(rva + pe::hotpatch_table);
  out.put_zeros(pe::load_config_size - pe::hotpatch_table_offset - 4);
  const auto put_entry = [&](std::uint32_t type, std::uint32_t size, Rva place,
                             std::uint32_t pointer) {
    out.put_zeros(12); // characteristics, time stamp, version
    out.put(type);
    out.put(size);
    out.put(place);
    out.put(pointer);
  };
  put_entry(pe::debug_type_repro, 0, 0, 0);
  put_entry(pe::debug_type_extended_flags, 4, rva + pe::extended_flags,
            offset + pe::extended_flags);
  out.put(pe::hotpatch_compatible);
  out.align(8);
  out.put(table);
  return std::move(out).take();
}

// Rounded to 16 bits after each step, plus the length.
// Source: ImageHlp's CheckSumMappedFile, as all linkers compute it.
std::uint32_t make_checksum(BytesView bytes) {
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 2)
    sum += read_int<std::uint16_t>(bytes, at).value_or(0);
  while (sum >> 16)
    sum = (sum & 0xffff) + (sum >> 16);
  return u32(sum) + u32(bytes.size());
}

class PeWriter {
public:
  explicit PeWriter(const Payload &payload) {
    const std::size_t count = payload.sections.size() + 2 +
                              (payload.unwind.empty() ? 0 : 1) +
                              (payload.relative_sites.empty() ? 0 : 1);
    const std::uint64_t size =
        pe::section_headers + count * pe::section_header_size;
    parts_[static_cast<std::size_t>(FilePart::headers)] = size;
    headers_size_ = align_up(size, pe::file_alignment);
    file_end_ = headers_size_;
    for (OutputSection &section : payload_sections(payload))
      add(std::move(section));
  }

  // Behind all others, in memory and in the file.
  void add(OutputSection section) {
    if (section.size == 0)
      section.size = u32(section.bytes.size());
    section.rva = u32(memory_end_);
    section.offset = section.bytes.empty() ? 0 : u32(file_end_);
    parts_[static_cast<std::size_t>(section.part)] += section.bytes.size();
    file_end_ = align_up(file_end_ + section.bytes.size(), pe::file_alignment);
    memory_end_ = align_up(memory_end_ + section.size, payload_page);
    sections_.push_back(std::move(section));
  }

  // .hpinfo points into itself.
  void add_info(BytesView table) {
    add({.name = ".hpinfo",
         .flags = pe::const_flags,
         .part = FilePart::records,
         .bytes = make_info(u32(memory_end_), u32(file_end_), table)});
    parts_[static_cast<std::size_t>(FilePart::records)] -= pe::hotpatch_table;
    parts_[static_cast<std::size_t>(FilePart::headers)] += pe::hotpatch_table;
  }

  [[nodiscard]] Expected<WrittenFile> finish() &&;

private:
  [[nodiscard]] Directory whole(std::string_view name) const;
  void put_file_header(ByteWriter &out) const;
  void put_optional_header(ByteWriter &out) const;
  void put_directories(ByteWriter &out) const;
  void put_section_headers(ByteWriter &out) const;

  std::vector<OutputSection> sections_;
  PartSizes parts_ = {};
  std::uint64_t headers_size_ = 0;
  std::uint64_t file_end_ = 0;
  std::uint64_t memory_end_ = payload_page;
};

// A section as a data directory; empty if there is none of this name.
Directory PeWriter::whole(std::string_view name) const {
  const auto found = std::ranges::find(sections_, name, &OutputSection::name);
  return found == sections_.end() ? Directory{}
                                  : Directory{found->rva, found->size};
}

void PeWriter::put_file_header(ByteWriter &out) const {
  out.put(as_bytes("MZ"));
  out.put_zeros(pe::dos_header_size - 6);
  out.put(pe::dos_header_size);
  out.put(as_bytes(std::string_view("PE\0\0", 4)));
  out.put(pe::machine_amd64);
  out.put(static_cast<std::uint16_t>(sections_.size()));
  out.put_zeros(12); // time stamp, see finish(); symbol table
  out.put(pe::optional_header_size);
  out.put(pe::file_flags);
}

void PeWriter::put_optional_header(ByteWriter &out) const {
  std::uint64_t code = 0, initialized = 0, uninitialized = 0;
  for (const OutputSection &section : sections_) {
    const std::uint64_t raw =
        align_up(section.bytes.size(), pe::file_alignment);
    (section.flags == pe::code_flags ? code : initialized) += raw;
    uninitialized += section.size - section.bytes.size();
  }
  out.put_as<std::uint16_t>(0x20b); // PE32+
  out.put_zeros(2);                 // linker version
  out.put(u32(code));
  out.put(u32(initialized));
  out.put(u32(uninitialized)); // exactly: tells where .data's bytes end
  out.put_zeros(4);            // entry point
  out.put(payload_page);       // BaseOfCode
  out.put(pe::image_base);
  out.put(payload_page);
  out.put(pe::file_alignment);
  out.put_as<std::uint32_t>(6); // operating system 6.0
  out.put_zeros(4);             // image version
  out.put_as<std::uint32_t>(6); // subsystem 6.0
  out.put_zeros(4);
  out.put(u32(memory_end_));
  out.put(u32(headers_size_));
  out.put_zeros(4);             // checksum, see finish()
  out.put_as<std::uint16_t>(3); // IMAGE_SUBSYSTEM_WINDOWS_CUI
  out.put(pe::dll_flags);
  out.put_as<std::uint64_t>(0x100000); // stack: as linkers write it
  out.put_as<std::uint64_t>(0x1000);
  out.put_as<std::uint64_t>(0x100000); // heap
  out.put_as<std::uint64_t>(0x1000);
  out.put_zeros(4);
  out.put(u32(pe::directory_count));
}

void PeWriter::put_directories(ByteWriter &out) const {
  std::array<Directory, pe::directory_count> directories = {};
  const Rva info = whole(".hpinfo").rva;
  directories[pe::exception_directory] = whole(".pdata");
  directories[pe::relocation_directory] = whole(".reloc");
  directories[pe::debug_directory] = {info + pe::debug_entries,
                                      pe::debug_entries_size};
  directories[pe::load_config_directory] = {info, pe::load_config_size};
  for (const Directory &directory : directories) {
    out.put(directory.rva);
    out.put(directory.size);
  }
}

void PeWriter::put_section_headers(ByteWriter &out) const {
  for (const OutputSection &section : sections_) {
    const std::size_t start = out.size();
    out.put(as_bytes(section.name));
    out.put_zeros(start + 8 - out.size());
    out.put(section.size);
    out.put(section.rva);
    out.put(u32(align_up(section.bytes.size(), pe::file_alignment)));
    out.put(section.offset);
    out.put_zeros(12); // relocations and line numbers
    out.put(section.flags);
  }
}

Expected<WrittenFile> PeWriter::finish() && {
  if (memory_end_ >= max_image || file_end_ >= max_image)
    return fail(ErrorCode::unsupported,
                "payload of " + hex(std::max(memory_end_, file_end_)) +
                    " bytes, expected less than 2 GiB");
  ByteWriter out;
  put_file_header(out);
  put_optional_header(out);
  put_directories(out);
  put_section_headers(out);
  for (const OutputSection &section : sections_) {
    out.align(pe::file_alignment);
    out.put(section.bytes);
  }
  out.align(pe::file_alignment);

  WrittenFile file{.bytes = std::move(out).take(), .parts = parts_};
  const std::span<std::byte> bytes(file.bytes);
  put_at(bytes, pe::time_date_stamp, u32(fingerprint(bytes).low));
  put_at(bytes, pe::checksum, make_checksum(bytes));
  file.parts[static_cast<std::size_t>(FilePart::alignment)] =
      bytes.size() -
      std::accumulate(parts_.begin(), parts_.end(), std::uint64_t{0});
  return file;
}

} // namespace

Expected<WrittenFile> write_pe(const Payload &payload) {
  PeWriter writer(payload);
  if (!payload.unwind.empty())
    writer.add({.name = ".pdata",
                .flags = pe::const_flags,
                .part = FilePart::unwind,
                .bytes = make_unwind(payload.unwind)});
  writer.add_info(encode_table(table_of(payload)));
  writer.add({.name = ".hpmeta",
              .flags = pe::const_flags,
              .part = FilePart::metadata,
              .bytes = encode_metadata(payload)});
  if (!payload.relative_sites.empty())
    writer.add({.name = ".reloc",
                .flags = pe::reloc_flags,
                .part = FilePart::records,
                .bytes = make_relocations(payload.relative_sites)});
  return std::move(writer).finish();
}

} // namespace hotpatch
