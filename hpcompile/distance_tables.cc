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
// the same place.  What a straight run of code has put into the register since
// is not the address; where branches meet, it may be again.
#include "hpcompile/distance_tables.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

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

// What the code so far, in its order, has put into a register.
struct Loaded {
  std::optional<std::size_t> reference = {}; // the last lea's
  // Something else was put there since, on every way to here.
  bool is_gone = false;

  [[nodiscard]] std::optional<std::size_t> now() const {
    return is_gone ? std::nullopt : reference;
  }
};

class TableFinder {
public:
  explicit TableFinder(const CodeView &code)
      : code_(code), is_table_(code.references.size()) {
    for (const Instruction &i : code.instructions)
      if (is_direct_transfer(i))
        joins_.insert(i.end() + i.immediate);
  }

  std::vector<bool> run() {
    for (std::size_t n = 0; n < code_.instructions.size(); ++n)
      look_at(n);
    // An address is loaded again rather than kept.
    std::set<Target> tables;
    for (std::size_t r = 0; r < is_table_.size(); ++r)
      if (is_table_[r])
        tables.insert(code_.references[r].target);
    for (std::size_t r = 0; r < is_table_.size(); ++r)
      is_table_[r] = tables.contains(code_.references[r].target);
    return std::move(is_table_);
  }

private:
  void look_at(std::size_t n) {
    const Instruction &instruction = code_.instructions[n];
    while (reference_ < code_.references.size() &&
           code_.references[reference_].at < instruction.offset)
      ++reference_;
    // Who comes from elsewhere may have in a register what was loaded before.
    if (joins_.contains(instruction.offset) || is_after_end(n))
      for (Loaded &loaded : loaded_)
        loaded.is_gone = false;
    const std::optional<WideInstruction> i = wide(code_, instruction);
    if (i && i->opcode == 0x8d && instruction.is_rip_relative &&
        reference_ < code_.references.size() &&
        code_.references[reference_].at < instruction.end()) {
      loaded_[i->reg] = {reference_};
    } else if (i && i->opcode == 0x89 && i->mod == 3) {
      copy(i->reg, i->rm);
    } else if (i && i->opcode == 0x8b && i->mod == 3) {
      copy(i->rm, i->reg);
    } else {
      const std::optional<std::size_t> table =
          i && is_table_load(*i, instruction) ? loaded_[i->base].now()
                                              : std::nullopt;
      if (table && is_added(n, i->reg, i->base))
        is_table_[*table] = true;
      overwrite(instruction);
    }
  }

  // Whether control does not come from the instruction before.
  [[nodiscard]] bool is_after_end(std::size_t n) const {
    if (n == 0)
      return false;
    const Flow flow = code_.instructions[n - 1].flow;
    return flow == Flow::jump || flow == Flow::indirect_jump ||
           flow == Flow::stop;
  }

  void copy(unsigned from, unsigned to) {
    if (loaded_[from].now())
      loaded_[to] = loaded_[from];
    else
      loaded_[to].is_gone = true;
  }

  void overwrite(const Instruction &instruction) {
    if (std::ranges::none_of(
            loaded_, [](const Loaded &l) { return l.now().has_value(); }))
      return;
    const RegisterSet written = written_by(instruction);
    for (unsigned r = 0; r < loaded_.size(); ++r)
      if ((written >> r & 1) != 0)
        loaded_[r].is_gone = true;
  }

  [[nodiscard]] RegisterSet written_by(const Instruction &instruction) const {
    return effects_of(
               code_.bytes.subspan(instruction.offset, instruction.length),
               Isa::x86_64)
        .written;
  }

  [[nodiscard]] bool is_added(std::size_t load, unsigned value,
                              unsigned base) const {
    const unsigned both = 1U << value | 1U << base;
    for (std::size_t n = load + 1;
         n < code_.instructions.size() && n <= load + add_within; ++n) {
      const Instruction &instruction = code_.instructions[n];
      const std::optional<WideInstruction> i = wide(code_, instruction);
      if (i && is_add(*i, value, base))
        return true;
      if ((written_by(instruction) & both) != 0)
        return false;
    }
    return false;
  }

  const CodeView &code_;
  std::set<std::int64_t> joins_; // where branches in the code lead
  std::vector<bool> is_table_;
  std::array<Loaded, 16> loaded_; // by register
  std::size_t reference_ = 0;     // the first at or behind the instruction
};

} // namespace

std::vector<bool> find_distance_tables(const CodeView &code) {
  return TableFinder(code).run();
}

} // namespace hotpatch
