// ELF relocatable objects: the header and the sections.  Symbols and section
// groups are in elf_symbols.cc, relocations in elf_relocations.cc.
//
// Why not llvm::object::ELFFile: its section and symbol tables are safe but
// its users are not, each symbol's name is an Expected of its own, and every
// unchecked llvm::Error would go unnoticed (Debian builds LLVM without
// assertions).  The tables are simple.  Here each is cut out of the file once,
// with its whole extent checked, and then decoded record by record; the layout
// (width, byte order) is chosen once per table, not per field.
//
// What a small file can make us do is bounded by its size: a table's entries
// lie in the file, relocation tables may not overlap (else 8,000 headers could
// name the same megabyte), and names may not share their bytes without end
// (StringTable).
#include "formats/object/elf_reader.h"

#include "formats/core/place.h"

#include <bit>
#include <limits>
#include <llvm/BinaryFormat/ELF.h>

namespace hotpatch {
namespace {

namespace elf = llvm::ELF;

Machine machine_of(const ElfFileHeader &header, Machine base) {
  base.number = header.machine;
  bool is_little = base.order == std::endian::little;
  if (header.machine == elf::EM_X86_64 && is_little)
    base.isa = Isa::x86_64; // x32 too: the same code and relocations
  else if (header.machine == elf::EM_386 && is_little &&
           base.address_bits == 32)
    base.isa = Isa::i386;
  else if (header.machine == elf::EM_AARCH64 && base.address_bits == 64)
    base.isa = Isa::aarch64;
  return base;
}

bool is_unwind_section(const ElfSectionHeader &header, std::string_view name,
                       std::uint32_t machine) {
  if (machine == elf::EM_X86_64 && header.type == elf::SHT_X86_64_UNWIND)
    return true;
  if (machine == elf::EM_ARM && header.type == elf::SHT_ARM_EXIDX)
    return true;
  return name.starts_with(".eh_frame") ||
         name.starts_with(".gcc_except_table") || name.starts_with(".ARM.ex");
}

SectionKind kind_of(const ElfSectionHeader &header, std::string_view name,
                    std::uint32_t machine) {
  if (!(header.flags & elf::SHF_ALLOC) || header.type == elf::SHT_NOTE)
    return SectionKind::other;
  bool has_bytes = header.type != elf::SHT_NOBITS;
  if (is_unwind_section(header, name, machine) && has_bytes)
    return SectionKind::unwind;
  if (header.flags & elf::SHF_TLS)
    return has_bytes ? SectionKind::tls_data : SectionKind::tls_bss;
  if (!has_bytes)
    return SectionKind::bss;
  if (header.flags & elf::SHF_EXECINSTR)
    return SectionKind::code;
  // Written once, by the dynamic loader, and then protected.
  if (name.starts_with(".data.rel.ro"))
    return SectionKind::read_only;
  return header.flags & elf::SHF_WRITE ? SectionKind::writable
                                       : SectionKind::read_only;
}

} // namespace

Expected<ObjectFile> ElfReader::read(BytesView bytes) {
  ElfReader reader(bytes);
  HP_TRY(reader.read_identification());
  HP_TRY(reader.read_section_headers());
  HP_TRY(reader.read_sections());
  HP_TRY(reader.read_symbols());
  HP_TRY(reader.read_groups());
  HP_TRY(reader.read_relocations());
  return std::move(reader.object_);
}

Expected<void> ElfReader::read_identification() {
  auto width = read_int<std::uint8_t>(bytes_, elf::EI_CLASS);
  auto order = read_int<std::uint8_t>(bytes_, elf::EI_DATA);
  if (!width || !order)
    return fail(ErrorCode::malformed, "ELF header: the file ends after " +
                                          std::to_string(bytes_.size()) +
                                          " bytes");
  if (*width != elf::ELFCLASS32 && *width != elf::ELFCLASS64)
    return fail(ErrorCode::malformed, "ELF header: class is " +
                                          std::to_string(*width) +
                                          ", expected 1 or 2");
  if (*order != elf::ELFDATA2LSB && *order != elf::ELFDATA2MSB)
    return fail(ErrorCode::malformed, "ELF header: byte order is " +
                                          std::to_string(*order) +
                                          ", expected 1 or 2");
  object_.machine = {.format = ObjectFormat::elf,
                     .address_bits =
                         std::uint8_t(*width == elf::ELFCLASS64 ? 64 : 32),
                     .order = *order == elf::ELFDATA2LSB ? std::endian::little
                                                         : std::endian::big};
  return {};
}

Expected<void> ElfReader::read_section_headers() {
  return with_layout(object_.machine, [&](auto layout) -> Expected<void> {
    using Layout = decltype(layout);
    std::optional<BytesView> start = slice(bytes_, 0, Layout::file_header_size);
    if (!start)
      return fail(ErrorCode::malformed,
                  "ELF header: the file ends after " +
                      std::to_string(bytes_.size()) + " bytes, expected " +
                      std::to_string(Layout::file_header_size));
    ElfFileHeader header =
        Layout::file_header(record_at<Layout::file_header_size>(*start, 0));
    object_.machine = machine_of(header, object_.machine);
    if (header.section_offset == 0)
      return {}; // no section headers
    if (header.section_entry_size != Layout::section_size)
      return fail(ErrorCode::malformed,
                  "ELF header: section headers have " +
                      std::to_string(header.section_entry_size) +
                      " bytes each, expected " +
                      std::to_string(Layout::section_size));
    // Section 0 holds the numbers that do not fit into the header.
    std::uint64_t count = header.section_count;
    name_section_ = header.name_section;
    if (std::optional<BytesView> first =
            slice(bytes_, header.section_offset, Layout::section_size)) {
      ElfSectionHeader null_section =
          Layout::section(record_at<Layout::section_size>(*first, 0));
      if (count == 0)
        count = null_section.size;
      if (name_section_ == elf::SHN_XINDEX)
        name_section_ = null_section.link;
    }
    if (count == 0)
      count = 1; // section 0, or the complaint that it is not there
    if (count > bytes_.size() / Layout::section_size)
      return fail(ErrorCode::malformed,
                  "section headers: " + std::to_string(count) +
                      " do not fit into the file (" + hex(bytes_.size()) + ")");
    std::optional<BytesView> table =
        slice(bytes_, header.section_offset, count * Layout::section_size);
    if (!table)
      return fail(ErrorCode::malformed,
                  "section headers: " + past_end(header.section_offset,
                                                 count * Layout::section_size,
                                                 bytes_.size()));
    headers_.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
      headers_.push_back(
          Layout::section(record_at<Layout::section_size>(*table, i)));
    return {};
  });
}

Expected<void> ElfReader::read_sections() {
  StringTable names;
  if (name_section_ != elf::SHN_UNDEF) {
    if (name_section_ >= headers_.size())
      return fail(ErrorCode::malformed,
                  "ELF header: section names are in section " +
                      std::to_string(name_section_) + ", expected less than " +
                      std::to_string(headers_.size()));
    Expected<StringTable> table =
        StringTable::create(HP_TRY(contents(name_section_)));
    if (!table)
      return std::unexpected(std::move(table).error().at(place(name_section_)));
    names = *table;
  }
  object_.sections.reserve(headers_.size());
  for (std::uint32_t number = 1; number < headers_.size(); ++number) {
    std::uint32_t offset = headers_[number].name;
    std::string_view name;
    // Without a table of names the offsets mean nothing.
    if (name_section_ != elf::SHN_UNDEF) {
      std::optional<std::string_view> found = names.take(offset);
      if (!found)
        return std::unexpected(names.explain(offset).at(place(number)));
      name = *found;
    }
    object_.sections.push_back({.name = name});
    object_.sections.back() = HP_TRY(read_section(number));
  }
  return {};
}

Expected<Section> ElfReader::read_section(std::uint32_t number) {
  const ElfSectionHeader &header = headers_[number];
  Section section = object_.sections[number - 1];
  section.kind = kind_of(header, section.name, object_.machine.number);
  section.alignment = header.alignment ? header.alignment : 1;
  if (!std::has_single_bit(section.alignment))
    return fail(ErrorCode::malformed, place(number) + ": alignment is " +
                                          std::to_string(header.alignment) +
                                          ", expected a power of two");
  section.size = header.size;
  section.bytes = HP_TRY(contents(number));
  // Entries that do not fill the section are not merged by linkers either.
  if (header.flags & elf::SHF_MERGE && header.entry_size != 0 &&
      header.entry_size <= std::numeric_limits<std::uint32_t>::max() &&
      header.size % header.entry_size == 0) {
    section.is_mergeable = true;
    section.is_strings = header.flags & elf::SHF_STRINGS;
    section.entry_size = static_cast<std::uint32_t>(header.entry_size);
  }
  if (header.type == elf::SHT_SYMTAB) {
    if (symbol_table_ != 0)
      return fail(ErrorCode::malformed,
                  place(number) + ": a second symbol table, the first is " +
                      place(symbol_table_));
    symbol_table_ = number;
  }
  return section;
}

Expected<BytesView> ElfReader::contents(std::uint32_t number) const {
  const ElfSectionHeader &header = headers_[number];
  if (header.type == elf::SHT_NOBITS || header.type == elf::SHT_NULL)
    return BytesView();
  if (std::optional<BytesView> found =
          slice(bytes_, header.offset, header.size))
    return *found;
  return fail(ErrorCode::malformed,
              place(number) + ": " +
                  past_end(header.offset, header.size, bytes_.size()));
}

std::string ElfReader::place(std::uint32_t number) const {
  std::uint32_t index = number - 1; // none for number 0
  return section_place(number, index < object_.sections.size()
                                   ? object_.sections[index].name
                                   : std::string_view());
}

} // namespace hotpatch
