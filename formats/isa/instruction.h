// x86 instructions as far as comparing code needs them: extent, kind, the
// fields that relocations and layout change, and everything else as one value.
#ifndef HOTPATCH_FORMATS_ISA_INSTRUCTION_H
#define HOTPATCH_FORMATS_ISA_INSTRUCTION_H

#include "formats/core/bytes.h"
#include "formats/core/machine.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace hotpatch {

// Where control goes after an instruction.
enum class Flow : std::uint8_t {
  next,          // to the next instruction
  branch,        // direct conditional branch (also loop, jrcxz)
  jump,          // direct unconditional jump
  call,          // direct call
  indirect_jump, // through a register or memory, or far
  indirect_call,
  stop,        // ret, iret, sysret, int3, ud2, hlt: does not go on
  undecodable, // this byte starts no valid instruction
};

struct Instruction {
  std::uint32_t offset = 0; // of its first byte, from the start of the code
  std::uint8_t length = 1;  // in bytes, 1 to 15
  Flow flow = Flow::undecodable;
  bool is_no_op = false;        // nop in any of its encodings
  bool is_rip_relative = false; // displacement counts from the next instruction
  bool is_endbr = false;        // endbr64, endbr32
  std::uint16_t mnemonic = 0;   // Zydis' number; equal means equal mnemonic
  // Fields by place within the instruction; size 0 means there is none.  The
  // relative operand of a direct branch, jump or call is its immediate.
  std::uint8_t displacement_at = 0, displacement_size = 0;
  std::uint8_t immediate_at = 0, immediate_size = 0;
  std::uint8_t immediate2_at = 0, immediate2_size = 0; // enter, extrq
  std::int16_t immediate2 = 0;   // like `immediate`; it has 1 byte or 2
  std::int64_t displacement = 0; // sign-extended
  std::int64_t immediate = 0;    // sign-extended from its encoded size
  // All that is not a displacement or immediate: prefixes, opcode, ModRM, SIB,
  // in an encoding where the short and long forms of one operation agree (EB
  // and E9, 83 and 81, 6A and 68, 7x and 0F 8x, disp8 and disp32 outside
  // EVEX).  Two instructions with equal shape and equal field values do the
  // same.  An undecodable byte is a shape of its own.
  std::array<std::uint8_t, 16> shape = {};
  // The same for equal shapes and nearly always another for others: for
  // aligning and looking up, not for proving.
  std::uint64_t shape_hash = 0;

  [[nodiscard]] std::uint32_t end() const { return offset + length; }

  friend bool operator==(const Instruction &, const Instruction &) = default;
};

// Whether control goes to the place that the instruction's immediate holds.
inline bool is_direct_transfer(const Instruction &i) {
  return i.flow == Flow::branch || i.flow == Flow::jump || i.flow == Flow::call;
}

// The instruction of decoded code that holds the byte at `offset`, or null.
const Instruction *instruction_at(std::span<const Instruction> code,
                                  std::uint64_t offset);

// Instruction::shape_hash of a shape; not 0.
std::uint64_t hash_shape(const std::array<std::uint8_t, 16> &shape);

class InstructionStream;

// Decodes code.  Holds a cache of instruction forms, so keep one per thread and
// use it for much code; it is no part of the result.
class Decoder {
public:
  // isa: x86_64 or i386.
  explicit Decoder(Isa isa);
  Decoder(Decoder &&) noexcept;
  Decoder &operator=(Decoder &&) noexcept;
  ~Decoder();

  // Decodes `code` from its first byte to its last, linearly.  What cannot be
  // decoded becomes one undecodable Instruction a byte, so the lengths always
  // sum to code.size(), which must be below 2^32.  Takes 15 times the memory of
  // the code: give large sections function by function.
  // Source: Intel SDM volume 2; decoding by Zydis 4.
  std::vector<Instruction> decode(BytesView code);

private:
  friend class InstructionStream;
  struct State;
  std::unique_ptr<State> state_;
};

// The same instructions, a few at a time and without memory for all of them:
// for who looks at each once.
class InstructionStream {
public:
  // `decoder` and `code` must outlive it.
  InstructionStream(Decoder &decoder, BytesView code);

  // The next instructions in order, none at the end of the code.  Valid until
  // the next call.
  std::span<const Instruction> next();

private:
  // Instructions that are guessed at a time, and so looked up at a time: the
  // memo is larger than the nearer caches.
  static constexpr std::size_t block_size = 16;
  // Decoding reads this far from an instruction's first byte: the fields of 15
  // bytes of instruction, each loaded as 8 bytes.
  static constexpr std::size_t read_ahead = 24;
  struct Guessed;

  [[nodiscard]] const std::uint8_t *bytes_at(std::size_t offset) const;
  std::size_t guess_block(std::array<Guessed, block_size> &block) const;
  [[nodiscard]] Instruction decode_guessed(const Guessed &guess) const;

  Decoder::State &state_;
  BytesView code_;
  std::size_t at_ = 0;
  // The last bytes, with room for reading ahead, begin at tail_at_.
  std::size_t tail_at_;
  std::array<std::uint8_t, 2 * read_ahead> tail_ = {};
  std::array<Instruction, block_size> block_;
};

// Registers as a set of bits: the 16 general purpose registers in the order of
// their encoding (rax rcx rdx rbx rsp rbp rsi rdi r8 ... r15), any width.
using RegisterSet = std::uint16_t;

// A register, immediate or stack slot that a move reads or writes.
struct MoveOperand {
  enum class Kind : std::uint8_t {
    none,
    reg,
    immediate,
    stack, // [rsp + value], without index or segment override
    other, // other memory; a segment register
  };
  Kind kind = Kind::none;
  std::uint8_t reg = 0;   // reg: number in RegisterSet order
  std::uint8_t width = 0; // in bytes, of the move
  // immediate: its value, sign-extended from its encoded size; stack: offset
  // from rsp as it is before the instruction, so -8 for what a push writes.
  std::int64_t value = 0;

  friend bool operator==(const MoveOperand &, const MoveOperand &) = default;
};

// What an instruction does to registers and memory, for following a value
// through code.  What a called function does is not in it; of a system call it
// says that all registers are read and rax is written.
struct Effects {
  // A conditional write, or one of 8 or 16 bits, reads the register too; a
  // memory operand reads its address registers.
  RegisterSet read = 0;
  RegisterSet written = 0;
  // mov of a general purpose register, memory or immediate (not ah to bh), or a
  // push.  An extending move is none, since what arrives is another value.
  bool is_move = false;
  bool is_push = false;
  MoveOperand from = {}, to = {}; // with is_move
  // Whether a slot of Kind::stack is accessed, by a visible operand or by push
  // and pop; not by call, ret, enter, leave.
  bool reads_stack = false, writes_stack = false;
  // The slot, if reads_stack or writes_stack; the visible one if push or pop
  // has two.
  MoveOperand stack = {};
  // rsp += this: push, pop, add and sub of a constant, lea rsp, [rsp + n].  A
  // call moves rsp by nothing: it is reported as if it had returned.
  std::int64_t stack_adjustment = 0;
  bool stack_known = true; // false: rsp changes in a way we cannot follow
  // Any memory, through visible operands or not (string instructions, calls).
  bool reads_memory = false, writes_memory = false;
  // Bytes of the visible memory operand; 0 if there is none, it is not accessed
  // (lea, prefetch) or its size is not fixed (string instructions, gathers).
  std::int64_t memory_width = 0;

  friend bool operator==(const Effects &, const Effects &) = default;
};

// Effects of the one instruction in `code`, which must be decodable for `isa`
// (x86_64 or i386); of an undecodable one, everything is read and written.
// Source: Intel SDM volume 2; operands by Zydis 4.
Effects effects_of(BytesView code, Isa isa);

// What to show in place of an instruction's numbers; an empty text leaves the
// number.
struct OperandText {
  std::string branch_target = {}; // of a direct branch, jump or call
  std::string displacement = {};  // of the memory operand: "foo" in [rip+foo]
  std::string immediate = {};     // any other immediate, the first one of two
};

// The instruction that `code` begins with in Intel syntax, on one line:
// "mov eax, 0x10".  A direct branch shows its target as an offset from the
// code's start, a RIP-relative operand its displacement.  "(bad)" if it is
// undecodable.
std::string format(BytesView code, const Instruction &instruction, Isa isa);

// The same with `text` in place of numbers: "call foo", "jne L1",
// "mov rdi, qword ptr [rip+foo]".
std::string format(BytesView code, const Instruction &instruction, Isa isa,
                   const OperandText &text);

} // namespace hotpatch

#endif
