// See thread_starts.h.
//
// Calls of the few functions that start threads are found by their bytes (E8,
// E9, FF 15, FF 25 with a displacement that leads to the thunk or slot): a
// false hit needs 32 bits to agree by chance, and decoding 20 MB of code to
// find three calls would be the most expensive part of a run.  Only the
// functions that hold a hit are decoded, to see what the argument register was
// loaded with.
#include "hpcompile/thread_starts.h"

#include "formats/isa/instruction.h"
#include "hpcompile/known_code.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace hotpatch {
namespace {

using namespace std::string_view_literals;

// General purpose registers by their encoding.
constexpr unsigned rcx = 1, rdx = 2, rsi = 6, r8 = 8;

struct Starter {
  std::string_view name;
  unsigned windows_register = r8, sysv_register = rdx; // that holds the start
};
constexpr std::array starters = {
    Starter{"CreateThread"sv, r8, rdx},  Starter{"_beginthreadex"sv, r8, rdx},
    Starter{"_beginthread"sv, rcx, rdx}, Starter{"pthread_create"sv, r8, rdx},
    Starter{"thrd_create"sv, rdx, rsi},
};

// A function that starts threads, or the slot that leads to it.
struct Callee {
  Rva at = 0;
  unsigned start_register = 0;

  friend auto operator<=>(const Callee &, const Callee &) = default;
};

struct Callees {
  std::vector<Callee> direct, through_slot; // sorted
};

Callees find_callees(const Image &base) {
  Callees callees;
  auto start_register = [&](std::string_view name) -> std::optional<unsigned> {
    auto found = std::ranges::find(starters, name, &Starter::name);
    if (found == starters.end())
      return std::nullopt;
    return base.machine.format == ObjectFormat::coff ? found->windows_register
                                                     : found->sysv_register;
  };
  for (const Slot &slot : base.slots)
    if (std::optional<unsigned> reg = start_register(slot.name))
      callees.through_slot.push_back({slot.rva, *reg});
  std::ranges::sort(callees.through_slot);
  for (const Thunk &thunk : base.thunks)
    if (auto slot = std::ranges::lower_bound(callees.through_slot, thunk.slot,
                                             {}, &Callee::at);
        slot != callees.through_slot.end() && slot->at == thunk.slot)
      callees.direct.push_back({thunk.rva, slot->start_register});
  for (const NamedPlace &place : base.symbols.places)
    if (std::optional<unsigned> reg = start_register(place.name))
      callees.direct.push_back({place.rva, *reg});
  std::ranges::sort(callees.direct);
  return callees;
}

struct Call {
  Rva site = 0; // of its instruction
  unsigned start_register = 0;
};

void add_calls(const ImageSection &section, const Callees &callees,
               std::vector<Call> &out) {
  auto try_call = [&](std::size_t at, std::size_t opcode_size,
                      const std::vector<Callee> &known) {
    std::optional<std::uint32_t> distance =
        read_int<std::uint32_t>(section.bytes, at + opcode_size);
    if (!distance)
      return;
    Rva site = section.rva + static_cast<Rva>(at);
    Rva to = site + static_cast<Rva>(opcode_size) + 4 + *distance;
    auto found = std::ranges::lower_bound(known, to, {}, &Callee::at);
    if (found != known.end() && found->at == to)
      out.push_back({site, found->start_register});
  };
  for (std::size_t at = 0; at + 1 < section.bytes.size(); ++at) {
    unsigned opcode = std::to_integer<unsigned>(section.bytes[at]);
    if (opcode == 0xe8 || opcode == 0xe9)
      try_call(at, 1, callees.direct);
    else if (opcode == 0xff && (section.bytes[at + 1] == std::byte{0x15} ||
                                section.bytes[at + 1] == std::byte{0x25}))
      try_call(at, 2, callees.through_slot);
  }
}

// The place in the image that a slot will hold.
std::optional<Rva> content_of(const Image &base, Rva rva) {
  const Slot *slot = base.slot_at(rva);
  if (!slot)
    return std::nullopt;
  if (slot->kind == SlotKind::relative)
    return static_cast<Rva>(slot->target);
  if (slot->kind != SlotKind::symbol)
    return std::nullopt;
  auto found =
      std::ranges::lower_bound(base.exports, slot->name, {}, &Export::name);
  return found != base.exports.end() && found->name == slot->name
             ? std::optional(found->rva)
             : std::nullopt;
}

// The place whose address the instruction loads into `reg`: lea and mov
// reg, [rip + slot]; mov reg, imm32 where the image cannot move.
std::optional<Rva> loaded_place(const Image &base, BytesView bytes,
                                const Instruction &instruction, Rva begin,
                                unsigned reg) {
  std::size_t at = 0;
  unsigned first = std::to_integer<unsigned>(bytes[0]);
  unsigned rex = (first & 0xf0) == 0x40 ? first : 0;
  at += rex != 0 ? 1 : 0;
  if (at + 1 >= bytes.size())
    return std::nullopt;
  unsigned opcode = std::to_integer<unsigned>(bytes[at]);
  unsigned mod_rm = std::to_integer<unsigned>(bytes[at + 1]);
  if (instruction.is_rip_relative && (opcode == 0x8d || opcode == 0x8b)) {
    if ((mod_rm >> 3 & 7) + ((rex & 4) != 0 ? 8 : 0) != reg)
      return std::nullopt;
    Rva place =
        begin + instruction.end() + static_cast<Rva>(instruction.displacement);
    return opcode == 0x8d ? std::optional(place) : content_of(base, place);
  }
  bool is_immediate =
      (opcode & 0xf8) == 0xb8 && (opcode & 7) + ((rex & 1) != 0 ? 8 : 0) == reg;
  if (!is_immediate || base.is_relocatable)
    return std::nullopt;
  return static_cast<Rva>(static_cast<std::uint64_t>(instruction.immediate) -
                          base.preferred_base);
}

// What the call's argument register holds, if the code before tells.
std::optional<Rva> start_of(const Image &base, const KnownCode &known,
                            const Call &call, Decoder &decoder) {
  std::optional<OccupiedRange> function = known.nearest_before(call.site + 1);
  if (!function)
    return std::nullopt;
  std::optional<BytesView> bytes =
      base.bytes_at(function->begin, call.site - function->begin);
  if (!bytes)
    return std::nullopt;
  std::vector<Instruction> code = decoder.decode(*bytes);
  for (std::size_t i = code.size(); i-- > 0;) {
    const Instruction &instruction = code[i];
    if (instruction.flow == Flow::call ||
        instruction.flow == Flow::indirect_call ||
        instruction.flow == Flow::undecodable)
      return std::nullopt;
    BytesView own = bytes->subspan(instruction.offset, instruction.length);
    unsigned written = effects_of(own, base.machine.isa).written;
    bool writes = (written >> call.start_register & 1U) != 0;
    if (writes)
      return loaded_place(base, own, instruction, function->begin,
                          call.start_register);
  }
  return std::nullopt;
}

} // namespace

std::vector<Rva>
find_thread_starts(const Image &base,
                   const std::vector<OccupiedRange> &occupied) {
  Callees callees = find_callees(base);
  std::vector<Rva> starts;
  if (callees.direct.empty() && callees.through_slot.empty())
    return starts;
  std::vector<Call> calls;
  for (const ImageSection &section : base.sections)
    if (section.is_code)
      add_calls(section, callees, calls);
  KnownCode known(base, occupied, {});
  Decoder decoder(Isa::x86_64);
  for (const Call &call : calls)
    if (std::optional<Rva> start = start_of(base, known, call, decoder))
      if (const ImageSection *section = base.section_at(*start);
          section && section->is_code)
        starts.push_back(*start);
  std::ranges::sort(starts);
  auto repeated = std::ranges::unique(starts);
  starts.erase(repeated.begin(), repeated.end());
  return starts;
}

} // namespace hotpatch
