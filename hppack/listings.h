// Instruction differences from hpdiff's JSON (`hpdiff --json F --asm`), since
// hppack decodes nothing.
#ifndef HOTPATCH_HPPACK_LISTINGS_H
#define HOTPATCH_HPPACK_LISTINGS_H

#include "formats/core/error.h"
#include "hppack/size_report.h"

#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// A row of a function's code on both sides; a side that has none is empty.
struct ListingRow {
  bool is_equal = false;
  std::string pre = {}, post = {};

  friend bool operator==(const ListingRow &, const ListingRow &) = default;
};

struct FunctionListing {
  std::string object = {}, name = {};
  std::string demangled = {}; // empty: the name is not mangled
  std::vector<ListingRow> rows = {};

  friend bool operator==(const FunctionListing &,
                         const FunctionListing &) = default;
};

// Of the functions that have instructions in the document, in its order.
// malformed: no JSON, or not hpdiff.report/1.
Expected<std::vector<FunctionListing>> read_listings(std::string_view json);

// The listing of a payload's function: the one of its name and object; else the
// only one of its name; else null.
const FunctionListing *find_listing(const std::vector<FunctionListing> &all,
                                    const SizedFunction &function);

} // namespace hotpatch

#endif
