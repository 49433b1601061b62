// Decoding at the speed of comparing: an exact memo over Zydis.
//
// Zydis needs about 70 ns an instruction, even in its minimal mode, and a
// comparison of two builds decodes some twenty million of them.  But code
// repeats itself: the leading bytes of an instruction (prefixes, opcode, ModRM,
// SIB; see decode_one.cc) decide all but the values of its displacement and
// immediate, and all code of a large program has only some ten thousand
// different ones.  So each is decoded once and remembered with its leading
// bytes; a later instruction that begins with exactly these bytes is the
// remembered one with other values at the same places.
//
// How many bytes to look up, and where the next instruction begins, is guessed
// from opcode and ModRM (extent_guess.h).  The guess is a function of the bytes
// that it says to look up, and an entry is only made where Zydis found exactly
// the guessed extent.  So a hit proves the guess right, and a wrong guess costs
// time, never truth.  It also unties the loop: the next instruction's lookup
// need not wait for this one's, which waits for memory.
//
// Rejected: hashing a fixed number of bytes (a call's target would be part of
// the key: no hits), a trie by byte (a kilobyte a node, a dependent load a
// byte), and a decoder of our own (Zydis' knowledge is what we want).
//
// Measured (CPU time, AMD EPYC, g++ 12 -O2, code in pieces of 1 KB): gdb
// 13, 6.2 MB with 1.5 million instructions of 13,566 shapes, 16 to 18 ns an
// instruction, 20 with the machine's other cores busy; LLVM 19, 59 MB with 14
// million, 25. Zydis' minimal mode takes 65.  0.9 % of gdb's lookups miss.
// Decoding gdb in one piece takes 55: the kernel has to provide 97 MB of fresh
// memory. tests/bench/decode_bench.cc repeats this with its own code.
#include "formats/isa/decode_one.h"
#include "formats/isa/extent_guess.h"
#include "formats/isa/instruction.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <span>
#include <vector>

namespace hotpatch {
namespace {

constexpr std::size_t cache_size_log2 = 15; // 2 MiB

// The `size` bytes (0 to 8) at `at`, sign-extended; 8 bytes are read.  Without
// a branch: whether there is a field is hard to foresee.
std::int64_t load_field(const std::uint8_t *at, unsigned size) {
  const unsigned unused = (64 - 8 * size) & 63;
  const std::int64_t is_there = -std::int64_t{size != 0};
  return (static_cast<std::int64_t>(load64(at) << unused) >> unused) & is_there;
}

// Leading bytes as two numbers; the last byte is their count, so that no two
// sequences share a key and none has the key 0, 0 of an empty cache entry.
struct Key {
  std::uint64_t low = 0, high = 0;
};

constexpr std::array<Key, 16> key_masks() {
  std::array<Key, 16> masks = {};
  for (unsigned count = 0; count < 16; ++count)
    for (unsigned byte = 0; byte < count; ++byte)
      (byte < 8 ? masks[count].low : masks[count].high) |= std::uint64_t{0xFF}
                                                           << (8 * (byte % 8));
  return masks;
}

constexpr std::array<Key, 16> masks_by_count = key_masks();

Key key_of(const std::uint8_t *at, std::size_t count) {
  const Key &mask = masks_by_count[count];
  return {.low = load64(at) & mask.low,
          .high = (load64(at + 8) & mask.high) | std::uint64_t{count} << 56};
}

std::size_t slot_of(const Key &key) {
  // The multiplier is 2^64 divided by the golden ratio.
  const std::uint64_t mixed =
      (key.low ^ std::rotl(key.high, 29)) * 0x9E3779B97F4A7C15;
  return mixed >> (64 - cache_size_log2);
}

// A remembered instruction, in one cache line: in place of a displacement and
// an immediate, which another instruction will bring, it holds its key.
struct alignas(64) Entry {
  Instruction instruction;

  [[nodiscard]] bool has(const Key &key) const {
    return instruction.displacement == std::bit_cast<std::int64_t>(key.low) &&
           instruction.immediate == std::bit_cast<std::int64_t>(key.high);
  }
};
static_assert(sizeof(Entry) == 64);

Entry remember(const Key &key, const Instruction &instruction) {
  Entry entry = {.instruction = instruction};
  entry.instruction.displacement = std::bit_cast<std::int64_t>(key.low);
  entry.instruction.immediate = std::bit_cast<std::int64_t>(key.high);
  return entry;
}

// Gives `instruction`, a copy of the entry's, what is its own: the field values
// at `bytes` and its offset.
void set_fields(Instruction &instruction, const Entry &entry,
                const std::uint8_t *bytes, std::size_t offset) {
  const Instruction &form = entry.instruction;
  instruction.offset = static_cast<std::uint32_t>(offset);
  instruction.displacement =
      load_field(bytes + form.displacement_at, form.displacement_size);
  instruction.immediate =
      load_field(bytes + form.immediate_at, form.immediate_size);
  if (form.immediate2_size != 0) [[unlikely]]
    instruction.immediate2 = static_cast<std::int16_t>(
        load_field(bytes + form.immediate2_at, form.immediate2_size));
}

const std::uint8_t *data_of(BytesView bytes) {
  return static_cast<const std::uint8_t *>(
      static_cast<const void *>(bytes.data()));
}

} // namespace

namespace {

// Zeros straight from the kernel, which provides a page when it is first used:
// a program that compares one small pair touches a few.
class Memo {
public:
  Memo() : memory_(std::calloc(size + 1, sizeof(Entry))) {
    if (!memory_)
      throw std::bad_alloc(); // as a container would
    std::size_t space = (size + 1) * sizeof(Entry);
    void *first = memory_.get();
    entries_ = static_cast<Entry *>(
        std::align(alignof(Entry), size * sizeof(Entry), first, space));
  }

  // The only place where the instruction with this key can be.
  [[nodiscard]] Entry *slot(const Key &key) const {
    return entries_ + slot_of(key);
  }

private:
  struct Free {
    void operator()(void *memory) const { std::free(memory); }
  };
  static constexpr std::size_t size = std::size_t{1} << cache_size_log2;

  std::unique_ptr<void, Free> memory_;
  Entry *entries_ = nullptr;
};

} // namespace

struct Decoder::State {
  Isa isa;
  const OpcodeMap &opcodes;
  Memo memo = {};
};

Decoder::Decoder(Isa isa)
    : state_(std::make_unique<State>(State{
          .isa = isa,
          .opcodes = isa == Isa::x86_64 ? opcodes_x86_64 : opcodes_i386})) {}
Decoder::Decoder(Decoder &&) noexcept = default;
Decoder &Decoder::operator=(Decoder &&) noexcept = default;
Decoder::~Decoder() = default;

// A guessed instruction, whose entry is on its way from memory.
struct InstructionStream::Guessed {
  std::size_t at = 0; // offset
  ExtentGuess extent;
  Key key;
  Entry *entry = nullptr;
};

InstructionStream::InstructionStream(Decoder &decoder, BytesView code)
    : state_(*decoder.state_), code_(code),
      tail_at_(code.size() - std::min(code.size(), read_ahead)) {
  static_assert(guess_reads <= read_ahead);
  std::copy(data_of(code) + tail_at_, data_of(code) + code.size(),
            tail_.begin());
}

// The byte at `offset`, which is in the code; read_ahead bytes can be read.
const std::uint8_t *InstructionStream::bytes_at(std::size_t offset) const {
  return offset < tail_at_ ? data_of(code_) + offset
                           : tail_.data() + (offset - tail_at_);
}

// Fills the block from at_ on; how many.  Offsets come from the guesses alone,
// so that no guess waits for the memo's answer about the one before.
std::size_t
InstructionStream::guess_block(std::array<Guessed, block_size> &block) const {
  std::size_t count = 0;
  for (std::size_t next = at_; count < block_size && next < code_.size();
       ++count) {
    Guessed &guess = block[count];
    const std::uint8_t *const bytes = bytes_at(next);
    guess.at = next;
    guess.extent = guess_extent(bytes, state_.opcodes);
    guess.key = key_of(bytes, guess.extent.leading);
    guess.entry = state_.memo.slot(guess.key);
    __builtin_prefetch(guess.entry);
    next += guess.extent.length;
  }
  return count;
}

// What the memo does not have, or the end of the code cuts short.
Instruction InstructionStream::decode_guessed(const Guessed &guess) const {
  DecodedOne one = decode_one(
      std::as_bytes(std::span(bytes_at(guess.at),
                              std::min(code_.size() - guess.at, read_ahead))),
      state_.isa);
  const bool is_as_guessed = one.deciding_bytes == guess.extent.leading &&
                             one.instruction.length == guess.extent.length;
  if (is_as_guessed)
    *guess.entry = remember(guess.key, one.instruction);
  one.instruction.offset = static_cast<std::uint32_t>(guess.at);
  return one.instruction;
}

std::span<const Instruction> InstructionStream::next() {
  std::array<Guessed, block_size> guesses;
  const std::size_t count = guess_block(guesses);
  for (std::size_t i = 0; i < count; ++i) {
    const Guessed &guess = guesses[i];
    Instruction &out = block_[i];
    if (guess.entry->has(guess.key) &&
        guess.extent.length <= code_.size() - guess.at) [[likely]] {
      out = guess.entry->instruction;
      set_fields(out, *guess.entry, bytes_at(guess.at), guess.at);
      continue;
    }
    out = decode_guessed(guess);
    if (out.length != guess.extent.length) {
      at_ = guess.at + out.length;
      return std::span(block_).first(i + 1); // the others were guessed wrongly
    }
  }
  if (count > 0)
    at_ = guesses[count - 1].at + guesses[count - 1].extent.length;
  return std::span(block_).first(count);
}

const Instruction *instruction_at(std::span<const Instruction> code,
                                  std::uint64_t offset) {
  auto after = std::ranges::upper_bound(code, offset, {}, &Instruction::offset);
  if (after == code.begin() || offset >= std::prev(after)->end())
    return nullptr;
  return &*std::prev(after);
}

std::vector<Instruction> Decoder::decode(BytesView code) {
  std::vector<Instruction> out;
  out.reserve(code.size() / 3 + 1);
  InstructionStream stream(*this, code);
  for (std::span<const Instruction> some = stream.next(); !some.empty();
       some = stream.next())
    out.insert(out.end(), some.begin(), some.end());
  return out;
}

} // namespace hotpatch
