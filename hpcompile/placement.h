// Where the input sections of a build are in the image that was linked from it.
//
// A linker copies a section as a whole or leaves it out, so one address places
// everything in it.  A placement is never guessed: it comes from a symbol, a
// reference or content, and counts only if all bytes of the section outside
// relocated fields are in the image at that place.
#ifndef HOTPATCH_HPCOMPILE_PLACEMENT_H
#define HOTPATCH_HPCOMPILE_PLACEMENT_H

#include "formats/image/image.h"
#include "hpcompile/build.h"
#include "hpcompile/name_index.h"
#include "hpcompile/rewrites.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotpatch {

enum class PlacedBy : std::uint8_t {
  symbol,    // a named place of the image
  reference, // a placed section refers to it
  content,   // its bytes are there and nowhere else
  neighbour, // of several places the one between its object's other sections
};

struct SectionPlacement {
  enum class State : std::uint8_t {
    unused, // not allocated, or merged piece by piece
    placed,
    absent,    // nothing leads to it: left out by the linker, or of another
               // image
    differs,   // it is (nearly) there, but `mismatch` is not
    ambiguous, // there are several places with the same bytes
  };
  State state = State::absent;
  Rva rva = 0; // placed, differs
  // Several objects have the section, a COMDAT, and the image one of their
  // copies, nobody knows which: what is local to its object may be another's.
  bool is_shared = false;
  PlacedBy by = PlacedBy::symbol;
  Mismatch mismatch = {};      // differs
  std::vector<Rva> candidates; // ambiguous
};

// Placements of all sections of all objects: [object][section].
class Placements {
public:
  explicit Placements(std::vector<std::vector<SectionPlacement>> all)
      : all_(std::move(all)) {}

  [[nodiscard]] const SectionPlacement &of(std::uint32_t object,
                                           std::uint32_t section) const {
    return all_[object][section];
  }
  // Where the byte at `offset` of the section is, if it is placed.
  [[nodiscard]] std::optional<Rva> rva_of(std::uint32_t object,
                                          std::uint32_t section,
                                          std::uint64_t offset) const;
  [[nodiscard]] std::size_t object_count() const { return all_.size(); }

private:
  std::vector<std::vector<SectionPlacement>> all_;
};

// Whether the linker keeps one copy of the section out of all objects that have
// it.  (COFF also makes COMDATs of static functions, which nobody shares.)
bool is_comdat(const ObjectFile &object, const Section &section);

// `names` index the image's symbols; there may be none.
Placements place_sections(const Build &build, const Image &image,
                          const NameIndex &names);

} // namespace hotpatch

#endif
