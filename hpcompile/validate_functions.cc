// Where functions begin and end in an image.
//
// A function begins where a name of code, an unwind range or a thunk does.  It
// ends, the best evidence first, where its symbol's size says (ELF, CodeView),
// where its unwind range ends (PE splits long ones; pieces that follow each
// other with one unwind record are one), or at the next begin; then there may
// be fill in it.  An unwind range that begins inside a sized function is a part
// of it.
//
// An extent that is too long does no harm: the comparison then demands that
// what follows is equal as well.  One that is too short would, so a function
// whose last instruction goes on to the next one has that as a reference (see
// validate_code.cc).
#include "hpcompile/validate_lay_over.h"

#include <algorithm>
#include <map>

namespace hotpatch {
namespace {

// Begins, with their sizes as far as they are known.
using Begins = std::map<Place, std::uint64_t>;

constexpr std::uint64_t is_data = ~std::uint64_t{0}; // begins no function

bool is_code_at(const Image &image, Place place) {
  const ImageSection *section = image.section_at(static_cast<Rva>(place));
  return section != nullptr && section->is_code;
}

Begins named_begins(const Image &image, const std::vector<WorldName> &names) {
  Begins begins;
  for (const WorldName &name : names)
    if (is_code_at(image, name.place)) {
      std::uint64_t &size = begins[name.place];
      size = std::max(size, name.is_code ? name.size : is_data);
    }
  for (const Thunk &thunk : image.thunks)
    begins[thunk.rva] = thunk.size;
  return begins;
}

void add_unwind(Begins &begins, const Image &image) {
  for (std::size_t i = 0; i < image.unwind.size(); ++i) {
    const UnwindRange &first = image.unwind[i];
    Rva end = first.end;
    for (std::size_t k = i + 1;
         k < image.unwind.size() && image.unwind[k].begin == end &&
         image.unwind[k].info == first.info && !begins.contains(end);
         ++k, ++i)
      end = image.unwind[k].end;
    auto after = begins.upper_bound(first.begin);
    const bool is_inside =
        after != begins.begin() && std::prev(after)->first < first.begin &&
        first.begin - std::prev(after)->first < std::prev(after)->second;
    if (is_inside || end <= first.begin || !is_code_at(image, first.begin))
      continue;
    std::uint64_t &size = begins[first.begin];
    if (size == 0)
      size = end - first.begin;
  }
}

} // namespace

std::vector<BodyRange> find_functions(const Image &image,
                                      const std::vector<WorldName> &names) {
  Begins begins = named_begins(image, names);
  add_unwind(begins, image);
  std::vector<BodyRange> functions;
  for (auto at = begins.begin(); at != begins.end(); ++at) {
    const auto next = std::next(at);
    const ImageSection *section = image.section_at(static_cast<Rva>(at->first));
    if (at->second == is_data || section == nullptr)
      continue;
    Place end = Place{section->rva} + section->size;
    if (next != begins.end())
      end = std::min(end, next->first);
    if (at->second != 0)
      end = std::min(end, at->first + at->second);
    functions.push_back(
        {.begin = at->first, .end = end, .is_exact = at->second != 0});
  }
  return functions;
}

} // namespace hotpatch
