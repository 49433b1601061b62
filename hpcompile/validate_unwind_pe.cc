// Facts of UNWIND_INFO: see validate_unwind_facts.h.
//
//   version and flags, size of prologue, number of codes, frame register
//   codes of 2 bytes, an even number of them: offset in the prologue, operation
//     and operand; some have one or two more for their operand
//   chained: begin, end and UNWIND_INFO of code whose codes hold too
//   with a handler: its RVA and what it reads
//
// RVAs count from the image's begin, in a payload from the payload's.  There a
// handler is a jump of the payload's own to where it is in the base.
//
// What a handler reads tells its name:
//   __gxx_personality_seh0 and its C sibling   an exception table, as in ELF
//   __C_specific_handler                       scopes
//   __GSHandlerCheck                           offsets in the frame
//   __GSHandlerCheck_SEH                       scopes, then such offsets
#include "formats/core/cursor.h"
#include "hpcompile/validate_unwind_facts.h"

#include <algorithm>
#include <initializer_list>

namespace hotpatch {
namespace {

using namespace std::string_view_literals;
using Kind = UnwindFact::Kind;

constexpr unsigned has_handler = 1 | 2, is_chained = 4;
constexpr std::size_t max_chain = 32, word = 4;

// Further 2-byte slots that an operation takes; nothing: it is not known.
std::optional<std::size_t> operand_slots(unsigned operation, unsigned operand) {
  switch (operation) {
  case 0:  // UWOP_PUSH_NONVOL
  case 2:  // UWOP_ALLOC_SMALL
  case 3:  // UWOP_SET_FPREG
  case 10: // UWOP_PUSH_MACHFRAME
    return 0;
  case 1: // UWOP_ALLOC_LARGE
    return operand == 0 ? 1 : 2;
  case 4: // UWOP_SAVE_NONVOL
  case 8: // UWOP_SAVE_XMM128
    return 1;
  case 5: // UWOP_SAVE_NONVOL_FAR
  case 9: // UWOP_SAVE_XMM128_FAR
    return 2;
  default:
    return std::nullopt;
  }
}

class FactReader {
public:
  explicit FactReader(const World &world) : world_(world) {}

  std::optional<UnwindFacts> run(WorldUnwind unwind) {
    for (std::size_t length = 0; length < max_chain; ++length) {
      if ((unwind.info & 1) != 0) {
        const std::optional<WorldUnwind> other = record_at(unwind.info - 1);
        if (!other)
          return std::nullopt;
        unwind = *other;
        continue;
      }
      const std::optional<std::uint64_t> size = read_codes(unwind);
      if (!size)
        return std::nullopt;
      const Place behind = unwind.info + *size;
      if ((flags_ & is_chained) == 0) {
        if ((flags_ & has_handler) != 0 && !read_handler(behind, unwind.begin))
          return std::nullopt;
        return std::move(facts_);
      }
      const std::optional<WorldUnwind> parent = record_at(behind);
      if (!parent)
        return std::nullopt;
      unwind = *parent;
      add_place("begin of the code it is chained to", unwind.begin,
                unwind.begin);
    }
    return std::nullopt;
  }

private:
  void add_number(std::string_view what, std::uint64_t value) {
    facts_.push_back({.what = what, .value = value});
  }
  void add_place(std::string_view what, Place place, Place origin,
                 BytesView bytes = {}) {
    facts_.push_back({.what = what,
                      .kind = Kind::place,
                      .value = place,
                      .bytes = bytes,
                      .origin = origin});
  }

  [[nodiscard]] std::optional<std::uint32_t> word_at(Place place) const {
    return read_int<std::uint32_t>(world_.bytes_at(place, word), 0);
  }

  // `near`: of the unwind data that the RVA is in.
  [[nodiscard]] Place place_of(std::uint32_t rva, Place near) const {
    return world_.is_payload(near) ? world_.payload_begin + rva : Place{rva};
  }

  [[nodiscard]] std::optional<WorldUnwind> record_at(Place place) const {
    const std::optional<std::uint32_t> begin = word_at(place),
                                       end = word_at(place + word),
                                       info = word_at(place + 2 * word);
    if (!begin || !end || !info)
      return std::nullopt;
    return WorldUnwind{place_of(*begin, place), place_of(*end, place),
                       place_of(*info, place)};
  }

  // Header and codes; returns their size in bytes.
  std::optional<std::uint64_t> read_codes(const WorldUnwind &unwind) {
    constexpr std::uint64_t code_size = 2;
    const std::optional<std::uint32_t> header = word_at(unwind.info);
    if (!header)
      return std::nullopt;
    const unsigned version = *header & 7, count = *header >> 16 & 0xff;
    flags_ = *header >> 3 & 31;
    add_number("version", version);
    add_number("flags", flags_);
    add_number("frame register", *header >> 24);
    add_place("end of the prologue", unwind.begin + (*header >> 8 & 0xff),
              unwind.begin);
    const BytesView codes =
        world_.bytes_at(unwind.info + word, count * code_size);
    if (codes.size() != count * code_size || (version != 1 && version != 2))
      return std::nullopt;
    for (std::size_t at = 0; at < codes.size();) {
      const unsigned operation = std::to_integer<unsigned>(codes[at + 1]);
      if (version == 2 && (operation & 15) == 6) { // where epilogues are
        facts_.push_back({.what = "epilogue", .bytes = codes.subspan(at, 2)});
        at += code_size;
        continue;
      }
      const std::optional<std::size_t> slots =
          operand_slots(operation & 15, operation >> 4);
      const std::size_t size = (1 + slots.value_or(0)) * code_size;
      if (!slots || size > codes.size() - at)
        return std::nullopt;
      add_place("unwind code",
                unwind.begin + std::to_integer<unsigned>(codes[at]),
                unwind.begin, codes.subspan(at + 1, size - 1));
      at += size;
    }
    return word + ((count + 1U) & ~1U) * code_size;
  }

  bool read_handler(Place field, Place code) {
    const std::optional<std::uint32_t> rva = word_at(field);
    if (!rva)
      return false;
    const Place handler = behind_jump(place_of(*rva, field));
    facts_.push_back(
        {.what = "handler", .kind = Kind::target, .value = handler});
    const Place data = field + word;
    if (is_named(handler,
                 {"__gxx_personality_seh0"sv, "__gcc_personality_seh0"sv})) {
      const std::optional<UnwindFacts> table = lsda_facts(world_, data, code);
      if (table)
        facts_.insert(facts_.end(), table->begin(), table->end());
      return table.has_value();
    }
    if (is_named(handler, {"__C_specific_handler"sv}))
      return read_scopes(data).has_value();
    if (is_named(handler, {"__GSHandlerCheck"sv}))
      return read_frame_check(data);
    if (is_named(handler, {"__GSHandlerCheck_SEH"sv})) {
      const std::optional<Place> behind = read_scopes(data);
      return behind && read_frame_check(*behind);
    }
    return true;
  }

  [[nodiscard]] Place behind_jump(Place place) const {
    const BytesView jump = world_.bytes_at(place, 5);
    const std::optional<std::int64_t> distance = read_signed(jump, 1, 4);
    if (!world_.is_payload(place) || !distance || jump[0] != std::byte{0xe9})
      return place;
    return place + jump.size() + static_cast<Place>(*distance);
  }

  [[nodiscard]] bool
  is_named(Place handler, std::initializer_list<std::string_view> names) const {
    const auto is_one = [&](std::string_view name) {
      return std::ranges::find(names, name) != names.end();
    };
    const WorldPointer lead = world_.lead(handler, false);
    return lead.kind == WorldPointer::Kind::import
               ? is_one(lead.name)
               : std::ranges::any_of(world_.names_at(lead.place), is_one,
                                     &WorldName::name);
  }

  // A count, then begin, end, filter or 1, target or 0.  Returns what is
  // behind.
  std::optional<Place> read_scopes(Place at) {
    const std::optional<std::uint32_t> count = word_at(at);
    if (!count)
      return std::nullopt;
    at += word;
    for (std::uint32_t i = 0; i < *count; ++i, at += 4 * word) {
      const std::optional<std::uint32_t> begin = word_at(at),
                                         end = word_at(at + word),
                                         filter = word_at(at + 2 * word),
                                         target = word_at(at + 3 * word);
      if (!begin || !end || !filter || !target)
        return std::nullopt;
      add_place("begin of a scope", place_of(*begin, at), 0);
      add_place("end of a scope", place_of(*end, at), 0);
      if (*filter <= 1)
        add_number("filter", *filter);
      else
        facts_.push_back({.what = "filter",
                          .kind = Kind::target,
                          .value = place_of(*filter, at)});
      if (*target == 0)
        add_number("handler of a scope", 0);
      else
        add_place("handler of a scope", place_of(*target, at), 0);
    }
    return at;
  }

  bool read_frame_check(Place at) {
    constexpr std::uint32_t is_aligned = 4;
    const std::optional<std::uint32_t> flags = word_at(at);
    if (!flags)
      return false;
    const std::size_t words = (*flags & is_aligned) != 0 ? 3 : 1;
    for (std::size_t i = 0; i < words; ++i) {
      const std::optional<std::uint32_t> value = word_at(at + i * word);
      if (!value)
        return false;
      add_number("offset of the security cookie", *value);
    }
    return true;
  }

  const World &world_;
  unsigned flags_ = 0;
  UnwindFacts facts_;
};

} // namespace

std::optional<UnwindFacts> pe_unwind_facts(const World &world,
                                           const WorldUnwind &unwind) {
  return FactReader(world).run(unwind);
}

} // namespace hotpatch
