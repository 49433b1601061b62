// Reads a COFF object's debug sections and applies their relocations.
//
// Addends stand in the field.  A name such as .debug$S occurs once per COMDAT
// function; the copies are joined and their begins kept, because each opens
// with its own signature.  For the addresses see linked_debug.cc.
#include "formats/debug/linked_debug.h"
#include "formats/debug/llvm_error.h"
#include "formats/debug/message.h"

#include <llvm/Object/COFF.h>

#include <optional>

namespace hotpatch {
namespace {

namespace coff = llvm::COFF;
using llvm::object::coff_relocation;
using llvm::object::coff_section;
using llvm::object::COFFObjectFile;
using llvm::object::COFFSymbolRef;

enum class CoffOp : std::uint8_t {
  none,
  address,        // of the symbol
  image_relative, // we link at image base 0
  section_offset, // of the symbol in its section, or in the joined section
  section_number, // 1-based
};

struct CoffRelocation {
  CoffOp op;
  std::uint8_t width;
};

std::optional<CoffRelocation> relocation_of(std::uint16_t machine,
                                            std::uint16_t type) {
  if (type == 0)
    return CoffRelocation{CoffOp::none, 0};
  switch (machine) {
  case coff::IMAGE_FILE_MACHINE_AMD64:
    switch (type) {
    case coff::IMAGE_REL_AMD64_ADDR64:
      return CoffRelocation{CoffOp::address, 8};
    case coff::IMAGE_REL_AMD64_ADDR32:
      return CoffRelocation{CoffOp::address, 4};
    case coff::IMAGE_REL_AMD64_ADDR32NB:
      return CoffRelocation{CoffOp::image_relative, 4};
    case coff::IMAGE_REL_AMD64_SECREL:
      return CoffRelocation{CoffOp::section_offset, 4};
    case coff::IMAGE_REL_AMD64_SECTION:
      return CoffRelocation{CoffOp::section_number, 2};
    default:
      return std::nullopt;
    }
  case coff::IMAGE_FILE_MACHINE_I386:
    switch (type) {
    case coff::IMAGE_REL_I386_DIR32:
      return CoffRelocation{CoffOp::address, 4};
    case coff::IMAGE_REL_I386_DIR32NB:
      return CoffRelocation{CoffOp::image_relative, 4};
    case coff::IMAGE_REL_I386_SECREL:
      return CoffRelocation{CoffOp::section_offset, 4};
    case coff::IMAGE_REL_I386_SECTION:
      return CoffRelocation{CoffOp::section_number, 2};
    default:
      return std::nullopt;
    }
  case coff::IMAGE_FILE_MACHINE_ARM64:
  case coff::IMAGE_FILE_MACHINE_ARM64EC:
  case coff::IMAGE_FILE_MACHINE_ARM64X:
    switch (type) {
    case coff::IMAGE_REL_ARM64_ADDR64:
      return CoffRelocation{CoffOp::address, 8};
    case coff::IMAGE_REL_ARM64_ADDR32:
      return CoffRelocation{CoffOp::address, 4};
    case coff::IMAGE_REL_ARM64_ADDR32NB:
      return CoffRelocation{CoffOp::image_relative, 4};
    case coff::IMAGE_REL_ARM64_SECREL:
      return CoffRelocation{CoffOp::section_offset, 4};
    case coff::IMAGE_REL_ARM64_SECTION:
      return CoffRelocation{CoffOp::section_number, 2};
    default:
      return std::nullopt;
    }
  default:
    return std::nullopt;
  }
}

class CoffLinker {
public:
  explicit CoffLinker(const COFFObjectFile &file)
      : file_(file),
        layout_(std::endian::little, file.is64() ? 8 : 4,
                file.getNumberOfSections(), file.getData().size()) {}

  Expected<LinkedDebug> link() {
    for (std::size_t i = 0; i < layout_.section_count(); ++i)
      HP_TRY(add_section(i));
    for (std::size_t i = 0; i < layout_.section_count(); ++i)
      HP_TRY(apply_section(i));
    return std::move(layout_).finish();
  }

private:
  // Sections are numbered from 1.
  Expected<const coff_section *> section_at(std::size_t index) {
    return from_llvm(file_.getSection(static_cast<std::int32_t>(index + 1)));
  }

  Expected<void> add_section(std::size_t index) {
    const coff_section *section = HP_TRY(section_at(index));
    llvm::StringRef name = HP_TRY(from_llvm(file_.getSectionName(section)));
    if (!DebugLayout::is_wanted(name)) {
      layout_.place(index, section->SizeOfRawData);
      return {};
    }
    llvm::ArrayRef<std::uint8_t> contents;
    if (llvm::Error error = file_.getSectionContents(section, contents))
      return fail(
          ErrorCode::malformed,
          message("section {} ({}): {}", {index, std::string_view(name),
                                          llvm::toString(std::move(error))}));
    return layout_.add(
        index, name,
        std::as_bytes(std::span(contents.data(), contents.size())));
  }

  Expected<void> apply_section(std::size_t index) {
    const std::span<char> target = layout_.part(index);
    if (target.empty())
      return {};
    const coff_section *section = HP_TRY(section_at(index));
    const llvm::ArrayRef<coff_relocation> relocations =
        file_.getRelocations(section);
    // LLVM says "none" where the table is past the end of the file.
    if (relocations.empty() && section->NumberOfRelocations != 0)
      return fail(ErrorCode::malformed,
                  message("section {}: relocations past the end of the "
                          "object",
                          {index}));
    for (const coff_relocation &relocation : relocations) {
      Expected<void> applied = apply(relocation, target);
      if (!applied)
        return std::unexpected(
            std::move(applied).error().at(message("section {}", {index})));
    }
    return {};
  }

  Expected<void> apply(const coff_relocation &relocation,
                       std::span<char> target) {
    const std::optional<CoffRelocation> known =
        relocation_of(file_.getMachine(), relocation.Type);
    if (!known)
      return fail(ErrorCode::unsupported,
                  message("relocation type {} at {:#x} is not known for "
                          "machine {:#x}",
                          {std::uint16_t{relocation.Type},
                           std::uint32_t{relocation.VirtualAddress},
                           file_.getMachine()}));
    if (known->op == CoffOp::none)
      return {};
    COFFSymbolRef symbol =
        HP_TRY(from_llvm(file_.getSymbol(relocation.SymbolTableIndex)));
    return apply_patch(target,
                       {.offset = relocation.VirtualAddress,
                        .width = known->width,
                        .kind = PatchKind::add,
                        .value = HP_TRY(value_of(known->op, symbol))},
                       std::endian::little);
  }

  Expected<std::uint64_t> value_of(CoffOp op, COFFSymbolRef symbol) {
    const std::int32_t number = symbol.getSectionNumber();
    if (number <= 0) // undefined, absolute or for the debugger
      return op == CoffOp::section_number ? 0 : symbol.getValue();
    const std::size_t index = static_cast<std::size_t>(number) - 1;
    if (index >= layout_.section_count())
      return fail(ErrorCode::malformed,
                  message("symbol in section {} of {}",
                          {number, layout_.section_count()}));
    if (op == CoffOp::section_number) {
      if (number > 0xffff)
        return fail(ErrorCode::unsupported,
                    message("CodeView for section {}, but its field holds "
                            "16 bits",
                            {number}));
      return static_cast<std::uint64_t>(number);
    }
    if (op == CoffOp::section_offset && layout_.part(index).empty())
      return symbol.getValue();
    return layout_.base(index) + symbol.getValue();
  }

  const COFFObjectFile &file_;
  DebugLayout layout_;
};

} // namespace

Expected<LinkedDebug> link_coff_debug(BytesView object) {
  std::unique_ptr<COFFObjectFile> file = HP_TRY(from_llvm(
      COFFObjectFile::create(llvm::MemoryBufferRef(as_text(object), ""))));
  return CoffLinker(*file).link();
}

} // namespace hotpatch
