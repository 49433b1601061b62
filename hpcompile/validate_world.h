// The two worlds that validating compares, each as one flat memory: the base
// image with the payload in force, and the post image.
//
// A world is what a processor would see: bytes after fixups and redirects,
// fields that the loader fills, and who is called what.  Nothing here compares.
#ifndef HOTPATCH_HPCOMPILE_VALIDATE_WORLD_H
#define HOTPATCH_HPCOMPILE_VALIDATE_WORLD_H

#include "formats/core/bytes.h"
#include "formats/core/error.h"
#include "formats/image/image.h"
#include "formats/payload/payload.h"
#include "hpcompile/validate.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hotpatch {

// An address in a world, counted from where its image begins; the payload lies
// behind its base image, at World::payload_begin.
using Place = std::uint64_t;

struct WorldSection {
  Place begin = 0;
  std::uint64_t size = 0; // in memory; what `bytes` lack is zero
  BytesView bytes = {};
  bool is_code = false;
  // When code of the image runs: RELRO sections, the GOT and the IAT are not.
  bool is_writable = false;

  [[nodiscard]] Place end() const { return begin + size; }
  [[nodiscard]] bool has(Place place) const {
    return place >= begin && place < end();
  }
};

struct WorldName {
  Place place = 0;
  std::uint64_t size = 0; // bytes; 0: unknown
  bool is_code = false;
  std::string_view name = {};
  // The name without the numbers that a compiler gives anew in each build, as
  // NamePool::key() makes it.
  std::uint32_t key = 0;
  std::string_view object = {}; // file name of its object; empty: unknown
};

// Where an 8-byte field leads that a loader or the applier fills.
struct WorldPointer {
  enum class Kind : std::uint8_t {
    place,  // `place` in this world
    import, // another module's `name`
    other,  // TLS and resolver fields: equal if all of the value is
  };
  Place site = 0;
  Kind kind = Kind::place;
  SlotKind slot = SlotKind::relative;
  bool is_slot = false; // of the IAT, the GOT or the payload: not a variable
  Place place = 0;
  std::string_view module = {}, name = {}; // name: of `place` too, if bound by
                                           // name
  std::uint16_t ordinal = 0;
  std::int64_t addend = 0;
};

// The code [begin, end) of one function or piece, or of an unnamed range.
struct BodyRange {
  Place begin = 0, end = 0;
  bool is_exact = true; // false: there may be fill at the end
  friend bool operator==(const BodyRange &, const BodyRange &) = default;
};

// What tells how to unwind the code [begin, end).
struct WorldUnwind {
  Place begin = 0, end = 0;
  Place info = 0; // PE: UNWIND_INFO, or another record and 1; ELF: the FDE
};

// Gives names numbers, so that comparing them is cheap: one pool for both
// worlds.
class NamePool {
public:
  // foo.constprop.0, foo.llvm.8142, counter.2, ... without these numbers.
  std::uint32_t key(std::string_view name);

private:
  std::unordered_map<std::string, std::uint32_t> keys_;
};

struct World {
  std::vector<WorldSection> sections; // by begin, without overlap
  std::vector<WorldName> names;       // by place, then name
  std::vector<WorldPointer> pointers; // by site
  std::vector<BodyRange> functions;   // by begin: named ones and all others
                                      // that unwind tables or thunks tell of
  std::unordered_map<Place, Place> thunks; // entry -> slot
  std::vector<WorldUnwind> unwind;         // by begin
  std::vector<Place> unwind_infos;         // places that hold unwind data
  // Entry in the base -> entry in the payload.
  std::unordered_map<Place, Place> redirects;
  // Names by key; indices into `names`, ascending.
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_key;
  Place payload_begin = 0; // 0: there is none
  std::uint64_t preferred_base = 0;
  bool is_relocatable = true;
  bool is_pe = false;
  bool has_code_pointers = false; // some pointer is inside a code section
  std::vector<std::vector<std::byte>> owned; // bytes that were laid over

  [[nodiscard]] const WorldSection *section_at(Place place) const;
  // The bytes [place, place + size) of one section, or fewer where what is in
  // the file ends.
  [[nodiscard]] BytesView bytes_at(Place place, std::uint64_t size) const;
  [[nodiscard]] const WorldPointer *pointer_at(Place site) const;
  [[nodiscard]] std::span<const WorldPointer> pointers_in(Place begin,
                                                          Place end) const;
  // Names of exactly this place.
  [[nodiscard]] std::span<const WorldName> names_at(Place place) const;
  // Names of the last named place up to `place` in its section, or none.
  [[nodiscard]] std::span<const WorldName> names_up_to(Place place) const;
  [[nodiscard]] const BodyRange *function_at(Place place) const; // containing
  // Code from `entry` up to the end of its function or, where no function is
  // known, to the next one or the end of the section.
  [[nodiscard]] BodyRange code_from(Place entry) const;
  [[nodiscard]] bool is_payload(Place place) const {
    return payload_begin != 0 && place >= payload_begin;
  }
  // Where control or an access to `place` arrives, thunks followed; via_slot:
  // `place` is a slot, and what counts is where it leads.
  [[nodiscard]] WorldPointer lead(Place place, bool via_slot) const;
  [[nodiscard]] std::optional<Place> payload_thunk(Place place) const;
  // What runs when `entry` is called.
  [[nodiscard]] Place in_force(Place entry) const;
  // "base+0x1234", "payload+0x1010"; `image` is the word for the image.
  [[nodiscard]] std::string describe(Place place, std::string_view image) const;
};

struct Worlds {
  World base; // with the payload in force
  World post;
  // What is wrong with the redirects themselves.
  std::vector<ValidationDifference> problems;
};

// malformed: a site or target of the payload is outside of what it names.
Expected<Worlds> make_worlds(const Payload &payload, const NamedImage &base,
                             const NamedImage &post);

} // namespace hotpatch

#endif
