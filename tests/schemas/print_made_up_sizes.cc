// Prints the JSON of made-up size reports, for the schema's test: some (parts
// are not known), full or hostile, by the first argument.
#include "hppack/report_json.h"
#include "tests/unit/hppack/made_up_sizes.h"

#include <cstdio>

namespace hotpatch {
namespace {

std::string document(std::string_view which) {
  if (which == "some")
    return render_size_json(made_up_sizes());
  return render_size_json(which == "full" ? made_up_full_sizes()
                                          : hostile_sizes());
}

} // namespace
} // namespace hotpatch

int main(int argc, char **argv) {
  const std::string text = hotpatch::document(argc > 1 ? argv[1] : "");
  std::fwrite(text.data(), 1, text.size(), stdout);
}
