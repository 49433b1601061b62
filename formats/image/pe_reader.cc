// PE32+ images: headers, sections, load configuration and TLS.  Imports and
// exports are in pe_imports.cc, relocations in pe_relocations.cc, unwind data
// in pe_unwind.cc, the debug directory in pe_debug.cc, symbols in
// pe_symbols.cc.
//
// Everything but the headers is found by RVA, that is, through the sections, as
// the loader does it.  Sections are checked first: ascending, apart from each
// other, inside the image, and together not longer than the file (else one
// small file could show the same bytes in thousands of places, and whatever is
// linear in the image would not be linear in the file).
//
// What the loader ignores is not checked: sizes of the import directories,
// checksums, subsystem, stack sizes.
//
// Source: PE/COFF specification; IMAGE_LOAD_CONFIG_DIRECTORY64 as in winnt.h.
#include "formats/image/pe_reader.h"

#include "formats/core/place.h"
#include "formats/core/text.h"
#include "formats/image/debug_link.h"
#include "formats/image/unread.h"

#include <algorithm>

namespace hotpatch {
namespace {

constexpr std::uint16_t machine_amd64 = 0x8664, machine_i386 = 0x14c;
constexpr std::uint16_t magic_pe32 = 0x10b, magic_pe32_plus = 0x20b;
constexpr std::uint16_t flag_relocations_stripped = 0x1, flag_dll = 0x2000;
constexpr std::uint32_t characteristic_guard_cf = 0x4000;
constexpr std::uint32_t memory_execute = 0x20000000, memory_write = 0x80000000,
                        memory_discardable = 0x02000000;

std::uint32_t u32(BytesView bytes, std::uint64_t offset) {
  return read_int<std::uint32_t>(bytes, offset).value_or(0);
}

std::uint64_t u64(BytesView bytes, std::uint64_t offset) {
  return read_int<std::uint64_t>(bytes, offset).value_or(0);
}

} // namespace

Expected<Image> PeReader::read(BytesView bytes) {
  PeReader reader(bytes);
  HP_TRY(reader.read_headers());
  HP_TRY(reader.read_names());
  HP_TRY(reader.read_sections());
  HP_TRY(reader.read_code());
  if (!reader.is_symbol_file_) {
    HP_TRY(reader.read_load_config());
    HP_TRY(reader.read_tls());
    HP_TRY(reader.read_imports());
    HP_TRY(reader.read_delay_imports());
    HP_TRY(reader.read_exports());
    HP_TRY(reader.read_base_relocations());
    HP_TRY(reader.read_unwind());
    HP_TRY(reader.read_debug());
    reader.find_pseudo_relocations();
  }
  HP_TRY(reader.read_symbols());
  reader.read_initializers();
  return std::move(reader.image_);
}

Expected<void> PeReader::read_headers() {
  constexpr std::size_t coff_header_size = 24; // with the signature
  std::uint64_t offset = u32(bytes_, 0x3c);
  std::optional<BytesView> start = slice(bytes_, offset, coff_header_size);
  if (!start || u32(*start, 0) != 0x00004550)
    return fail(ErrorCode::malformed,
                "PE header: there is no signature \"PE\" at " + hex(offset));
  auto header = start->first<coff_header_size>();
  auto machine = field<std::uint16_t, 4>(header);
  section_count_ = field<std::uint16_t, 6>(header);
  symbol_offset_ = field<std::uint32_t, 12>(header);
  symbol_count_ = symbol_offset_ ? field<std::uint32_t, 16>(header) : 0;
  auto optional_size = field<std::uint16_t, 20>(header);
  auto flags = field<std::uint16_t, 22>(header);
  section_table_ = offset + coff_header_size + optional_size;
  image_.machine = {
      .format = ObjectFormat::coff, .isa = Isa::x86_64, .number = machine};
  image_.identity.format = ObjectFormat::coff;
  image_.identity.machine = machine;
  image_.identity.time_date_stamp = field<std::uint32_t, 8>(header);
  image_.is_library = flags & flag_dll;
  image_.is_relocatable = !(flags & flag_relocations_stripped);
  std::optional<BytesView> rest =
      slice(bytes_, offset + coff_header_size, optional_size);
  if (!rest)
    return fail(ErrorCode::malformed,
                "optional header: " + past_end(offset + coff_header_size,
                                               optional_size, bytes_.size()));
  return read_optional_header(*rest);
}

Expected<void> PeReader::read_optional_header(BytesView header) {
  auto magic = read_int<std::uint16_t>(header, 0);
  bool is_32_bit = magic == magic_pe32;
  std::uint64_t table = is_32_bit ? 96 : 112; // of directories
  std::size_t count =
      std::min<std::size_t>(u32(header, table - 4), directories_.size());
  for (std::size_t i = 0; i < count; ++i)
    directories_[i] = {u32(header, table + 8 * i),
                       u32(header, table + 8 * i + 4)};
  if (directories_[managed_directory].rva != 0)
    return refuse_managed();
  if (is_32_bit || image_.machine.number == machine_i386)
    return refuse_32_bit();
  if (image_.machine.number != machine_amd64)
    return refuse_machine(image_.machine.number);
  if (magic != magic_pe32_plus || header.size() < table)
    return fail(ErrorCode::malformed,
                "optional header: has magic number " + hex(magic.value_or(0)) +
                    " and " + std::to_string(header.size()) +
                    " bytes, expected 0x20b and at least 112");
  image_.entry_point = u32(header, 16);
  image_.preferred_base = u64(header, 24);
  image_.has_guard_cf = u32(header, 68) >> 16 & characteristic_guard_cf;
  image_.identity.size_of_image = u32(header, 56);
  image_.identity.checksum = u32(header, 64);
  std::uint32_t size = image_.identity.size_of_image;
  if (size >= max_image_size)
    return refuse_size(size);
  if (size == 0 || image_.entry_point >= size)
    return fail(ErrorCode::malformed,
                "optional header: the entry point " + hex(image_.entry_point) +
                    " is outside of the image (" + hex(size) + ")");
  return {};
}

Expected<void> PeReader::read_sections() {
  constexpr std::size_t section_header_size = 40;
  std::uint64_t size = std::uint64_t{section_count_} * section_header_size;
  std::optional<BytesView> table = slice(bytes_, section_table_, size);
  if (!table)
    return fail(ErrorCode::malformed,
                "section headers: " +
                    past_end(section_table_, size, bytes_.size()));
  std::uint64_t in_file = 0;
  for (std::uint32_t i = 0; i < section_count_; ++i) {
    auto record = record_at<section_header_size>(*table, i);
    if (Expected<void> read = read_section(record); !read)
      return std::unexpected(
          std::move(read).error().at(section_place(i + 1, "")));
    in_file +=
        image_.sections.empty() ? 0 : image_.sections.back().bytes.size();
    if (in_file > bytes_.size())
      return fail(ErrorCode::malformed, "sections overlap in the file");
  }
  for (const ImageSection &section : image_.sections)
    if (section.name == ".gnu_debuglink")
      read_debug_link(section.bytes, image_);
  std::erase_if(image_.sections,
                [](const ImageSection &section) { return section.size == 0; });
  return {};
}

Expected<void> PeReader::read_section(Record<40> record) {
  std::string_view name = as_text(record.first<8>());
  name = name.substr(0, name.find('\0'));
  if (name.starts_with('/')) {
    std::optional<std::uint64_t> offset = coff_name_offset(name);
    if (std::optional<std::string_view> found =
            offset ? names_.take(*offset) : std::nullopt)
      name = *found;
  }
  auto memory_size = field<std::uint32_t, 8>(record);
  auto rva = field<std::uint32_t, 12>(record);
  auto file_size = field<std::uint32_t, 16>(record);
  auto offset = field<std::uint32_t, 20>(record);
  auto flags = field<std::uint32_t, 36>(record);
  std::uint32_t size = memory_size ? memory_size : file_size;
  std::uint64_t last_end =
      sections_.empty()
          ? 0
          : std::uint64_t{sections_.back().rva} + sections_.back().size;
  std::uint64_t image_size = image_.identity.size_of_image;
  if (rva < last_end || rva > image_size || size > image_size - rva)
    return fail(ErrorCode::malformed,
                quoted_name(name) + ": begins at " + hex(rva) + " with " +
                    hex(size) + " bytes, expected in [" + hex(last_end) + ", " +
                    hex(image_size) + ")");
  std::uint32_t in_file = offset == 0 ? 0 : std::min(size, file_size);
  std::optional<BytesView> bytes = slice(bytes_, offset, in_file);
  if (!bytes)
    return fail(ErrorCode::malformed,
                quoted_name(name) + ": " +
                    past_end(offset, in_file, bytes_.size()));
  sections_.push_back({rva, size, (flags & memory_execute) != 0});
  image_.sections.push_back({.name = name,
                             .rva = rva,
                             .size = size,
                             .bytes = *bytes,
                             .is_code = (flags & memory_execute) != 0,
                             .is_writable = (flags & memory_write) != 0});
  if ((flags & (memory_write | memory_discardable)) == 0 && !bytes->empty())
    image_.constant_parts.push_back({.rva = rva,
                                     .bytes = *bytes,
                                     .is_code = (flags & memory_execute) != 0});
  return {};
}

Expected<void> PeReader::read_code() {
  std::vector<CodePart> parts;
  for (const ImageSection &section : image_.sections)
    if (section.is_code)
      parts.push_back({.place = "section " + quoted_name(section.name),
                       .rva = section.rva,
                       .size = section.size,
                       .bytes = section.bytes,
                       .is_writable = section.is_writable});
  // What `objcopy --only-keep-debug` makes keeps its symbols.
  is_symbol_file_ = is_without_code(parts) && symbol_count_ > 0 &&
                    std::ranges::none_of(parts, &CodePart::is_writable);
  if (is_symbol_file_)
    return {};
  HP_TRY(check_not_packed(parts));
  image_.identity.code_digest = digest_code(parts);
  return {};
}

Expected<void> PeReader::read_load_config() {
  constexpr std::uint64_t guard_flags = 0x90, hybrid_metadata = 0xc8;
  constexpr std::uint32_t guard_instrumented = 0x100;
  if (directories_[load_config_directory].rva == 0) {
    image_.has_guard_cf = false;
    return {};
  }
  // Older tools write the size of an older structure into the directory.
  BytesView config = bytes_from(directories_[load_config_directory].rva);
  auto size = read_int<std::uint32_t>(config, 0);
  if (!size || *size > config.size())
    return fail(ErrorCode::malformed,
                "load configuration: has " + hex(size.value_or(0)) +
                    " bytes, expected at most " + hex(config.size()));
  config = config.first(*size);
  // Microsoft's C library alone makes an image "instrumented".
  image_.has_guard_cf &= (u32(config, guard_flags) & guard_instrumented) != 0;
  if (u64(config, hybrid_metadata) != 0)
    return fail(ErrorCode::unsupported,
                "is a hybrid image with ARM64 code (ARM64EC), expected x86-64",
                "only images for x86-64 can be patched in memory");
  return {};
}

Expected<void> PeReader::read_tls() {
  if (directories_[tls_directory].rva == 0)
    return {};
  BytesView bytes = bytes_from(directories_[tls_directory].rva);
  if (bytes.size() < 40)
    return fail(ErrorCode::malformed, "TLS directory: is not in the file");
  std::uint64_t begin = u64(bytes, 0), end = u64(bytes, 8);
  std::uint64_t size = end - begin + u32(bytes, 32);
  std::optional<Rva> first = to_rva(begin), index = to_rva(u64(bytes, 16));
  if (begin != end || size != 0) {
    if (!first || end < begin ||
        end - begin > image_.identity.size_of_image - *first ||
        size >= max_image_size)
      return fail(ErrorCode::malformed, "TLS directory: the template [" +
                                            hex(begin) + ", " + hex(end) +
                                            ") is outside of the image");
    image_.tls_begin = *first;
    image_.tls_size = image_.tls_block_size = static_cast<std::uint32_t>(size);
  }
  image_.tls_index = index.value_or(0);
  std::uint64_t callbacks = u64(bytes, 24);
  std::optional<Rva> at = to_rva(callbacks);
  for (std::uint64_t offset = 0; at && callbacks != 0; offset += 8) {
    std::optional<std::uint64_t> callback =
        word_at<std::uint64_t>(*at + offset);
    if (callback == 0)
      break;
    std::optional<Rva> rva = callback ? to_rva(*callback) : std::nullopt;
    if (!rva)
      return fail(ErrorCode::malformed, "TLS directory: callback " +
                                            std::to_string(offset / 8) +
                                            " is outside of the image");
    image_.initializers.push_back(*rva);
  }
  return {};
}

Expected<BytesView> PeReader::directory(DirectoryNumber number) const {
  const Directory &found = directories_[number];
  if (found.rva == 0 || found.size == 0)
    return BytesView();
  if (std::optional<BytesView> bytes = image_.bytes_at(found.rva, found.size))
    return *bytes;
  return fail(ErrorCode::malformed, "directory " + std::to_string(number) +
                                        ": " + hex(found.size) + " bytes at " +
                                        hex(found.rva) +
                                        " are in no section of the file");
}

BytesView PeReader::bytes_from(Rva rva) const {
  const ImageSection *section = image_.section_at(rva);
  if (!section || rva - section->rva > section->bytes.size())
    return {};
  return section->bytes.subspan(rva - section->rva);
}

template <typename T>
std::optional<T> PeReader::word_at(std::uint64_t rva) const {
  if (rva >= image_.identity.size_of_image)
    return std::nullopt;
  const ImageSection *section = image_.section_at(static_cast<Rva>(rva));
  std::uint64_t offset = section ? rva - section->rva : 0;
  if (!section || section->size - offset < sizeof(T))
    return std::nullopt;
  if (offset >= section->bytes.size())
    return T{0};
  return read_int<T>(section->bytes, offset);
}

template std::optional<std::uint32_t>
PeReader::word_at<std::uint32_t>(std::uint64_t) const;
template std::optional<std::uint64_t>
PeReader::word_at<std::uint64_t>(std::uint64_t) const;

std::optional<Rva> PeReader::to_rva(std::uint64_t address) const {
  std::uint64_t rva = address - image_.preferred_base;
  if (rva >= image_.identity.size_of_image)
    return std::nullopt;
  return static_cast<Rva>(rva);
}

Expected<std::string_view> PeReader::name_at(std::uint64_t rva) {
  std::string_view rest;
  if (rva < image_.identity.size_of_image)
    rest = as_text(bytes_from(static_cast<Rva>(rva)));
  std::size_t end = rest.substr(0, name_allowance_).find('\0');
  if (end == std::string_view::npos)
    return fail(ErrorCode::malformed,
                rest.size() < name_allowance_
                    ? "the name at " + hex(rva) +
                          " does not end within its section"
                    : "the names together are many times longer than the file");
  name_allowance_ -= end;
  return rest.substr(0, end);
}

} // namespace hotpatch
