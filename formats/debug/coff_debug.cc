// Reads a COFF object's debug sections and applies their relocations.
//
// Addends stand in the field.  A name such as .debug$S occurs once per COMDAT
// function; the copies are joined and their begins kept, because each opens
// with its own signature.  For the addresses see linked_debug.cc.
#include "formats/debug/coff_tables.h"
#include "formats/debug/linked_debug.h"
#include "formats/debug/message.h"

#include <llvm/BinaryFormat/COFF.h>

#include <optional>

namespace hotpatch {
namespace {

namespace coff = llvm::COFF;

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

bool is_64_bit(std::uint16_t machine) {
  return machine != coff::IMAGE_FILE_MACHINE_I386;
}

class CoffLinker {
public:
  CoffLinker(const CoffTables &tables, std::size_t object_size)
      : tables_(tables),
        layout_(std::endian::little, is_64_bit(tables.machine()) ? 8 : 4,
                tables.sections().size(), object_size) {}

  Expected<LinkedDebug> link() {
    const std::vector<CoffTableSection> &sections = tables_.sections();
    for (std::size_t i = 0; i < sections.size(); ++i)
      if (DebugLayout::is_wanted(sections[i].name))
        HP_TRY(layout_.add(i, sections[i].name,
                           HP_TRY(tables_.contents_of(sections[i]))));
      else
        layout_.place(i, sections[i].size);
    for (std::size_t i = 0; i < sections.size(); ++i)
      HP_TRY(apply_section(i));
    return std::move(layout_).finish();
  }

private:
  Expected<void> apply_section(std::size_t index) {
    const std::span<char> target = layout_.part(index);
    if (target.empty())
      return {};
    const CoffTableSection &section = tables_.sections()[index];
    for (const CoffTableRelocation &relocation :
         HP_TRY(tables_.relocations_of(section))) {
      Expected<void> applied = apply(relocation, target);
      if (!applied)
        return std::unexpected(std::move(applied).error().at(
            message("section {} ({})", {index + 1, section.name})));
    }
    return {};
  }

  Expected<void> apply(const CoffTableRelocation &relocation,
                       std::span<char> target) {
    const std::optional<CoffRelocation> known =
        relocation_of(tables_.machine(), relocation.type);
    if (!known)
      return fail(
          ErrorCode::unsupported,
          message("relocation type {} at {:#x} is not known for "
                  "machine {:#x}",
                  {relocation.type, relocation.offset, tables_.machine()}));
    if (known->op == CoffOp::none)
      return {};
    const CoffTableSymbol symbol = HP_TRY(tables_.symbol(relocation.symbol));
    return apply_patch(target,
                       {.offset = relocation.offset,
                        .width = known->width,
                        .kind = PatchKind::add,
                        .value = HP_TRY(value_of(known->op, symbol))},
                       std::endian::little);
  }

  Expected<std::uint64_t> value_of(CoffOp op, const CoffTableSymbol &symbol) {
    if (symbol.section <= 0) // undefined, absolute or for the debugger
      return op == CoffOp::section_number ? 0 : symbol.value;
    const std::size_t index = static_cast<std::size_t>(symbol.section) - 1;
    if (index >= layout_.section_count())
      return fail(ErrorCode::malformed,
                  message("symbol in section {} of {}",
                          {symbol.section, layout_.section_count()}));
    if (op == CoffOp::section_number) {
      if (symbol.section > 0xffff)
        return fail(ErrorCode::unsupported,
                    message("CodeView for section {}, but its field holds 16 "
                            "bits",
                            {symbol.section}));
      return static_cast<std::uint64_t>(symbol.section);
    }
    if (op == CoffOp::section_offset && layout_.part(index).empty())
      return symbol.value;
    return layout_.base(index) + symbol.value;
  }

  const CoffTables &tables_;
  DebugLayout layout_;
};

} // namespace

Expected<LinkedDebug> link_coff_debug(BytesView object) {
  const CoffTables tables = HP_TRY(CoffTables::read(object));
  return CoffLinker(tables, object.size()).link();
}

} // namespace hotpatch
