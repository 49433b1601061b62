// Whether references of the two sides lead to the same thing.
//
// Invariant: `true` is proven.  Names are equal, or a pairing of local symbols
// that is one to one says so, or the content is equal byte for byte and
// reference for reference.  What cannot be proven is `false`.
#ifndef HOTPATCH_HPDIFF_EQUALITY_H
#define HOTPATCH_HPDIFF_EQUALITY_H

#include "hpdiff/atoms.h"
#include "hpdiff/report.h"
#include "hpdiff/side.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace hotpatch {

// Which functions and data of two objects are each other's counterpart: a
// partial one-to-one map.  All vectors are indexed by function or datum and
// hold no_index where there is none.
struct Correspondence {
  std::vector<std::uint32_t> post_function, post_datum; // by pre index
  std::vector<std::uint32_t> pre_function, pre_datum;   // by post index
  std::vector<MatchBy> function_by, datum_by;           // by pre index

  static Correspondence none(const Side &pre, const Side &post);
  void match_functions(std::uint32_t pre, std::uint32_t post, MatchBy by);
  void match_data(std::uint32_t pre, std::uint32_t post, MatchBy by);
};

// A place in a function and a number for it.
struct Label {
  std::uint64_t offset = 0;
  std::uint32_t number = 0;
};

// How places inside one function pair correspond: they have the same number.
struct Labels {
  std::uint32_t pre = no_index, post = no_index; // functions
  std::vector<Label> pre_labels, post_labels;    // ascending by offset
  bool is_identity = false; // same offsets; the lists are not used

  [[nodiscard]] bool maps(std::uint64_t pre_offset,
                          std::uint64_t post_offset) const;
};

// Whether an instruction adds an index to an absolute address.
enum class Indexed : bool { no, yes };

// Not thread safe: keeps what it has found out.  All that is referred to must
// outlive it.
class Equality {
public:
  Equality(const Side &pre, const Side &post,
           const Correspondence &correspondence);

  // Whether the two targets are the same place.  `labels` (may be null) tells
  // of places in the functions just being compared.
  bool same(const Target &pre, const Target &post, const Labels *labels);

  // Whether the `size` bytes of unnamed read-only data at the two places are
  // equal: enough for an instruction that reads just them.
  bool same_bytes_at(const Target &pre, const Target &post, std::uint64_t size);

  // For addresses that a section and a distance give: whether the data around
  // the two places correspond, too, as far as the address may mean them (an
  // array counted into from before its start, or its end).
  bool same_neighbour(const Target &pre, const Target &post, Indexed indexed);

  // Whether unnamed data of the pre side is a table of places in code.
  [[nodiscard]] bool is_code_table(const Target &pre) const;

  // Whether two relocations in data lead to the same thing; `pre_start` and
  // `post_start` are where their datum begins, which tables of distances count
  // from.
  bool same_in_data(std::uint32_t pre_section, std::uint64_t pre_start,
                    const Relocation &pre, std::uint32_t post_section,
                    std::uint64_t post_start, const Relocation &post,
                    const Labels *labels);

  // Whether bytes and references of the two extents are equal.  Extents of
  // different sizes differ.
  bool same_extent(const Extent &pre, const Extent &post, const Labels *labels);

  // The extents of two data to compare.  Where symbols have no sizes they end
  // at the next symbol, or before what is for certain not theirs, and
  // alignment fill at the end is left out as far as that makes them equally
  // long.
  std::pair<Extent, Extent> comparable(const Datum &pre, const Datum &post);

  // Whether the same symbols lie at the same places of the two sections.
  bool same_layout(std::uint32_t pre_section, std::uint32_t post_section);

private:
  struct Key {
    std::uint32_t pre_section, post_section;
    std::uint64_t pre_offset, post_offset;
    friend auto operator<=>(const Key &, const Key &) = default;
  };

  bool same_symbol(std::uint32_t pre, std::uint32_t post) const;
  bool same_code(const Target &pre, const Target &post, const Labels *labels);
  bool same_content(const Target &pre, const Target &post,
                    const Labels *labels);
  bool compare_content(const Key &key, const Labels *labels);
  std::optional<Target> near_end(const Side &side, const Atoms &atoms,
                                 const Target &target) const;
  bool same_atom(const Extent &pre, const Extent &post, const Labels *labels);
  std::pair<Extent, Extent> without_fill(Extent pre, Extent post) const;
  bool same_section(std::uint32_t pre, std::uint32_t post,
                    const Labels *labels);
  bool same_masked_code(std::uint32_t pre, std::uint32_t post);
  const Atoms &pre_atoms();
  const Atoms &post_atoms();

  const Side &pre_;
  const Side &post_;
  const Correspondence &correspondence_;
  std::optional<Atoms> pre_atoms_, post_atoms_;
  std::map<Key, bool> known_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, bool> known_layouts_;
  std::vector<Key> assumed_; // keys taken as equal while they are compared
  bool used_labels_ = false;
  unsigned depth_ = 0;
};

} // namespace hotpatch

#endif
