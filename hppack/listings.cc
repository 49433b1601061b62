// hpdiff and hpcompile were perhaps given the post objects by other paths, so a
// function is found by its name alone where that is not ambiguous.
#include "hppack/listings.h"

#include "cli/text.h"
#include "hppack/json_members.h"

namespace hotpatch {
namespace {

Expected<ListingRow> read_row(const Json &json) {
  ListingRow row;
  row.is_equal = HP_TRY(text_of(json, "kind")) == "equal";
  row.pre = HP_TRY(text_of(json, "pre"));
  row.post = HP_TRY(text_of(json, "post"));
  return row;
}

Expected<FunctionListing> read_function(const Json &json) {
  FunctionListing listing;
  listing.object = HP_TRY(text_of(json, "object"));
  listing.name = HP_TRY(text_of(json, "name"));
  listing.demangled = HP_TRY(text_or_null(json, "demangled"));
  if (member(json, "instructions") != nullptr)
    listing.rows = HP_TRY(items_of(json, "instructions", read_row));
  return listing;
}

} // namespace

Expected<std::vector<FunctionListing>> read_listings(std::string_view json) {
  const Json root = Json::parse(json, nullptr, false);
  if (root.is_discarded() || !root.is_object())
    return fail(ErrorCode::malformed, "is no JSON object");
  if (const std::string schema = HP_TRY(text_of(root, "schema"));
      schema != "hpdiff.report/1")
    return fail(ErrorCode::malformed,
                "schema is '" + schema + "', expected hpdiff.report/1",
                "give what hpdiff --json FILE --asm writes");
  std::vector<FunctionListing> listings =
      HP_TRY(items_of(root, "functions", read_function));
  std::erase_if(listings, [](const FunctionListing &listing) {
    return listing.rows.empty();
  });
  return listings;
}

const FunctionListing *find_listing(const std::vector<FunctionListing> &all,
                                    const SizedFunction &function) {
  const std::string name = printable(function.name);
  const std::string object = printable(function.object);
  const FunctionListing *found = nullptr;
  std::size_t count = 0;
  for (const FunctionListing &listing : all) {
    if (listing.name != name)
      continue;
    if (listing.object == object)
      return &listing;
    found = &listing;
    ++count;
  }
  return count == 1 ? found : nullptr;
}

} // namespace hotpatch
