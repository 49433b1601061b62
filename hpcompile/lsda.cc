// See lsda.h.
//
//   landing pad base: encoding (0xff: the start of the code)
//   type table: encoding, ULEB128 distance from here to its end
//   call sites: encoding, ULEB128 size, { start, length, landing pad, action }
//   actions: { SLEB128 filter, SLEB128 distance to the next }
//   types: ... type 2, type 1 | exception specifications
//                             ^ types_end
//
// Nothing says how long the whole is.  Without a type table it ends where the
// last action does, and actions are a web of links rather than a list, so they
// are followed from the call sites.  Rejected: taking everything up to the next
// one that an FDE names, which needs all FDEs to be right, and brings the
// neighbour along if it belongs to a function without an FDE.
#include "hpcompile/lsda.h"

#include "formats/core/cursor.h"
#include "formats/core/text.h"

#include <algorithm>
#include <set>
#include <vector>

namespace hotpatch {
namespace {

constexpr std::uint8_t omitted = 0xff, uleb128 = 0x01, udata4 = 0x03;
constexpr std::size_t longest_number = 10; // bytes of 64 bits in LEB128

std::unexpected<Error> broken(const std::string &what) {
  return fail(ErrorCode::malformed, "exception table: " + what);
}

struct Reader {
  BytesView bytes;
  std::uint64_t code_size;
  Lsda lsda = {};
  std::uint64_t actions_begin = 0, actions_end = 0;
  std::uint64_t specifications_end = 0;
  std::uint64_t greatest_type = 0;               // that an action refers to
  std::vector<std::uint64_t> first_actions = {}; // offsets
  // Offsets of numbers in exception specifications that were read.
  std::set<std::uint64_t> specified_types = {};

  Expected<std::uint64_t> read_header(); // returns the call sites' offset
  Expected<void> read_call_sites(std::uint64_t begin, std::uint8_t encoding);
  Expected<void> read_actions();
  Expected<void> read_specification(std::int64_t filter);
  Expected<Lsda> read();
};

// The size of a type table entry; 0: not one that we know.
std::uint32_t type_size_of(std::uint8_t encoding) {
  switch (encoding & 0x0f) {
  case 0x00:
  case 0x04:
  case 0x0c:
    return 8;
  case 0x03:
  case 0x0b:
    return 4;
  default:
    return 0;
  }
}

Expected<std::uint64_t> Reader::read_header() {
  Cursor cursor(bytes);
  if (std::uint8_t base = cursor.u8(); !cursor.failed() && base != omitted)
    return fail(
        ErrorCode::unsupported,
        "exception table: landing pads count from elsewhere (encoding " +
            hex(base) + "), expected the start of the code");
  lsda.type_encoding_at = cursor.position();
  lsda.type_encoding = cursor.u8();
  if (!cursor.failed() && lsda.type_encoding != omitted) {
    std::uint64_t distance = cursor.uleb();
    lsda.type_size = type_size_of(lsda.type_encoding);
    if (lsda.type_size == 0)
      return fail(ErrorCode::unsupported,
                  "exception table: types are encoded as " +
                      hex(lsda.type_encoding) + ", expected 4 or 8 bytes");
    if (!cursor.failed() && distance > cursor.remaining())
      return broken("the type table ends " + hex(distance) +
                    " bytes ahead, past the section's end");
    lsda.types_end = cursor.position() + distance;
  }
  if (cursor.failed())
    return broken("its header is cut off");
  return cursor.position();
}

Expected<void> Reader::read_call_sites(std::uint64_t begin,
                                       std::uint8_t encoding) {
  if (encoding != uleb128 && encoding != udata4)
    return fail(ErrorCode::unsupported,
                "exception table: call sites are encoded as " + hex(encoding) +
                    ", expected LEB128 or 4 bytes");
  Cursor cursor(bytes.subspan(begin, actions_begin - begin));
  auto next = [&] {
    return encoding == uleb128 ? cursor.uleb() : std::uint64_t{cursor.u32()};
  };
  while (!cursor.at_end()) {
    std::uint64_t start = next(), length = next(), pad = next();
    std::uint64_t action = cursor.uleb();
    if (cursor.failed())
      return broken("a call site is cut off");
    if (start > code_size || length > code_size - start)
      return broken("call site " + hex(start) + " of " + hex(length) +
                    " bytes is not in the code (" + hex(code_size) + " bytes)");
    if (pad >= code_size && pad != 0)
      return broken("landing pad " + hex(pad) + " is not in the code (" +
                    hex(code_size) + " bytes)");
    if (action != 0) {
      if (action > bytes.size() - actions_begin)
        return broken("action " + hex(action) + " is past the end");
      first_actions.push_back(actions_begin + action - 1);
    }
  }
  return {};
}

// A list of types that a function may throw: type numbers up to a zero.  Lists
// may have their ends in common, which are read once.
Expected<void> Reader::read_specification(std::int64_t filter) {
  std::uint64_t offset = 0 - static_cast<std::uint64_t>(filter) - 1;
  if (lsda.type_size == 0 || offset >= bytes.size() - lsda.types_end)
    return broken("exception specification " + signed_hex(filter) +
                  " is past the end");
  for (std::uint64_t at = lsda.types_end + offset;
       specified_types.insert(at).second;) {
    Cursor cursor(
        bytes.subspan(at, std::min(bytes.size() - at, longest_number)));
    const std::uint64_t type = cursor.uleb();
    if (cursor.failed())
      return broken("an exception specification is cut off");
    greatest_type = std::max(greatest_type, type);
    at += cursor.position();
    specifications_end = std::max(specifications_end, at);
    if (type == 0)
      break;
  }
  return {};
}

Expected<void> Reader::read_actions() {
  std::set<std::uint64_t> known;
  for (std::uint64_t first : first_actions)
    for (std::uint64_t at = first; known.insert(at).second;) {
      if (at >= bytes.size())
        return broken("an action leads past the end");
      Cursor cursor(bytes.subspan(at));
      std::int64_t filter = cursor.sleb();
      std::uint64_t link_at = at + cursor.position();
      std::int64_t link = cursor.sleb();
      if (cursor.failed())
        return broken("an action is cut off");
      actions_end = std::max(actions_end, at + cursor.position());
      if (filter > 0)
        greatest_type =
            std::max(greatest_type, static_cast<std::uint64_t>(filter));
      if (filter < 0)
        HP_TRY(read_specification(filter));
      if (link == 0)
        break;
      std::uint64_t next = link_at + static_cast<std::uint64_t>(link);
      if (next < actions_begin || next >= bytes.size())
        return broken("an action leads to " + signed_hex(link) +
                      " from itself, outside of the table");
      at = next;
    }
  return {};
}

Expected<Lsda> Reader::read() {
  std::uint64_t at = HP_TRY(read_header());
  Cursor cursor(bytes.subspan(at));
  std::uint8_t encoding = cursor.u8();
  std::uint64_t size = cursor.uleb();
  if (cursor.failed() || size > cursor.remaining())
    return broken("the call sites are cut off");
  std::uint64_t begin = at + cursor.position();
  actions_begin = begin + size;
  actions_end = actions_begin;
  HP_TRY(read_call_sites(begin, encoding));
  HP_TRY(read_actions());
  if (lsda.type_size == 0 && greatest_type != 0)
    return broken("an action catches a type, but there is no type table");
  if (lsda.type_size != 0) {
    if (actions_end > lsda.types_end)
      return broken("the type table ends within the actions");
    std::uint64_t count = (lsda.types_end - actions_end) / lsda.type_size;
    if (greatest_type > count)
      return broken("type " + std::to_string(greatest_type) +
                    " is not in the type table");
    lsda.types_begin = lsda.types_end - count * lsda.type_size;
  }
  lsda.size = std::max({actions_end, lsda.types_end, specifications_end});
  return lsda;
}

} // namespace

Expected<Lsda> read_lsda(BytesView bytes, std::uint64_t code_size) {
  return Reader{bytes, code_size}.read();
}

} // namespace hotpatch
