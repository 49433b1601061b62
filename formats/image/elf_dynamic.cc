// The dynamic section of an ELF image: tables, symbols, exports, initializers.
// See elf_image_reader.cc.
//
// The number of dynamic symbols is written nowhere.  DT_HASH has it;
// DT_GNU_HASH holds only the defined ones, behind the others, up to the end of
// the last chain.  The section header would tell, if there is one that does not
// lie, and relocations lead to symbols that no hash table needs to hold.  The
// largest number of all these counts.
#include "formats/image/elf_constants.h"
#include "formats/image/elf_image_reader.h"

#include "formats/core/text.h"

#include <algorithm>

namespace hotpatch {

Expected<void> ElfImageReader::read_dynamic() {
  const ElfSegment *segment = segment_of(elf::PT_DYNAMIC);
  if (!segment)
    return {};
  BytesView entries = HP_TRY(table_bytes({segment->address, segment->file_size},
                                         "the segment itself"));
  for (std::size_t at = 0; at + 16 <= entries.size(); at += 16) {
    std::uint64_t tag = read_int<std::uint64_t>(entries, at).value_or(0);
    std::uint64_t value = read_int<std::uint64_t>(entries, at + 8).value_or(0);
    if (tag == elf::DT_NULL)
      break;
    note_dynamic_entry(tag, value);
  }
  dynamic_names_ = HP_TRY(
      StringTable::create(HP_TRY(table_bytes(dynamic_.names, "DT_STRTAB"))));
  for (std::uint64_t offset : dynamic_.needed) {
    std::optional<std::string_view> name = dynamic_names_.take(offset);
    if (!name)
      return std::unexpected(dynamic_names_.explain(offset).at("DT_NEEDED"));
    image_.needed.push_back(*name);
  }
  // A program that can be loaded anywhere is a shared object by its header.
  bool has_loader = segment_of(elf::PT_INTERP) != nullptr;
  if (dynamic_.flags_1 & elf::DF_1_PIE || (has_loader && !dynamic_.has_soname))
    image_.is_library = false;
  return read_dynamic_symbols();
}

void ElfImageReader::note_dynamic_entry(std::uint64_t tag,
                                        std::uint64_t value) {
  switch (tag) {
  case elf::DT_NEEDED:
    dynamic_.needed.push_back(value);
    break;
  case elf::DT_SONAME:
    dynamic_.has_soname = true;
    break;
  default:
    break;
  }
  struct Field {
    std::uint64_t tag;
    std::uint64_t &value;
  };
  const Field fields[] = {
      {elf::DT_STRTAB, dynamic_.names.address},
      {elf::DT_STRSZ, dynamic_.names.size},
      {elf::DT_SYMTAB, dynamic_.symbols},
      {elf::DT_HASH, dynamic_.hash},
      {elf::DT_GNU_HASH, dynamic_.gnu_hash},
      {elf::DT_VERSYM, dynamic_.versions},
      {elf::DT_RELA, dynamic_.relocations.address},
      {elf::DT_RELASZ, dynamic_.relocations.size},
      {elf::DT_JMPREL, dynamic_.plt_relocations.address},
      {elf::DT_PLTRELSZ, dynamic_.plt_relocations.size},
      {elf::DT_RELR, dynamic_.relative_relocations.address},
      {elf::DT_RELRSZ, dynamic_.relative_relocations.size},
      {elf::DT_PREINIT_ARRAY, dynamic_.preinit_array.address},
      {elf::DT_PREINIT_ARRAYSZ, dynamic_.preinit_array.size},
      {elf::DT_INIT_ARRAY, dynamic_.init_array.address},
      {elf::DT_INIT_ARRAYSZ, dynamic_.init_array.size},
      {elf::DT_INIT, dynamic_.init},
      {elf::DT_FLAGS_1, dynamic_.flags_1},
  };
  for (const Field &field : fields)
    if (field.tag == tag)
      field.value = value;
}

Expected<void> ElfImageReader::read_dynamic_symbols() {
  std::optional<Rva> rva = to_rva(dynamic_.symbols);
  if (dynamic_.symbols == 0 || !rva)
    return {};
  std::uint64_t count = HP_TRY(count_dynamic_symbols());
  std::uint64_t size = count * Layout::symbol_size;
  BytesView table = HP_TRY(table_bytes({dynamic_.symbols, size}, "DT_SYMTAB"));
  dynamic_symbols_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    ElfSymbol raw = Layout::symbol(record_at<Layout::symbol_size>(table, i));
    std::optional<std::string_view> name = dynamic_names_.take(raw.name);
    if (!name)
      return std::unexpected(dynamic_names_.explain(raw.name)
                                 .at("symbol " + std::to_string(i))
                                 .at("dynamic symbols"));
    dynamic_symbols_.push_back({raw, *name});
  }
  return {};
}

// At most what the file could hold, so that it can be multiplied.
Expected<std::uint64_t> ElfImageReader::count_dynamic_symbols() const {
  std::uint64_t count = count_by_gnu_hash();
  if (std::optional<Rva> hash = to_rva(dynamic_.hash);
      hash && dynamic_.hash != 0)
    count = std::max<std::uint64_t>(
        count, read_int<std::uint32_t>(bytes_from(*hash), 4).value_or(0));
  for (const ElfSectionHeader &header : headers_)
    if (header.type == elf::SHT_DYNSYM && header.address == dynamic_.symbols)
      count = std::max(count, header.size / Layout::symbol_size);
  for (const Table &table : {dynamic_.relocations, dynamic_.plt_relocations}) {
    BytesView entries = HP_TRY(table_bytes(table, "relocations"));
    for (std::size_t at = 0; at + Layout::rela_size <= entries.size();
         at += Layout::rela_size)
      count = std::max<std::uint64_t>(
          count, read_int<std::uint32_t>(entries, at + 12).value_or(0) + 1ULL);
  }
  if (count > bytes_.size() / Layout::symbol_size)
    return fail(ErrorCode::malformed,
                "dynamic section: " + std::to_string(count) +
                    " symbols do not fit into the file (" + hex(bytes_.size()) +
                    ")");
  return count;
}

// Four numbers (buckets, first symbol, bloom words, shift), the bloom filter,
// the buckets, and a word for each hashed symbol whose bit 0 ends its chain.
// The last chain begins at the largest bucket.
std::uint64_t ElfImageReader::count_by_gnu_hash() const {
  std::optional<Rva> rva = to_rva(dynamic_.gnu_hash);
  if (dynamic_.gnu_hash == 0 || !rva)
    return 0;
  BytesView table = bytes_from(*rva);
  auto bucket_count = read_int<std::uint32_t>(table, 0);
  auto first = read_int<std::uint32_t>(table, 4);
  auto bloom_words = read_int<std::uint32_t>(table, 8);
  if (!bucket_count || !first || !bloom_words)
    return 0;
  std::uint64_t buckets = 16 + std::uint64_t{*bloom_words} * 8;
  std::uint64_t chains = buckets + std::uint64_t{*bucket_count} * 4;
  std::uint32_t last = 0;
  for (std::uint64_t at = buckets; at < chains; at += 4) {
    auto bucket = read_int<std::uint32_t>(table, at);
    if (!bucket)
      return 0;
    last = std::max(last, *bucket);
  }
  if (last < *first)
    return *first;
  while (auto word =
             read_int<std::uint32_t>(table, chains + (last - *first) * 4ULL)) {
    ++last;
    if (*word & 1)
      break;
  }
  return last;
}

// A symbol of another than its name's default version is found only by those
// that ask for that version.
Expected<void> ElfImageReader::read_exports() {
  constexpr std::uint16_t hidden = 0x8000;
  BytesView versions;
  if (std::optional<Rva> rva = to_rva(dynamic_.versions);
      rva && dynamic_.versions != 0)
    versions = bytes_from(*rva);
  for (std::size_t i = 0; i < dynamic_symbols_.size(); ++i) {
    const DynamicSymbol &symbol = dynamic_symbols_[i];
    std::optional<NamedPlace> place = place_of(symbol.raw);
    if (!place || place->is_local || place->kind == PlaceKind::tls ||
        place->rva >= image_.identity.size_of_image || symbol.name.empty() ||
        read_int<std::uint16_t>(versions, i * 2ULL).value_or(0) & hidden)
      continue;
    constexpr unsigned type_mask = 15;
    image_.exports.push_back(
        {.name = symbol.name,
         .rva = place->rva,
         .is_indirect = (symbol.raw.info & type_mask) == elf::STT_GNU_IFUNC});
  }
  return {};
}

// What relocations fill in has been noted when they were read; packed ones
// (DT_RELR) and images that cannot be moved have the words in the file.
Expected<void> ElfImageReader::read_initializers() {
  if (!segment_of(elf::PT_DYNAMIC)) // linked statically
    for (const ElfSectionHeader &header : headers_)
      if (header.flags & elf::SHF_ALLOC &&
          (header.type == elf::SHT_INIT_ARRAY ||
           header.type == elf::SHT_PREINIT_ARRAY))
        HP_TRY(read_initializer_array({header.address, header.size}));
  HP_TRY(read_initializer_array(dynamic_.preinit_array));
  HP_TRY(read_initializer_array(dynamic_.init_array));
  if (std::optional<Rva> init = to_rva(dynamic_.init);
      init && dynamic_.init != 0)
    image_.initializers.push_back(*init);
  return {};
}

Expected<void> ElfImageReader::read_initializer_array(const Table &table) {
  BytesView words = HP_TRY(table_bytes(table, "the array of initializers"));
  for (std::size_t at = 0; at + 8 <= words.size(); at += 8) {
    std::uint64_t word = read_int<std::uint64_t>(words, at).value_or(0);
    std::optional<Rva> rva = to_rva(word);
    if (word != 0 && word != ~std::uint64_t{0} && rva)
      image_.initializers.push_back(*rva);
  }
  return {};
}

} // namespace hotpatch
