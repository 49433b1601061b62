// See argument_flow.h.
//
// A forward walk over the control flow graph from the instruction that sets the
// constant.  The state is the set of registers and stack slots that hold it.
// Copies add to the set, overwriting takes away, a call takes the argument
// registers and kills the volatile ones, and any other read ends the walk: then
// the constant is not just an argument.  Each (step, state) is visited once,
// and the number of visits is bounded.
//
// An outgoing argument's slot belongs to the callee after the call.  A slot
// that the function reads, or that lies above an address it takes, is a local
// variable, and does not count as an argument.
#include "hpdiff/argument_flow.h"

#include <algorithm>
#include <initializer_list>
#include <set>

namespace hotpatch {
namespace {

constexpr std::size_t max_visits = 65536;
constexpr std::uint8_t rax = 0, rcx = 1, rdx = 2, rsi = 6, rdi = 7;

constexpr RegisterSet bit(unsigned reg) {
  return static_cast<RegisterSet>(1U << reg);
}

constexpr RegisterSet set_of(std::initializer_list<unsigned> registers) {
  RegisterSet set = 0;
  for (unsigned reg : registers)
    set = static_cast<RegisterSet>(set | bit(reg));
  return set;
}

struct Convention {
  std::vector<std::uint8_t> registers; // of the first arguments
  RegisterSet volatile_registers = 0;
  std::int64_t first_slot = 0; // of the next argument, from rsp at the call
  std::int64_t slot_size = 8;
};

Convention convention_of(const Machine &machine) {
  if (machine.isa == Isa::i386)
    return {{}, set_of({rax, rcx, rdx}), 0, 4};
  if (machine.format == ObjectFormat::coff)
    return {{rcx, rdx, 8, 9}, set_of({rax, rcx, rdx, 8, 9, 10, 11}), 32, 8};
  return {{rdi, rsi, rdx, rcx, 8, 9},
          set_of({rax, rcx, rdx, rsi, rdi, 8, 9, 10, 11}),
          0,
          8};
}

struct Slot {
  std::int64_t at = 0;    // from rsp where the walk began
  bool is_passed = false; // a call has been made that it was an argument of
  bool is_pushed = false; // made by a push

  friend auto operator<=>(const Slot &, const Slot &) = default;
};

struct State {
  std::uint32_t step = 0;
  RegisterSet registers = 0;
  std::int64_t rsp = 0; // from where the walk began
  std::vector<Slot> slots;

  [[nodiscard]] bool is_empty() const {
    return registers == 0 && std::ranges::all_of(slots, [](const Slot &s) {
             return s.is_passed;
           });
  }
  friend auto operator<=>(const State &, const State &) = default;
};

class Walk {
public:
  Walk(const Side &side, std::uint32_t function, const CodeView &view)
      : side_(side), function_(function), view_(view),
        convention_(convention_of(side.object().machine)) {}

  std::optional<std::vector<ArgumentUse>> run(std::uint32_t step) {
    State start;
    start.step = step;
    Effects effects = effects_at(step);
    if (!effects.is_move || effects.from.kind != MoveOperand::Kind::immediate ||
        !add(effects.to, start) || may_be_local(effects))
      return std::nullopt;
    start.rsp += effects.stack_adjustment;
    continue_at(step + 1, start);
    while (!todo_.empty()) {
      State state = std::move(todo_.back());
      todo_.pop_back();
      if (!visit(std::move(state)))
        return std::nullopt;
    }
    if (uses_.empty())
      return std::nullopt;
    return std::vector(uses_.begin(), uses_.end());
  }

private:
  Effects effects_at(std::uint32_t step) const {
    const Instruction &i = view_.at(step);
    return effects_of(view_.bytes.subspan(i.offset, i.length),
                      side_.object().machine.isa);
  }

  // Adds the place to the state; false if it cannot be followed.
  static bool add(const MoveOperand &place, State &state) {
    if (place.width < 4)
      return false;
    if (place.kind == MoveOperand::Kind::reg) {
      state.registers =
          static_cast<RegisterSet>(state.registers | bit(place.reg));
      return true;
    }
    if (place.kind != MoveOperand::Kind::stack)
      return false;
    state.slots.push_back({state.rsp + place.value, false, place.value < 0});
    std::ranges::sort(state.slots);
    return true;
  }

  void continue_at(std::uint32_t step, State state) {
    state.step = step;
    if (step < view_.steps.size() && !state.is_empty() &&
        seen_.insert(state).second)
      todo_.push_back(std::move(state));
  }

  // Each returns false if the walk must be given up.
  bool visit(State state) {
    if (seen_.size() > max_visits)
      return false;
    const Instruction &i = view_.at(state.step);
    switch (i.flow) {
    case Flow::next:
      return step_over(std::move(state));
    case Flow::branch:
    case Flow::jump:
      return take_branch(i.flow == Flow::branch, std::move(state));
    case Flow::call:
    case Flow::indirect_call:
      if ((effects_at(state.step).read & state.registers) != 0 ||
          takes_address(state))
        return false;
      call(state);
      continue_at(state.step + 1, state);
      return true;
    case Flow::indirect_jump:
      // Through an import slot: a call.  Otherwise a switch: not followed.
      if (view_.steps[state.step].reference_count == 0)
        return false;
      call(state);
      return true;
    case Flow::stop:
      return (state.registers & (bit(rax) | bit(rdx))) == 0;
    case Flow::undecodable:
      return false;
    }
    return false;
  }

  bool take_branch(bool conditional, State state) {
    if (conditional)
      continue_at(state.step + 1, state);
    const Instruction &i = view_.at(state.step);
    std::int64_t place = label_of(i, Field::immediate);
    if (const Reference *r = view_.reference(state.step, Field::immediate)) {
      bool inside =
          r->target.kind == Target::Kind::code && r->target.index == function_;
      if (!inside) {
        call(state);
        return true;
      }
      place = r->target.offset;
    }
    std::optional<std::uint32_t> target =
        place < 0 ? std::nullopt
                  : view_.step_at(static_cast<std::uint64_t>(place));
    if (!target)
      return false;
    continue_at(*target, std::move(state));
    return true;
  }

  void use(const State &state, std::size_t argument) {
    uses_.insert({state.step, static_cast<unsigned>(argument)});
  }

  // A call with this state: what it takes as arguments, and what it leaves.
  void call(State &state) {
    for (std::size_t n = 0; n < convention_.registers.size(); ++n)
      if ((state.registers & bit(convention_.registers[n])) != 0)
        use(state, n + 1);
    for (Slot &slot : state.slots) {
      std::int64_t from_first = slot.at - state.rsp - convention_.first_slot;
      constexpr std::int64_t max_stack_arguments = 32;
      if (slot.is_passed || from_first < 0 ||
          from_first % convention_.slot_size != 0 ||
          from_first / convention_.slot_size >= max_stack_arguments ||
          (!slot.is_pushed && is_read_somewhere(slot.at - state.rsp)))
        continue;
      use(state,
          convention_.registers.size() + 1 +
              static_cast<std::size_t>(from_first / convention_.slot_size));
      slot.is_passed = true;
    }
    state.registers &=
        static_cast<RegisterSet>(~convention_.volatile_registers);
  }

  // Whether the function reads [rsp + offset]: then it is a local variable,
  // since outgoing arguments are the callee's.
  bool is_read_somewhere(std::int64_t offset) {
    if (!reads_) {
      reads_.emplace();
      for (std::uint32_t s = 0; s < view_.steps.size(); ++s)
        if (Effects e = effects_at(s); e.reads_stack && e.stack.value >= 0)
          reads_->insert(e.stack.value);
    }
    return reads_->contains(offset);
  }

  // lea reg, [rsp + n].
  bool is_stack_address(const Instruction &i) const {
    constexpr std::byte lea{0x8d}, rm{7}, has_sib{4}, sib_rsp{0x24};
    constexpr std::byte rex{0x40}, rex_mask{0xf0}, rex_b{1};
    BytesView code = view_.bytes.subspan(i.offset, i.length);
    std::size_t at = (code[0] & rex_mask) == rex ? 1 : 0;
    bool is_r12 = at == 1 && (code[0] & rex_b) != std::byte{0};
    return code.size() >= at + 3 && code[at] == lea && !is_r12 &&
           (code[at + 1] & rm) == has_sib && code[at + 2] == sib_rsp;
  }

  // Whether the slot that is set may be part of a local variable whose address
  // the function takes.  Outgoing arguments lie below all of those.
  bool may_be_local(const Effects &set) const {
    return set.to.kind == MoveOperand::Kind::stack && !set.is_push &&
           std::ranges::any_of(view_.instructions, [&](const Instruction &i) {
             return is_stack_address(i) && i.displacement <= set.to.value;
           });
  }

  // lea of a slot that holds the constant.
  bool takes_address(const State &state) const {
    const Instruction &i = view_.at(state.step);
    return is_stack_address(i) &&
           std::ranges::any_of(state.slots, [&](const Slot &slot) {
             return slot.at == state.rsp + i.displacement;
           });
  }

  bool step_over(State state) {
    Effects e = effects_at(state.step);
    if (takes_address(state))
      return false;
    if (!e.stack_known) {
      // The frame goes away, and with it arguments that have done their duty.
      std::erase_if(state.slots,
                    [](const Slot &slot) { return slot.is_passed; });
      if (!state.slots.empty())
        return false;
    }
    State next = state;
    std::int64_t slot = state.rsp + e.stack.value;
    bool from_slot = false;
    for (const Slot &held : state.slots) {
      bool touches = held.at - slot < 8 && slot - held.at < 8;
      if (e.reads_stack && touches) {
        bool copy = e.is_move && e.from.kind == MoveOperand::Kind::stack &&
                    held.at == slot && !held.is_passed;
        if (!copy)
          return false;
        from_slot = true;
      }
    }
    bool from_register = e.is_move && e.from.kind == MoveOperand::Kind::reg &&
                         (state.registers & bit(e.from.reg)) != 0;
    if (!from_register && (e.read & state.registers) != 0)
      return false;
    next.registers &= static_cast<RegisterSet>(~e.written);
    std::int64_t written =
        state.rsp + (e.is_move && e.to.kind == MoveOperand::Kind::stack
                         ? e.to.value
                         : e.stack.value);
    if (e.writes_stack)
      std::erase_if(next.slots,
                    [&](const Slot &held) { return held.at == written; });
    if ((from_register || from_slot) && !add(e.to, next))
      return false;
    next.rsp += e.stack_adjustment;
    continue_at(state.step + 1, next);
    return true;
  }

  const Side &side_;
  std::uint32_t function_;
  const CodeView &view_;
  Convention convention_;
  std::optional<std::set<std::int64_t>> reads_; // offsets from rsp
  std::set<State> seen_;
  std::vector<State> todo_;
  std::set<ArgumentUse> uses_;
};

} // namespace

std::optional<std::vector<ArgumentUse>> follow_to_calls(const Side &side,
                                                        std::uint32_t function,
                                                        const CodeView &view,
                                                        std::uint32_t step) {
  return side.is_x86() ? Walk(side, function, view).run(step) : std::nullopt;
}

} // namespace hotpatch
