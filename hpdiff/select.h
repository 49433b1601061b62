// Which rows of a report a view shows, and in what order.
#ifndef HOTPATCH_HPDIFF_SELECT_H
#define HOTPATCH_HPDIFF_SELECT_H

#include "formats/core/error.h"
#include "hpdiff/report.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// Sets of function and data classes, one bit each in the order of the enums.
struct ClassSet {
  std::uint8_t functions = 0;
  std::uint8_t data = 0;

  [[nodiscard]] bool has(FunctionClass cls) const {
    return functions >> static_cast<unsigned>(cls) & 1;
  }
  [[nodiscard]] bool has(DataClass cls) const {
    return data >> static_cast<unsigned>(cls) & 1;
  }
  friend bool operator==(const ClassSet &, const ClassSet &) = default;
};

ClassSet every_class();
// What makes a report differ: constant, code, added and removed functions, and
// all data that is not identical.
ClassSet classes_that_matter();

// A comma-separated list of class words (report.h), "data" for all data that is
// not identical, "any" for classes_that_matter().  A word that both enums have
// means both.
// malformed: an unknown word; the message lists those there are.
Expected<ClassSet> parse_classes(std::string_view list);

enum class SortKey : std::uint8_t {
  report,      // as in the report: by object, section and offset
  consequence, // class, weightiest first; then as delta
  delta,       // most bytes gained or lost first
  size,        // largest post size first (pre if removed)
  similarity,  // least similar first
  name,        // bytes of the name
  object,      // bytes of the object; then as in the report
};

// malformed: an unknown word.
Expected<SortKey> parse_sort_key(std::string_view word);

struct ListingOptions {
  ClassSet classes = every_class();
  // An ECMAScript regular expression found anywhere in the name or the
  // demangled name; empty: all names.
  std::string name_pattern = {};
  // `*`, `?` and `[...]` against the whole object, its last path component, and
  // the member in parentheses; empty: all objects.
  std::string object_glob = {};
  SortKey sort = SortKey::report;
  std::size_t limit = 0; // rows of each list; 0: no limit
};

// Indices into DiffReport::functions and ::data.
struct Listing {
  std::vector<std::size_t> functions;
  std::vector<std::size_t> data;
  // What passed the filters but not the limit.
  std::size_t functions_over_limit = 0;
  std::size_t data_over_limit = 0;
};

// Equal keys stay in the report's order.
// malformed: `name_pattern` is no regular expression.
Expected<Listing> select_rows(const DiffReport &report,
                              const ListingOptions &options);

} // namespace hotpatch

#endif
