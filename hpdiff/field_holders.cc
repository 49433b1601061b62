// See side.h: which instruction holds a relocation's field.
//
// A linker needs the field alone; we need the instruction, since the addend of
// a PC-relative field counts from its end, and since what it reads may bound
// what it refers to.  Where instructions begin is known only by decoding from
// the function's start, so that is done once for all of a function's fields,
// and only the instructions that hold one are kept.
#include "hpdiff/side.h"

#include <algorithm>

namespace hotpatch {

std::optional<std::uint64_t> Side::instruction_end(std::uint32_t section,
                                                   std::uint64_t field) const {
  std::optional<CodePlace> place = contents_.function_at(section, field);
  std::optional<Holder> holder = place ? holder_of(*place) : std::nullopt;
  return holder ? std::optional(field + holder->offset + holder->length -
                                place->offset)
                : std::nullopt;
}

// The decodable x86 instruction that holds the field of a relocation.
std::optional<Side::Holder> Side::holder_of(const CodePlace &field) const {
  std::span<const Holder> holders = holders_in(field.function);
  auto after =
      std::ranges::upper_bound(holders, field.offset, {}, &Holder::offset);
  if (after == holders.begin())
    return std::nullopt;
  const Holder &holder = *std::prev(after);
  return field.offset < holder.offset + holder.length ? std::optional(holder)
                                                      : std::nullopt;
}

std::span<const Side::Holder> Side::holders_in(std::uint32_t function) const {
  if (!is_x86())
    return {};
  if (holder_ranges_.empty())
    holder_ranges_.resize(contents_.functions.size());
  Range &range = holder_ranges_[function];
  if (range.first == no_index) {
    range.first = static_cast<std::uint32_t>(holders_.size());
    find_holders(function);
    range.count = static_cast<std::uint32_t>(holders_.size()) - range.first;
  }
  return std::span(holders_).subspan(range.first, range.count);
}

// Adds the function's holders.  It is decoded once, whoever asks how often.
void Side::find_holders(std::uint32_t function) const {
  std::vector<std::uint64_t> fields; // places in the function, ascending
  std::uint64_t base = 0;
  for (const Extent &extent : contents_.functions[function].extents) {
    for (const Relocation &relocation : relocations_in(extent))
      fields.push_back(base + (relocation.offset - extent.begin));
    base += extent.size();
  }
  auto field = fields.begin();
  InstructionStream stream = instruction_stream(function);
  for (std::span<const Instruction> some = stream.next();
       !some.empty() && field != fields.end(); some = stream.next())
    for (const Instruction &i : some) {
      const auto first = field;
      while (field != fields.end() && *field < i.end())
        ++field;
      if (field != first && i.flow != Flow::undecodable)
        holders_.push_back(
            {i.offset, i.length, i.is_rip_relative,
             i.displacement_size > 0 ? i.displacement_at : std::uint8_t{0}});
    }
}

bool Side::is_direct_access(std::uint32_t section,
                            const Relocation &relocation) const {
  std::optional<CodePlace> place =
      contents_.function_at(section, relocation.offset);
  std::optional<Holder> holder = place ? holder_of(*place) : std::nullopt;
  return holder && holder->is_rip_relative &&
         accesses_directly(place->function, holder->offset, holder->length);
}

bool Side::is_indexed_access(std::uint32_t section,
                             const Relocation &relocation) const {
  if (object_.machine.isa != Isa::x86_64 ||
      relocation.form != RelocationForm::absolute)
    return false;
  std::optional<CodePlace> place =
      contents_.function_at(section, relocation.offset);
  std::optional<Holder> holder = place ? holder_of(*place) : std::nullopt;
  return holder && holder->displacement_at > 0 &&
         place->offset ==
             std::uint64_t{holder->offset} + holder->displacement_at;
}

bool Side::accesses_directly(std::uint32_t function,
                             const Instruction &instruction) const {
  return is_x86() && instruction.is_rip_relative &&
         accesses_directly(function, instruction.offset, instruction.length);
}

bool Side::accesses_directly(std::uint32_t function, std::uint32_t offset,
                             std::uint8_t length) const {
  return effects_of(bytes(function).subspan(offset, length),
                    object_.machine.isa)
             .memory_width > 0;
}

} // namespace hotpatch
