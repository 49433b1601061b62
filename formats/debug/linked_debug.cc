// Addresses for sections and the joining of debug sections.
//
// In an object every code section begins at 0, so an address in its debug
// information means nothing without the relocation that fills it.  LLVM's
// DWARF reader keeps a map of relocations and looks each address up in it, and
// its inline chains forget the section: two functions in sections of their own
// are mixed up.  Here the
// relocations are applied once, in place, as a linker does: every section gets
// a range of addresses of its own, and what reads the result needs to know
// neither relocations nor sections.
//
// For the walk over the tables see elf_debug.cc and coff_debug.cc.
#include "formats/debug/linked_debug.h"
#include "formats/debug/message.h"

#include <algorithm>
#include <array>

namespace hotpatch {
namespace {

// Unrelocated addresses (0 for discarded code, with a small offset) must not
// fall into a section, nor the end of one section on the begin of the next.
constexpr std::uint64_t first_address = 1U << 20;
constexpr std::uint64_t gap = 64;

constexpr std::array wanted_names = {
    std::string_view(".debug$S"),           std::string_view(".debug$T"),
    std::string_view(".debug_abbrev"),      std::string_view(".debug_addr"),
    std::string_view(".debug_info"),        std::string_view(".debug_line"),
    std::string_view(".debug_line_str"),    std::string_view(".debug_ranges"),
    std::string_view(".debug_rnglists"),    std::string_view(".debug_str"),
    std::string_view(".debug_str_offsets"), std::string_view(".debug_types"),
};

} // namespace

AddressRange LinkedDebug::address_of(const CodeRange &range) const {
  if (range.section >= section_size.size())
    return {};
  const std::uint64_t base = section_base[range.section];
  const std::uint64_t end = std::min(range.end, section_size[range.section]);
  const std::uint64_t begin = std::min(range.begin, end);
  return {.base = base, .begin = base + begin, .end = base + end};
}

DebugLayout::DebugLayout(std::endian order, std::uint8_t address_bytes,
                         std::size_t section_count, std::size_t object_size)
    : parts_(section_count), room_(object_size), next_address_(first_address) {
  linked_.order = order;
  linked_.address_bytes = address_bytes;
  linked_.section_base.resize(section_count);
  linked_.section_size.resize(section_count);
}

bool DebugLayout::is_wanted(std::string_view name) {
  return std::ranges::binary_search(wanted_names, name);
}

void DebugLayout::place(std::size_t index, std::uint64_t size_bytes) {
  linked_.section_base[index] = next_address_;
  linked_.section_size[index] = size_bytes;
  next_address_ += (size_bytes + 2 * gap - 1) / gap * gap;
}

Expected<void> DebugLayout::add(std::size_t index, std::string_view name,
                                BytesView contents) {
  if (contents.size() > room_)
    return fail(ErrorCode::malformed,
                message("{}: debug sections overlap: together they are larger "
                        "than the object",
                        {name}));
  room_ -= contents.size();
  DebugSection &section = linked_.sections[std::string(name)];
  linked_.section_base[index] = section.bytes.size();
  section.parts.push_back(section.bytes.size());
  parts_[index] = {&section.bytes, section.bytes.size(), contents.size()};
  section.bytes += as_text(contents);
  return {};
}

std::span<char> DebugLayout::part(std::size_t index) {
  const Part &part = parts_[index];
  if (part.joined == nullptr)
    return {};
  return std::span(*part.joined).subspan(part.begin, part.size);
}

Expected<LinkedDebug> DebugLayout::finish() && {
  if (linked_.address_bytes == 4 && next_address_ > 0xffffffff)
    return fail(ErrorCode::unsupported,
                "an object of more than 4 GiB for a 32-bit machine");
  return std::move(linked_);
}

Expected<void> apply_patch(std::span<char> section, const Patch &patch,
                           std::endian order) {
  if (patch.offset > section.size() ||
      patch.width > section.size() - patch.offset)
    return fail(ErrorCode::malformed,
                message("relocation at {:#x} is past the end ({:#x})",
                        {patch.offset, section.size()}));
  const std::span<char> field =
      section.subspan(static_cast<std::size_t>(patch.offset), patch.width);
  const auto shift_of = [&](std::size_t byte) {
    return 8 * (order == std::endian::little ? byte : patch.width - 1 - byte);
  };
  std::uint64_t value = patch.value;
  if (patch.kind == PatchKind::add)
    for (std::size_t i = 0; i < field.size(); ++i)
      value += std::uint64_t{static_cast<unsigned char>(field[i])}
               << shift_of(i);
  for (std::size_t i = 0; i < field.size(); ++i)
    field[i] = static_cast<char>(value >> shift_of(i) & 0xff);
  return {};
}

} // namespace hotpatch
