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
// How many bytes to look up is guessed by a length decoder of a few lines
// (leading_bytes), which may be wrong: the guess is a pure function of the
// bytes it covers, and an entry is only made where Zydis found that exactly the
// guessed bytes decide.  A wrong guess costs time, never truth.
//
// Rejected: hashing a fixed number of bytes (a call's target would be part of
// the key: no hits), a trie by byte (a kilobyte a node, a dependent load a
// byte), and a decoder of our own (Zydis' knowledge is what we want).
//
// Measured with tests/bench/decode_bench.cc.
#include "formats/isa/decode_one.h"
#include "formats/isa/instruction.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>

namespace hotpatch {
namespace {

// A fast decode reads this far from an instruction's first byte: the fields of
// 15 bytes of instruction, each loaded as 8 bytes.
constexpr std::size_t read_ahead = 24;

constexpr std::size_t cache_size_log2 = 13;

// What leading_bytes() has to know about a byte at the start of an
// instruction.
enum class ByteKind : std::uint8_t {
  opcode,
  opcode_modrm,
  prefix,
  escape,
  vex
};

using KindTable = std::array<ByteKind, 256>;

constexpr void set_kind(KindTable &table, unsigned first, unsigned last,
                        ByteKind kind) {
  for (unsigned byte = first; byte <= last; ++byte)
    table[byte] = kind;
}

// The one-byte opcode map.  Source: Intel SDM volume 2, table A-2.
constexpr KindTable one_byte_map(Isa isa) {
  KindTable table = {};
  for (unsigned row = 0; row < 0x40; row += 8)
    set_kind(table, row, row + 3, ByteKind::opcode_modrm);
  set_kind(table, 0x62, 0x63, ByteKind::opcode_modrm);
  set_kind(table, 0x80, 0x8F, ByteKind::opcode_modrm);
  set_kind(table, 0xC0, 0xC1, ByteKind::opcode_modrm);
  set_kind(table, 0xC4, 0xC7, ByteKind::opcode_modrm);
  set_kind(table, 0xD0, 0xD3, ByteKind::opcode_modrm);
  set_kind(table, 0xD8, 0xDF, ByteKind::opcode_modrm);
  for (unsigned group : {0x69U, 0x6BU, 0xF6U, 0xF7U, 0xFEU, 0xFFU})
    table[group] = ByteKind::opcode_modrm;
  for (unsigned prefix : {0x26U, 0x2EU, 0x36U, 0x3EU, 0x64U, 0x65U, 0x66U,
                          0x67U, 0xF0U, 0xF2U, 0xF3U})
    table[prefix] = ByteKind::prefix;
  if (isa == Isa::x86_64)
    set_kind(table, 0x40, 0x4F, ByteKind::prefix);
  for (unsigned vex : {0x62U, 0xC4U, 0xC5U})
    table[vex] = ByteKind::vex;
  table[0x0F] = ByteKind::escape;
  return table;
}

// The 0F map; its opcodes without ModRM.  Source: Intel SDM volume 2, table
//
constexpr KindTable two_byte_map() {
  KindTable table = {};
  table.fill(ByteKind::opcode_modrm);
  set_kind(table, 0x04, 0x0C, ByteKind::opcode);
  set_kind(table, 0x0E, 0x0E, ByteKind::opcode);
  set_kind(table, 0x30, 0x37, ByteKind::opcode);
  set_kind(table, 0x80, 0x8F, ByteKind::opcode);
  set_kind(table, 0xC8, 0xCF, ByteKind::opcode);
  for (unsigned plain : {0x77U, 0xA0U, 0xA1U, 0xA2U, 0xA8U, 0xA9U, 0xAAU})
    table[plain] = ByteKind::opcode;
  table[0x38] = ByteKind::escape;
  table[0x3A] = ByteKind::escape;
  return table;
}

constexpr KindTable map_x86_64 = one_byte_map(Isa::x86_64);
constexpr KindTable map_i386 = one_byte_map(Isa::i386);
constexpr KindTable map_0f = two_byte_map();

std::size_t modrm_and_sib(std::uint8_t modrm) {
  return (modrm & 0xC0) != 0xC0 && (modrm & 0x07) == 4 ? 2 : 1;
}

// The likely number of leading bytes at `at`, at most 15, of which the caller
// holds read_ahead.
std::size_t leading_bytes(const std::uint8_t *at, const KindTable &map) {
  std::size_t i = 0;
  while (map[at[i]] == ByteKind::prefix && i < 8)
    ++i;
  switch (map[at[i]]) {
  case ByteKind::opcode:
  case ByteKind::prefix:
    return i + 1;
  case ByteKind::opcode_modrm:
    return i + 1 + modrm_and_sib(at[i + 1]);
  case ByteKind::escape:
    switch (map_0f[at[i + 1]]) {
    case ByteKind::opcode:
      return i + 2;
    case ByteKind::escape:
      return i + 3 + modrm_and_sib(at[i + 3]);
    default:
      return i + 2 + modrm_and_sib(at[i + 2]);
    }
  case ByteKind::vex: {
    // C5 + 1, C4 + 2 or 62 + 3 bytes of prefix, then opcode and ModRM.
    const std::size_t opcode = i + (at[i] == 0xC5   ? 2U
                                    : at[i] == 0xC4 ? 3U
                                                    : 4U);
    return opcode + 1 + modrm_and_sib(at[opcode + 1]);
  }
  }
  return i + 1;
}

std::uint64_t load64(const std::uint8_t *at) {
  std::uint64_t value;
  std::memcpy(&value, at, sizeof(value));
  if constexpr (std::endian::native == std::endian::big)
    value = std::byteswap(value);
  return value;
}

// The `size` bytes (0 to 8) at `at`, sign-extended; 8 bytes are read.
std::int64_t load_field(const std::uint8_t *at, std::size_t size) {
  if (size == 0)
    return 0;
  const unsigned unused = 64 - 8 * static_cast<unsigned>(size);
  return static_cast<std::int64_t>(load64(at) << unused) >> unused;
}

// Leading bytes as two numbers; the last byte is their count, so that no two
// sequences share a key and none has the key 0, 0 of an empty cache entry.
struct Key {
  std::uint64_t low = 0, high = 0;

  friend bool operator==(const Key &, const Key &) = default;
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

struct Entry {
  Key key;
  Instruction form; // its offset and field values are another instruction's
};

const std::uint8_t *data_of(BytesView bytes) {
  return static_cast<const std::uint8_t *>(
      static_cast<const void *>(bytes.data()));
}

} // namespace

struct Decoder::State {
  explicit State(Isa decoded_isa)
      : isa(decoded_isa),
        map(decoded_isa == Isa::x86_64 ? map_x86_64 : map_i386),
        entries(std::size_t{1} << cache_size_log2) {}

  // The instruction at `at`, which has `remaining` bytes of code and at least
  // read_ahead that can be read, to be said to lie at `offset`.
  Instruction next(const std::uint8_t *at, std::size_t remaining,
                   std::size_t offset);

  Isa isa;
  const KindTable &map;
  std::vector<Entry> entries;
};

Instruction Decoder::State::next(const std::uint8_t *at, std::size_t remaining,
                                 std::size_t offset) {
  const std::size_t count = leading_bytes(at, map);
  const Key key = key_of(at, count);
  Entry &entry = entries[slot_of(key)];
  if (entry.key == key && entry.form.length <= remaining) {
    Instruction found = entry.form;
    found.offset = static_cast<std::uint32_t>(offset);
    found.displacement =
        load_field(at + found.displacement_at, found.displacement_size);
    found.immediate = load_field(at + found.immediate_at, found.immediate_size);
    if (found.immediate2_size != 0)
      found.immediate2 =
          load_field(at + found.immediate2_at, found.immediate2_size);
    return found;
  }
  DecodedOne one = decode_one(
      std::as_bytes(std::span(at, std::min(remaining, read_ahead))), isa);
  if (one.deciding_bytes == count)
    entry = {.key = key, .form = one.instruction};
  one.instruction.offset = static_cast<std::uint32_t>(offset);
  return one.instruction;
}

Decoder::Decoder(Isa isa) : state_(std::make_unique<State>(isa)) {}
Decoder::Decoder(Decoder &&) noexcept = default;
Decoder &Decoder::operator=(Decoder &&) noexcept = default;
Decoder::~Decoder() = default;

std::vector<Instruction> Decoder::decode(BytesView code) {
  std::vector<Instruction> out;
  out.reserve(code.size() / 4 + 1);
  const std::uint8_t *data = data_of(code);
  std::size_t at = 0;
  while (code.size() - at >= read_ahead) {
    out.push_back(state_->next(data + at, code.size() - at, at));
    at += out.back().length;
  }

  // The last bytes, with room behind them for reading ahead.
  std::array<std::uint8_t, 2 * read_ahead> tail = {};
  std::memcpy(tail.data(), data + at, code.size() - at);
  const std::size_t tail_at = at;
  while (at < code.size()) {
    out.push_back(
        state_->next(tail.data() + (at - tail_at), code.size() - at, at));
    at += out.back().length;
  }
  return out;
}

} // namespace hotpatch
