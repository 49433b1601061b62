// See distance_tables.h.  Compilers make position-independent tables and read
// them in one way:
//
//   lea    base, [rip + table]
//   movsxd value, dword ptr [base + 4 * index]
//   add    value, base
//
// So whoever extends a number from a table and adds the table's address to it
// has a table of distances.  The lea may be far away; what counts is the last
// one in the order of the code that loads the register, and every other lea of
// the same place.
#include "hpcompile/distance_tables.h"

#include <array>
#include <optional>

namespace hotpatch {
namespace {

constexpr std::size_t add_within = 8; // instructions between load and add

// The parts of an instruction with REX.W and a one-byte opcode.
struct WideInstruction {
  unsigned opcode = 0;
  unsigned mod = 0, reg = 0, rm = 0; // with their REX bits
  unsigned scale = 0, base = 0;      // of a SIB byte, if rm is 4
  bool has_sib = false;
};

std::optional<WideInstruction> wide(const CodeView &code,
                                    const Instruction &instruction) {
  auto byte = [&](unsigned i) {
    return i < instruction.length
               ? std::to_integer<unsigned>(code.bytes[instruction.offset + i])
               : 0U;
  };
  const unsigned rex = byte(0), modrm = byte(2), sib = byte(3);
  if ((rex & 0xf8) != 0x48 || instruction.length < 3)
    return std::nullopt;
  const unsigned r = (rex & 4) << 1, b = (rex & 1) << 3;
  WideInstruction result;
  result.opcode = byte(1);
  result.mod = modrm >> 6;
  result.reg = (modrm >> 3 & 7) | r;
  result.rm = (modrm & 7) | b;
  result.has_sib = result.mod != 3 && (modrm & 7) == 4;
  result.scale = sib >> 6;
  result.base = (sib & 7) | b;
  return result;
}

// movsxd reg, dword ptr [base + 4 * index]
bool is_table_load(const WideInstruction &i, const Instruction &instruction) {
  constexpr unsigned movsxd = 0x63, times_four = 2;
  return i.opcode == movsxd && i.has_sib && i.scale == times_four &&
         instruction.displacement == 0;
}

// add a, b or add b, a
bool is_add(const WideInstruction &i, unsigned a, unsigned b) {
  return (i.opcode == 0x01 || i.opcode == 0x03) && i.mod == 3 &&
         ((i.reg == a && i.rm == b) || (i.reg == b && i.rm == a));
}

class TableFinder {
public:
  explicit TableFinder(const CodeView &code)
      : code_(code), is_table_(code.references.size()) {}

  std::vector<bool> run() {
    for (std::size_t n = 0; n < code_.instructions.size(); ++n)
      look_at(n);
    // An address is loaded again rather than kept.
    for (std::size_t r = 0; r < is_table_.size(); ++r)
      for (std::size_t s = 0; s < is_table_.size() && !is_table_[r]; ++s)
        is_table_[r] = is_table_[s] &&
                       code_.references[r].target == code_.references[s].target;
    return std::move(is_table_);
  }

private:
  void look_at(std::size_t n) {
    const Instruction &instruction = code_.instructions[n];
    while (reference_ < code_.references.size() &&
           code_.references[reference_].at < instruction.offset)
      ++reference_;
    const std::optional<WideInstruction> i = wide(code_, instruction);
    if (!i)
      return;
    if (i->opcode == 0x8d && instruction.is_rip_relative) {
      loaded_[i->reg] =
          reference_ < code_.references.size() &&
                  code_.references[reference_].at < instruction.end()
              ? std::optional(reference_)
              : std::nullopt;
    } else if (i->opcode == 0x89 && i->mod == 3) {
      loaded_[i->rm] = loaded_[i->reg];
    } else if (i->opcode == 0x8b && i->mod == 3) {
      loaded_[i->reg] = loaded_[i->rm];
    } else if (const std::optional<std::size_t> table = loaded_[i->base];
               table && is_table_load(*i, instruction) &&
               is_added(n, i->reg, i->base)) {
      is_table_[*table] = true;
    }
  }

  [[nodiscard]] bool is_added(std::size_t load, unsigned value,
                              unsigned base) const {
    for (std::size_t n = load + 1;
         n < code_.instructions.size() && n <= load + add_within; ++n) {
      const std::optional<WideInstruction> i =
          wide(code_, code_.instructions[n]);
      if (i && is_add(*i, value, base))
        return true;
    }
    return false;
  }

  const CodeView &code_;
  std::vector<bool> is_table_;
  std::array<std::optional<std::size_t>, 16> loaded_; // references by register
  std::size_t reference_ = 0; // the first at or behind the instruction
};

} // namespace

std::vector<bool> find_distance_tables(const CodeView &code) {
  return TableFinder(code).run();
}

} // namespace hotpatch
