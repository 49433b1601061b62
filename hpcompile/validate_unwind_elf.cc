// Facts of .eh_frame records: see validate_unwind_facts.h.
//
//   CIE  length, 0, version, augmentation, alignments, return register,
//        { size, encodings and personality by the augmentation's letters },
//        instructions
//   FDE  length, distance to the CIE, begin, size,
//        { size, exception table }, instructions
//
// The extent is not a fact: the readers of both worlds have taken it from the
// same record.  Instructions count with the place from which on they hold, so
// that it does not matter how far advances are apart or what comes from the
// CIE.
#include "formats/core/call_frames.h"
#include "formats/core/cursor.h"
#include "hpcompile/validate_unwind_facts.h"

#include <algorithm>

namespace hotpatch {
namespace {

using Kind = UnwindFact::Kind;

constexpr std::uint8_t omitted = 0xff, from_here = 0x10, indirect = 0x80;
constexpr std::uint8_t format_mask = 0x07, signed_bit = 0x08, from_mask = 0x70;

// What follows the length of a record.
struct Record {
  BytesView bytes;
  Place place = 0; // of its first byte
};

std::optional<Record> record_at(const World &world, Place place) {
  constexpr std::uint32_t wide = 0xffffffff;
  constexpr std::uint64_t length_size = 4;
  const std::optional<std::uint32_t> length =
      read_int<std::uint32_t>(world.bytes_at(place, length_size), 0);
  if (!length || *length == wide)
    return std::nullopt;
  Record record = {world.bytes_at(place + length_size, *length),
                   place + length_size};
  return record.bytes.size() == *length ? std::optional(record) : std::nullopt;
}

class FactReader {
public:
  FactReader(const World &world, const WorldUnwind &unwind)
      : world_(world), unwind_(unwind) {}

  std::optional<UnwindFacts> run() {
    const std::optional<Record> fde = record_at(world_, unwind_.info);
    if (!fde)
      return std::nullopt;
    Cursor cursor(fde->bytes);
    const std::uint32_t distance = cursor.u32();
    const std::optional<Record> cie =
        cursor.failed() || distance == 0 || distance > fde->place
            ? std::nullopt
            : record_at(world_, fde->place - distance);
    if (!cie || !read_cie(*cie) || !read_fde(*fde, cursor))
      return std::nullopt;
    return std::move(facts_);
  }

private:
  void add_number(std::string_view what, std::uint64_t value) {
    facts_.push_back({.what = what, .value = value});
  }

  bool read_cie(const Record &cie) {
    Cursor cursor(cie.bytes);
    const std::uint32_t id = cursor.u32();
    const std::uint8_t version = cursor.u8();
    const std::string_view augmentation = cursor.text();
    code_alignment_ = cursor.uleb();
    add_number("data alignment", static_cast<std::uint64_t>(cursor.sleb()));
    add_number("return register", version == 1 ? cursor.u8() : cursor.uleb());
    if (cursor.failed() || id != 0 || (version != 1 && version != 3))
      return false;
    has_augmentation_ = augmentation.starts_with('z');
    if (!augmentation.empty() && !has_augmentation_)
      return false;
    std::uint64_t end = cursor.position();
    if (has_augmentation_) {
      const std::uint64_t size = cursor.uleb();
      end = cursor.position() + size;
      if (cursor.failed() || size > cursor.remaining() ||
          !read_letters(augmentation.substr(1), cie, cursor))
        return false;
    }
    return add_instructions(cie.bytes, end);
  }

  bool read_letters(std::string_view letters, const Record &cie,
                    Cursor &cursor) {
    for (const char letter : letters) {
      switch (letter) {
      case 'R':
        pointer_encoding_ = cursor.u8();
        break;
      case 'L':
        table_encoding_ = cursor.u8();
        break;
      case 'P': {
        const std::uint8_t encoding = cursor.u8();
        std::optional<UnwindFact> personality =
            encoded_pointer(world_, cie.place + cursor.position(), encoding);
        if (!personality)
          return false;
        personality->what = "personality function";
        facts_.push_back(*personality);
        cursor.take(encoded_width(encoding));
        break;
      }
      case 'S':
        add_number("frame of a signal", 1);
        break;
      default:
        return false;
      }
    }
    return !cursor.failed();
  }

  // `cursor` is behind the distance to the CIE.
  bool read_fde(const Record &fde, Cursor &cursor) {
    const unsigned width = encoded_width(pointer_encoding_);
    cursor.take(2 * std::uint64_t{width}); // begin and size
    std::uint64_t end = cursor.position();
    if (has_augmentation_) {
      const std::uint64_t size = cursor.uleb();
      end = cursor.position() + size;
      if (cursor.failed() || size > cursor.remaining())
        return false;
      if (table_encoding_ != omitted && size != 0 &&
          !add_table(fde.place + cursor.position()))
        return false;
    }
    return width != 0 && !cursor.failed() && add_instructions(fde.bytes, end);
  }

  bool add_table(Place field) {
    const std::optional<UnwindFact> pointer =
        encoded_pointer(world_, field, table_encoding_);
    if (!pointer)
      return false;
    add_number("exception table", pointer->kind == Kind::number ? 0 : 1);
    if (pointer->kind == Kind::number)
      return true;
    Place table = pointer->value;
    if (pointer->kind == Kind::slot) {
      const WorldPointer *slot = world_.pointer_at(table);
      if (slot == nullptr)
        return false;
      table = slot->place;
    }
    const std::optional<UnwindFacts> facts =
        lsda_facts(world_, table, unwind_.begin);
    if (facts)
      facts_.insert(facts_.end(), facts->begin(), facts->end());
    return facts.has_value();
  }

  bool add_instructions(BytesView record, std::uint64_t begin) {
    const std::optional<std::vector<CallFrameStep>> steps =
        read_call_frame_steps(record, begin, record.size(), code_alignment_,
                              std::endian::little);
    if (!steps)
      return false;
    for (const CallFrameStep &step : *steps)
      facts_.push_back(
          {.what = "call frame instruction",
           .kind = Kind::place,
           .value = unwind_.begin + step.place,
           .bytes = record.subspan(step.begin, step.end - step.begin),
           .origin = unwind_.begin});
    return true;
  }

  const World &world_;
  const WorldUnwind &unwind_;
  UnwindFacts facts_;
  std::uint64_t code_alignment_ = 1;
  bool has_augmentation_ = false;
  std::uint8_t pointer_encoding_ = 0, table_encoding_ = omitted;
};

} // namespace

unsigned encoded_width(std::uint8_t encoding) {
  switch (encoding & format_mask) {
  case 0x00:
  case 0x04:
    return 8;
  case 0x02:
    return 2;
  case 0x03:
    return 4;
  default:
    return 0;
  }
}

std::optional<UnwindFact> encoded_pointer(const World &world, Place field,
                                          std::uint8_t encoding) {
  const unsigned width = encoded_width(encoding);
  const std::optional<std::int64_t> value =
      read_signed(world.bytes_at(field, width), 0, width);
  if (encoding == omitted || width == 0 || !value)
    return std::nullopt;
  const WorldPointer *filled = width == 8 ? world.pointer_at(field) : nullptr;
  UnwindFact fact = {.kind = Kind::target};
  if (filled != nullptr) {
    fact.kind = Kind::slot;
    fact.value = field;
    return (encoding & indirect) == 0 ? std::optional(fact) : std::nullopt;
  }
  if (*value == 0)
    return UnwindFact{};
  fact.value = static_cast<std::uint64_t>(*value);
  if ((encoding & signed_bit) == 0 && width < 8)
    fact.value &= (std::uint64_t{1} << 8 * width) - 1;
  if ((encoding & from_mask) == from_here)
    fact.value += field;
  else if ((encoding & from_mask) == 0)
    fact.value -= world.preferred_base;
  else
    return std::nullopt;
  if ((encoding & indirect) == 0)
    return fact;
  if (world.pointer_at(fact.value) != nullptr) {
    fact.kind = Kind::slot;
    return fact;
  }
  // What no loader fills holds the address.
  const std::optional<std::uint64_t> held =
      read_int<std::uint64_t>(world.bytes_at(fact.value, 8), 0);
  if (!held || world.is_relocatable)
    return std::nullopt;
  fact.value = *held - world.preferred_base;
  return fact;
}

std::optional<UnwindFacts> elf_unwind_facts(const World &world,
                                            const WorldUnwind &unwind) {
  return FactReader(world, unwind).run();
}

} // namespace hotpatch
