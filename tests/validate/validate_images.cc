// Validates an empty payload: how far two linked images mean the same.
//
//   validate_images BASE POST [BASE.pdb POST.pdb]
//
// Prints one line per difference (kind, function, place in post, place in base,
// detail; separated by tabs), then "unnamed" lines, then a line of counts that
// begins with "#".  The kind is "immediate" if the function would be equal if
// only its immediates might differ, else "other".  Exit status 0: no
// difference, 1: some, 2: trouble. run_corpus.py holds its answers against what
// the corpus knows of its fixes.
#include "hpcompile/validate.h"
#include "tests/validate/read_named.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <set>
#include <string>
#include <vector>

namespace hotpatch {
namespace {

// Differences that remain although all functions may differ in immediates.
Expected<Validation> validate_otherwise(const ReadImage &base,
                                        const ReadImage &post) {
  Payload payload;
  for (const NamedPlace &place : base.symbols.places)
    payload.line_only.push_back(place.rva);
  std::ranges::sort(payload.line_only);
  return validate(payload, {base.image, base.symbols},
                  {post.image, post.symbols});
}

void print(const char *kind, const ValidationDifference &difference) {
  std::printf("%s\t%s\tpost+%#x\t%s\t%s\n", kind, difference.function.c_str(),
              difference.post_rva, difference.place.c_str(),
              difference.detail.c_str());
}

Expected<int> run(const std::vector<char *> &arguments) {
  const bool has_pdb = arguments.size() == 4;
  const ReadImage base =
      HP_TRY(read_named(arguments[0], has_pdb ? arguments[2] : ""));
  const ReadImage post =
      HP_TRY(read_named(arguments[1], has_pdb ? arguments[3] : ""));
  const auto begin = std::chrono::steady_clock::now();
  const Validation validation = HP_TRY(validate(
      Payload{}, {base.image, base.symbols}, {post.image, post.symbols}));
  const std::chrono::duration<double, std::milli> time =
      std::chrono::steady_clock::now() - begin;
  std::set<std::string> others;
  const Validation otherwise = HP_TRY(validate_otherwise(base, post));
  for (const ValidationDifference &difference : otherwise.differences) {
    others.insert(difference.function);
    print("other", difference);
  }
  for (const ValidationDifference &difference : validation.differences)
    if (!others.contains(difference.function))
      print("immediate", difference);
  for (const std::string &name : validation.unnamed)
    std::printf("unnamed\t%s\n", name.c_str());
  std::printf("# functions %u instructions %llu references %llu ms %.1f\n",
              validation.base_functions,
              static_cast<unsigned long long>(validation.instructions),
              static_cast<unsigned long long>(validation.references),
              time.count());
  return validation.is_valid() ? 0 : 1;
}

} // namespace
} // namespace hotpatch

int main(int count, char **arguments) {
  if (count != 3 && count != 5) {
    std::fputs("usage: validate_images BASE POST [BASE.pdb POST.pdb]\n",
               stderr);
    return 2;
  }
  const hotpatch::Expected<int> status =
      hotpatch::run({arguments + 1, arguments + count});
  if (!status) {
    std::fprintf(stderr, "validate_images: error: %s\n",
                 status.error().message.c_str());
    return 2;
  }
  return *status;
}
