// Reads an ELF object's debug sections and applies their relocations.
//
// LLVM's ELFFile<> answers every question with an Expected, unlike
// ELFObjectFile, whose iterators end the process on a bad symbol table; so this
// file walks the tables itself.  For the addresses see linked_debug.cc, for
// what a relocation does elf_relocations.cc.
#include "formats/debug/elf_relocations.h"
#include "formats/debug/linked_debug.h"
#include "formats/debug/llvm_error.h"
#include "formats/debug/message.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/Object/ELF.h>
#include <llvm/Support/Compression.h>

#include <type_traits>

namespace hotpatch {
namespace {

// What compressed sections may hold together; deflate shrinks by at most 1032,
// Zstandard without a bound, and memory is the target.
constexpr std::uint64_t most_inflated_bytes = 256U << 20;

template <typename ELFT> class ElfLinker {
public:
  using Shdr = typename ELFT::Shdr;

  ElfLinker(llvm::object::ELFFile<ELFT> file, std::size_t section_count)
      : file_(std::move(file)),
        layout_(ELFT::Endianness == llvm::endianness::little
                    ? std::endian::little
                    : std::endian::big,
                ELFT::Is64Bits ? 8 : 4, section_count, file_.getBufSize()) {}

  Expected<LinkedDebug> link() {
    typename ELFT::ShdrRange sections = HP_TRY(from_llvm(file_.sections()));
    for (std::size_t i = 0; i < sections.size(); ++i)
      HP_TRY(add_section(sections, i));
    for (std::size_t i = 0; i < sections.size(); ++i)
      HP_TRY(apply_section(sections, i));
    LinkedDebug linked = HP_TRY(std::move(layout_).finish());
    // ObjectFile has no null section: its indices are one lower.
    for (std::vector<std::uint64_t> *by_section :
         {&linked.section_base, &linked.section_size})
      if (!by_section->empty())
        by_section->erase(by_section->begin());
    return linked;
  }

private:
  Expected<void> add_section(typename ELFT::ShdrRange sections,
                             std::size_t index) {
    const Shdr &header = sections[index];
    if (header.sh_type == llvm::ELF::SHT_NOBITS ||
        header.sh_type == llvm::ELF::SHT_NULL)
      return {};
    if ((header.sh_flags & llvm::ELF::SHF_ALLOC) != 0) {
      layout_.place(
          index, std::min<std::uint64_t>(header.sh_size, file_.getBufSize()));
      return {};
    }
    llvm::StringRef name = HP_TRY(from_llvm(file_.getSectionName(header)));
    if (!DebugLayout::is_wanted(name))
      return {};
    llvm::ArrayRef<std::uint8_t> raw =
        HP_TRY(from_llvm(file_.getSectionContents(header)));
    const BytesView contents = std::as_bytes(std::span(raw.data(), raw.size()));
    if ((header.sh_flags & llvm::ELF::SHF_COMPRESSED) == 0)
      return layout_.add(index, name, contents);
    std::string inflated = HP_TRY(inflate(name, contents));
    return layout_.add(index, name, as_bytes(inflated));
  }

  // Source: System V gABI, section "Section Compression".
  Expected<std::string> inflate(llvm::StringRef name, BytesView contents) {
    using Chdr = typename ELFT::Chdr;
    if (contents.size() < sizeof(Chdr))
      return fail(ErrorCode::malformed,
                  message("{}: compressed section of {} bytes has no header",
                          {std::string_view(name), contents.size()}));
    Chdr header;
    std::memcpy(&header, contents.data(), sizeof(header));
    const std::uint64_t size = header.ch_size;
    if (size > most_inflated_bytes - inflated_)
      return fail(ErrorCode::unsupported,
                  message("{}: compressed section claims {} bytes",
                          {std::string_view(name), size}));
    inflated_ += size;
    const std::optional<llvm::DebugCompressionType> type = type_of(header);
    if (!type || llvm::compression::getReasonIfUnsupported(
                     llvm::compression::formatFor(*type)) != nullptr)
      return fail(
          ErrorCode::unsupported,
          message("{}: compression type {} is not known",
                  {std::string_view(name), std::uint32_t{header.ch_type}}));
    const std::string_view packed = as_text(contents.subspan(sizeof(header)));
    llvm::SmallVector<std::uint8_t, 0> out;
    llvm::Error error = llvm::compression::decompress(
        *type, llvm::arrayRefFromStringRef(packed), out,
        static_cast<std::size_t>(size));
    if (error)
      return fail(ErrorCode::malformed,
                  message("{}: {}", {std::string_view(name),
                                     llvm::toString(std::move(error))}));
    layout_.allow(out.size());
    return std::string(out.begin(), out.end());
  }

  static std::optional<llvm::DebugCompressionType>
  type_of(const typename ELFT::Chdr &header) {
    switch (header.ch_type) {
    case llvm::ELF::ELFCOMPRESS_ZLIB:
      return llvm::DebugCompressionType::Zlib;
    case llvm::ELF::ELFCOMPRESS_ZSTD:
      return llvm::DebugCompressionType::Zstd;
    default:
      return std::nullopt;
    }
  }

  Expected<void> apply_section(typename ELFT::ShdrRange sections,
                               std::size_t index) {
    const Shdr &header = sections[index];
    const bool is_rel = header.sh_type == llvm::ELF::SHT_REL;
    if (!is_rel && header.sh_type != llvm::ELF::SHT_RELA &&
        header.sh_type != llvm::ELF::SHT_CREL)
      return {};
    if (header.sh_info >= sections.size())
      return fail(
          ErrorCode::malformed,
          message("section {}: relocates section {} of {}",
                  {index, std::uint32_t{header.sh_info}, sections.size()}));
    const std::span<char> target = layout_.part(header.sh_info);
    if (target.empty())
      return {};
    llvm::StringRef name =
        HP_TRY(from_llvm(file_.getSectionName(sections[header.sh_info])));
    if (header.sh_type == llvm::ELF::SHT_CREL)
      return fail(
          ErrorCode::unsupported,
          message("{}: compact relocations (CREL)", {std::string_view(name)}));
    Symbols symbols = HP_TRY(read_symbols(sections, header.sh_link));
    Expected<void> applied =
        is_rel
            ? apply_all(HP_TRY(from_llvm(file_.rels(header))), symbols, target)
            : apply_all(HP_TRY(from_llvm(file_.relas(header))), symbols,
                        target);
    if (!applied)
      return std::unexpected(
          std::move(applied).error().at(std::string_view(name)));
    return {};
  }

  struct Symbols {
    typename ELFT::SymRange table;
    llvm::ArrayRef<typename ELFT::Word> extended; // SHT_SYMTAB_SHNDX, if any
  };

  Expected<Symbols> read_symbols(typename ELFT::ShdrRange sections,
                                 std::size_t index) {
    if (index >= sections.size())
      return fail(
          ErrorCode::malformed,
          message("symbol table {} of {} sections", {index, sections.size()}));
    Symbols symbols{HP_TRY(from_llvm(file_.symbols(&sections[index]))), {}};
    for (const Shdr &section : sections)
      if (section.sh_type == llvm::ELF::SHT_SYMTAB_SHNDX &&
          section.sh_link == index)
        symbols.extended = HP_TRY(from_llvm(file_.getSHNDXTable(section)));
    return symbols;
  }

  Expected<std::uint64_t> address_of(const Symbols &symbols,
                                     std::uint32_t index) {
    if (index == 0)
      return 0;
    if (index >= symbols.table.size())
      return fail(ErrorCode::malformed,
                  message("symbol {} of {}", {index, symbols.table.size()}));
    const typename ELFT::Sym &symbol = symbols.table[index];
    std::size_t section = symbol.st_shndx;
    if (section == llvm::ELF::SHN_XINDEX) {
      if (index >= symbols.extended.size())
        return fail(ErrorCode::malformed,
                    message("symbol {} has no extended section", {index}));
      section = symbols.extended[index];
    } else if (section >= llvm::ELF::SHN_LORESERVE) {
      return std::uint64_t{symbol.st_value};
    }
    if (section >= layout_.section_count())
      return fail(ErrorCode::malformed,
                  message("symbol {} is in section {} of {}",
                          {index, section, layout_.section_count()}));
    return layout_.base(section) + symbol.st_value;
  }

  template <typename Range>
  Expected<void> apply_all(Range relocations, const Symbols &symbols,
                           std::span<char> target) {
    constexpr bool has_addend = std::is_same_v<Range, typename ELFT::RelaRange>;
    const bool mips64el = file_.isMips64EL();
    for (const auto &relocation : relocations) {
      // MIPS64 packs up to three types; only the first is used in data.
      std::uint32_t type = relocation.getType(mips64el);
      if (ELFT::Is64Bits && file_.getHeader().e_machine == llvm::ELF::EM_MIPS)
        type &= 0xff;
      const std::optional<DebugRelocation> known =
          elf_debug_relocation(file_.getHeader().e_machine, type);
      if (!known)
        return fail(ErrorCode::unsupported,
                    message("relocation type {} at {:#x} is not known for "
                            "machine {}",
                            {type, std::uint64_t{relocation.r_offset},
                             std::uint16_t{file_.getHeader().e_machine}}));
      if (known->op == DebugRelocationOp::none)
        continue;
      Patch patch{
          .offset = relocation.r_offset,
          .width = known->width,
          .kind = has_addend ? PatchKind::set : PatchKind::add,
          .value = HP_TRY(address_of(symbols, relocation.getSymbol(mips64el)))};
      if constexpr (has_addend)
        patch.value +=
            static_cast<std::uint64_t>(std::int64_t{relocation.r_addend});
      if (known->op == DebugRelocationOp::pc_relative)
        patch.value -= patch.offset;
      if (known->op == DebugRelocationOp::add ||
          known->op == DebugRelocationOp::subtract)
        patch.kind = PatchKind::add;
      if (known->op == DebugRelocationOp::subtract)
        patch.value = 0 - patch.value;
      HP_TRY(apply_patch(target, patch, layout_.order()));
    }
    return {};
  }

  llvm::object::ELFFile<ELFT> file_;
  DebugLayout layout_;
  std::uint64_t inflated_ = 0;
};

template <typename ELFT>
Expected<LinkedDebug> link_elf_as(llvm::StringRef text) {
  llvm::object::ELFFile<ELFT> file =
      HP_TRY(from_llvm(llvm::object::ELFFile<ELFT>::create(text)));
  typename ELFT::ShdrRange sections = HP_TRY(from_llvm(file.sections()));
  return ElfLinker<ELFT>(file, sections.size()).link();
}

} // namespace

Expected<LinkedDebug> link_elf_debug(BytesView object) {
  const std::string_view text = as_text(object);
  const std::optional<std::uint8_t> width = read_int<std::uint8_t>(object, 4);
  const std::optional<std::uint8_t> order = read_int<std::uint8_t>(object, 5);
  if (!width || !order)
    return fail(ErrorCode::malformed, "ELF file ends in its identification");
  const bool is_little = *order == llvm::ELF::ELFDATA2LSB;
  if ((!is_little && *order != llvm::ELF::ELFDATA2MSB))
    return fail(ErrorCode::malformed,
                message("ELF byte order {}, expected 1 or 2", {*order}));
  if (*width == llvm::ELF::ELFCLASS64)
    return is_little ? link_elf_as<llvm::object::ELF64LE>(text)
                     : link_elf_as<llvm::object::ELF64BE>(text);
  if (*width == llvm::ELF::ELFCLASS32)
    return is_little ? link_elf_as<llvm::object::ELF32LE>(text)
                     : link_elf_as<llvm::object::ELF32BE>(text);
  return fail(ErrorCode::malformed,
              message("ELF class {}, expected 1 or 2", {*width}));
}

} // namespace hotpatch
