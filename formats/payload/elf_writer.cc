// A payload as an ELF64 shared object.
//
//     header, program headers
//     .text .rodata .data .eh_frame .gcc_except_table     PT_LOAD each
//     .note.gnu.build-id .eh_frame_hdr .rela.dyn          one PT_LOAD
//     .hotpatch .hpmeta .shstrtab, section headers        not in memory
//
// Contents are 16-aligned in the file and not page-aligned, so a payload of one
// small function takes 1.4 KB instead of 17.  ld.so therefore refuses to load
// it, which is as well: without its base, and before its fixups are applied, a
// payload cannot run.
//
// The entry point is where the code begins, as GNU ld has it for shared
// objects: it means nothing, but gdb warns about one that is in no section.
//
// Without .symtab: that would be 24 bytes and the name, again, for each
// function; the names are in .hpmeta.  Without .dynsym: nothing is exported.
// Without .dynamic: it would need both and a hash table, and tools find the
// relocations by their section.
//
// The build-id is a fingerprint of the file with the build-id zero.
//
// A relative site holds its RVA in the value; in the file it is zero and its
// relocation has the RVA, as RELA wants it, so that it is stored once.
#include "formats/core/byte_writer.h"
#include "formats/core/digest.h"
#include "formats/core/text.h"
#include "formats/payload/check.h"
#include "formats/payload/container.h"
#include "formats/payload/eh_frame.h"
#include "formats/payload/elf_format.h"
#include "formats/payload/metadata.h"
#include "formats/payload/records.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <string>
#include <string_view>

namespace hotpatch {
namespace {

struct OutputSection {
  std::string_view name;
  std::uint32_t type = elf::progbits;
  std::uint64_t flags = 0;
  FilePart part = FilePart::headers;
  std::uint64_t alignment = elf::file_alignment;
  std::uint64_t entry_size = 0;
  std::vector<std::byte> bytes = {};
  Rva rva = 0;              // if flag_alloc
  std::uint64_t offset = 0; // in the file
};

struct Segment {
  std::uint32_t type = elf::load;
  std::uint32_t flags = elf::read;
  std::uint64_t offset = 0;
  std::uint64_t rva = 0;
  std::uint64_t file_size = 0;
  std::uint64_t memory_size = 0;
  std::uint64_t alignment = elf::file_alignment;
};

std::uint32_t u32(std::uint64_t value) {
  return static_cast<std::uint32_t>(value);
}

std::uint64_t section_flags(PayloadSectionKind kind) {
  switch (kind) {
  case PayloadSectionKind::code:
    return elf::flag_alloc | elf::flag_execute;
  case PayloadSectionKind::writable:
    return elf::flag_alloc | elf::flag_write;
  case PayloadSectionKind::read_only:
  case PayloadSectionKind::unwind:
    break;
  }
  return elf::flag_alloc;
}

std::uint32_t segment_flags(std::uint64_t section_flags) {
  return elf::read | (section_flags & elf::flag_write ? elf::write : 0U) |
         (section_flags & elf::flag_execute ? elf::execute : 0U);
}

std::uint64_t value_at(const Payload &payload, Rva site) {
  const PayloadSection *section = find_section(payload, site, 8);
  return read_int<std::uint64_t>(section->bytes, site - section->rva)
      .value_or(0);
}

std::vector<std::byte> make_note() {
  ByteWriter out;
  out.put_as<std::uint32_t>(4); // of the name
  out.put(elf::build_id_size);
  out.put(elf::build_id_type);
  out.put(as_bytes(std::string_view("GNU\0", 4)));
  out.put_zeros(elf::build_id_size); // see finish()
  return std::move(out).take();
}

std::vector<std::byte> make_relocations(const Payload &payload) {
  ByteWriter out;
  for (const Rva site : payload.relative_sites) {
    out.put_as<std::uint64_t>(site);
    out.put(elf::relative);
    out.put(value_at(payload, site));
  }
  return std::move(out).take();
}

// Segments besides the PT_LOADs of the payload's own sections.
std::size_t extra_segments(const Payload &payload) {
  return payload.unwind.empty() ? 3 : 4;
}

class ElfWriter {
public:
  explicit ElfWriter(const Payload &payload)
      : segment_count_(payload.sections.size() + extra_segments(payload)),
        file_end_(elf::header_size +
                  segment_count_ * elf::program_header_size) {
    parts_[static_cast<std::size_t>(FilePart::headers)] = file_end_;
    for (const PayloadSection &section : payload.sections)
      add_payload_section(section, payload.relative_sites);
    memory_end_ = align_up(end_of_sections(payload), payload_page);
  }

  // Everything in memory that is made here, in one read-only segment.
  void add_made(const Payload &payload);
  // Behind all others in the file, and in memory if it is to be there.
  const OutputSection &add(OutputSection section);
  [[nodiscard]] Expected<WrittenFile> finish() &&;

private:
  void add_payload_section(const PayloadSection &section,
                           const std::vector<Rva> &sites);
  void add_segment(std::uint32_t type, const OutputSection &section);
  void add_names();
  void put_header(ByteWriter &out, std::uint64_t section_headers) const;
  void put_segments(ByteWriter &out) const;
  void put_section_headers(ByteWriter &out) const;

  std::size_t segment_count_;
  std::uint64_t file_end_;
  std::uint64_t memory_end_ = payload_page;
  std::vector<OutputSection> sections_;
  std::vector<Segment> segments_;
  std::vector<std::uint32_t> names_; // of sections_, in .shstrtab
  PartSizes parts_ = {};
};

const OutputSection &ElfWriter::add(OutputSection section) {
  file_end_ = align_up(file_end_, section.alignment);
  section.offset = file_end_;
  file_end_ += section.bytes.size();
  if (section.flags & elf::flag_alloc) {
    memory_end_ = align_up(memory_end_, section.alignment);
    section.rva = u32(memory_end_);
    memory_end_ += section.bytes.size();
  }
  parts_[static_cast<std::size_t>(section.part)] += section.bytes.size();
  sections_.push_back(std::move(section));
  return sections_.back();
}

void ElfWriter::add_payload_section(const PayloadSection &section,
                                    const std::vector<Rva> &sites) {
  memory_end_ = section.rva;
  std::vector<std::byte> bytes = section.bytes;
  const auto first = std::ranges::lower_bound(sites, section.rva);
  for (auto site = first; site != sites.end(); ++site)
    if (*site - section.rva < bytes.size())
      put_at(std::span(bytes), *site - section.rva, std::uint64_t{0});
    else
      break;
  const OutputSection &added = add({.name = section.name,
                                    .flags = section_flags(section.kind),
                                    .part = part_of(section.kind),
                                    .bytes = std::move(bytes)});
  add_segment(elf::load, added);
  segments_.back().memory_size = section.size;
}

void ElfWriter::add_segment(std::uint32_t type, const OutputSection &section) {
  segments_.push_back({.type = type,
                       .flags = segment_flags(section.flags),
                       .offset = section.offset,
                       .rva = section.rva,
                       .file_size = section.bytes.size(),
                       .memory_size = section.bytes.size(),
                       .alignment = section.alignment});
}

void ElfWriter::add_made(const Payload &payload) {
  file_end_ = align_up(file_end_, elf::file_alignment);
  const std::size_t load = segments_.size();
  add_segment(elf::load, add({.name = ".note.gnu.build-id",
                              .type = elf::note_section,
                              .flags = elf::flag_alloc,
                              .alignment = 4,
                              .bytes = make_note()}));
  segments_.back().alignment = elf::file_alignment;
  add_segment(elf::note, sections_.back());
  if (!payload.unwind.empty()) {
    const auto frames = std::ranges::find(
        payload.sections, PayloadSectionKind::unwind, &PayloadSection::kind);
    const Rva place = u32(align_up(memory_end_, 4));
    add_segment(elf::gnu_eh_frame,
                add({.name = ".eh_frame_hdr",
                     .flags = elf::flag_alloc,
                     .part = FilePart::unwind,
                     .alignment = 4,
                     .bytes = encode_eh_frame_header(payload.unwind, place,
                                                     frames->rva)}));
  }
  if (!payload.relative_sites.empty())
    add({.name = ".rela.dyn",
         .type = elf::rela,
         .flags = elf::flag_alloc,
         .part = FilePart::records,
         .alignment = 8,
         .entry_size = elf::rela_size,
         .bytes = make_relocations(payload)});
  segments_[load].file_size = file_end_ - segments_[load].offset;
  segments_[load].memory_size = segments_[load].file_size;
  segments_.push_back(
      {.type = elf::gnu_stack, .flags = elf::read | elf::write});
}

// .shstrtab, which holds its own name too.
void ElfWriter::add_names() {
  ByteWriter out;
  out.put_zeros(1);
  const auto put_name = [&](std::string_view name) {
    names_.push_back(u32(out.size()));
    out.put(as_bytes(name));
    out.put_zeros(1);
  };
  for (const OutputSection &section : sections_)
    put_name(section.name);
  put_name(".shstrtab");
  add({.name = ".shstrtab",
       .type = elf::strtab,
       .alignment = 1,
       .bytes = std::move(out).take()});
}

void ElfWriter::put_header(ByteWriter &out,
                           std::uint64_t section_headers) const {
  out.put(as_bytes("\177ELF\2\1\1")); // 64 bits, little endian, version 1
  out.put_zeros(9);
  out.put(elf::type_dyn);
  out.put(elf::machine_x86_64);
  out.put_as<std::uint32_t>(1);
  const bool has_code =
      !sections_.empty() && sections_.front().flags & elf::flag_execute;
  out.put_as<std::uint64_t>(has_code ? payload_page : 0); // entry point
  out.put_as<std::uint64_t>(elf::header_size);
  out.put(section_headers);
  out.put_zeros(4); // flags
  out.put(elf::header_size);
  out.put(elf::program_header_size);
  out.put(static_cast<std::uint16_t>(segments_.size()));
  out.put(elf::section_header_size);
  out.put(static_cast<std::uint16_t>(sections_.size() + 1));
  out.put(static_cast<std::uint16_t>(sections_.size())); // .shstrtab is last
}

void ElfWriter::put_segments(ByteWriter &out) const {
  for (const Segment &segment : segments_) {
    out.put(segment.type);
    out.put(segment.flags);
    out.put(segment.offset);
    out.put(segment.rva);
    out.put(segment.rva); // physical address
    out.put(segment.file_size);
    out.put(segment.memory_size);
    out.put(segment.alignment);
  }
}

void ElfWriter::put_section_headers(ByteWriter &out) const {
  out.put_zeros(elf::section_header_size);
  for (std::size_t i = 0; i < sections_.size(); ++i) {
    const OutputSection &section = sections_[i];
    out.put(names_[i]);
    out.put(section.type);
    out.put(section.flags);
    out.put_as<std::uint64_t>(section.rva);
    out.put(section.offset);
    out.put_as<std::uint64_t>(section.bytes.size());
    out.put_zeros(8); // link, info
    out.put(section.alignment);
    out.put(section.entry_size);
  }
}

Expected<WrittenFile> ElfWriter::finish() && {
  add_names();
  const std::uint64_t section_headers = align_up(file_end_, 8);
  const std::uint64_t size =
      section_headers + (sections_.size() + 1) * elf::section_header_size;
  if (size >= max_image || memory_end_ >= max_image)
    return fail(ErrorCode::unsupported, "payload of " +
                                            hex(std::max(size, memory_end_)) +
                                            " bytes, expected less than 2 GiB");
  ByteWriter out;
  put_header(out, section_headers);
  put_segments(out);
  std::uint64_t build_id = 0;
  for (const OutputSection &section : sections_) {
    out.put_zeros(static_cast<std::size_t>(section.offset) - out.size());
    if (section.type == elf::note_section)
      build_id = section.offset + elf::build_id_offset;
    out.put(section.bytes);
  }
  out.align(8);
  put_section_headers(out);
  parts_[static_cast<std::size_t>(FilePart::headers)] +=
      (sections_.size() + 1) * elf::section_header_size;

  WrittenFile file{.bytes = std::move(out).take(), .parts = parts_};
  const std::span<std::byte> bytes(file.bytes);
  const Fingerprint id = fingerprint(bytes);
  put_at(bytes, static_cast<std::size_t>(build_id), std::byteswap(id.high));
  put_at(bytes, static_cast<std::size_t>(build_id) + 8, std::byteswap(id.low));
  file.parts[static_cast<std::size_t>(FilePart::alignment)] =
      bytes.size() -
      std::accumulate(parts_.begin(), parts_.end(), std::uint64_t{0});
  return file;
}

} // namespace

Expected<WrittenFile> write_elf(const Payload &payload) {
  ElfWriter writer(payload);
  writer.add_made(payload);
  writer.add({.name = ".hotpatch",
              .part = FilePart::records,
              .alignment = 4,
              .bytes = encode_table(table_of(payload))});
  writer.add({.name = ".hpmeta",
              .part = FilePart::metadata,
              .alignment = 1,
              .bytes = encode_metadata(payload)});
  return std::move(writer).finish();
}

} // namespace hotpatch
