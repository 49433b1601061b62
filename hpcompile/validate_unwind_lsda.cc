// Facts of exception tables (LSDA): see validate_unwind_facts.h.
//
//   landing pad base: encoding (0xff: where the code begins)
//   type table: encoding, ULEB128 distance from here to its end
//   call sites: encoding, ULEB128 size, { start, length, landing pad, action }
//   actions: { SLEB128 filter, SLEB128 distance to the next }
//   types: ... type 2, type 1 | exception specifications
//                             ^ the table's end
//
// The table is read the way that a personality function does, from each call
// site through its actions to the types: what a fact says then does not depend
// on how a compiler has shared the parts.
//
// Source: the Itanium C++ ABI's exception handling, as GCC's unwind-c.c and
// LLVM's libcxxabi read it.
#include "formats/core/cursor.h"
#include "hpcompile/validate_unwind_facts.h"

#include <algorithm>

namespace hotpatch {
namespace {

using Kind = UnwindFact::Kind;

constexpr std::uint8_t omitted = 0xff, uleb128 = 0x01, udata4 = 0x03;
// No compiler's table has as many; a table whose actions form a ring does.
constexpr std::size_t most_facts = std::size_t{1} << 20;

class TableReader {
public:
  TableReader(const World &world, Place table, Place code)
      : world_(world), table_(table), code_(code) {
    const WorldSection *section = world.section_at(table);
    if (section != nullptr)
      bytes_ = world.bytes_at(table, section->end() - table);
  }

  std::optional<UnwindFacts> run() {
    if (!read())
      return std::nullopt;
    return std::move(facts_);
  }

private:
  void add_number(std::string_view what, std::uint64_t value) {
    facts_.push_back({.what = what, .value = value});
  }
  void add_place(std::string_view what, std::uint64_t offset) {
    facts_.push_back({.what = what,
                      .kind = Kind::place,
                      .value = code_ + offset,
                      .origin = code_});
  }

  bool read() {
    Cursor cursor(bytes_);
    const std::uint8_t pad_encoding = cursor.u8();
    if (cursor.failed())
      return false;
    if (pad_encoding != omitted) {
      add_number("landing pads counted from elsewhere", pad_encoding);
      return true;
    }
    type_encoding_ = cursor.u8();
    if (type_encoding_ != omitted) {
      const std::uint64_t distance = cursor.uleb();
      types_end_ = cursor.position() + distance;
      if (cursor.failed() || distance > cursor.remaining())
        return false;
    }
    const std::uint8_t encoding = cursor.u8();
    const std::uint64_t size = cursor.uleb();
    if (cursor.failed() || size > cursor.remaining() ||
        (encoding != uleb128 && encoding != udata4))
      return false;
    actions_ = cursor.position() + size;
    return read_call_sites(cursor.take(size), encoding);
  }

  bool read_call_sites(BytesView sites, std::uint8_t encoding) {
    Cursor cursor(sites);
    const auto next = [&] {
      return encoding == uleb128 ? cursor.uleb() : std::uint64_t{cursor.u32()};
    };
    while (!cursor.at_end()) {
      const std::uint64_t start = next(), length = next(), pad = next();
      const std::uint64_t action = cursor.uleb();
      add_place("begin of a call site", start);
      add_place("end of a call site", start + length);
      if (pad == 0)
        add_number("landing pad", 0);
      else
        add_place("landing pad", pad);
      if (cursor.failed() || (action != 0 && !read_actions(action - 1)))
        return false;
    }
    return true;
  }

  bool read_actions(std::uint64_t offset) {
    for (std::uint64_t at = actions_ + offset; facts_.size() < most_facts;) {
      if (at < actions_ || at >= bytes_.size())
        return false;
      Cursor cursor(bytes_.subspan(at));
      const std::int64_t filter = cursor.sleb();
      const std::uint64_t link_at = at + cursor.position();
      const std::int64_t link = cursor.sleb();
      if (cursor.failed() || !add_filter(filter))
        return false;
      if (link == 0)
        return true;
      at = link_at + static_cast<std::uint64_t>(link);
    }
    return false;
  }

  // A type that is caught, a specification of types that may be thrown, or
  // (0) a clean-up.
  bool add_filter(std::int64_t filter) {
    const std::string_view what = filter > 0    ? "a catch"
                                  : filter == 0 ? "a clean-up"
                                                : "an exception specification";
    add_number(what, 0);
    if (filter > 0)
      return add_type(static_cast<std::uint64_t>(filter));
    if (filter == 0)
      return true;
    const std::uint64_t offset = 0 - static_cast<std::uint64_t>(filter) - 1;
    if (type_encoding_ == omitted || offset >= bytes_.size() - types_end_)
      return false;
    Cursor cursor(bytes_.subspan(types_end_ + offset));
    while (const std::uint64_t type = cursor.uleb())
      if (!add_type(type))
        return false;
    return !cursor.failed();
  }

  // Its number stands in what a landing pad looks at.
  bool add_type(std::uint64_t number) {
    const unsigned width = encoded_width(type_encoding_);
    if (type_encoding_ == omitted || width == 0 || number > types_end_ / width)
      return false;
    std::optional<UnwindFact> type = encoded_pointer(
        world_, table_ + types_end_ - number * width, type_encoding_);
    if (!type || facts_.size() >= most_facts)
      return false;
    add_number("number of a type", number);
    type->what = type->kind == Kind::number ? "any type" : "type";
    facts_.push_back(*type);
    return true;
  }

  const World &world_;
  Place table_, code_;
  BytesView bytes_; // from the table on
  std::uint8_t type_encoding_ = omitted;
  std::uint64_t types_end_ = 0, actions_ = 0; // from the table's begin
  UnwindFacts facts_;
};

} // namespace

std::optional<UnwindFacts> lsda_facts(const World &world, Place table,
                                      Place code) {
  return TableReader(world, table, code).run();
}

} // namespace hotpatch
