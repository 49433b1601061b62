// Prints a view of made-up size reports, for other programs to read: JSON of a
// report of which parts are not known (some), full or hostile; junit and csv,
// with "hostile-" before them for hostile names.
#include "hppack/report_csv.h"
#include "hppack/report_json.h"
#include "hppack/report_junit.h"
#include "tests/unit/hppack/made_up_sizes.h"

#include <cstdio>

namespace hotpatch {
namespace {

std::string document(std::string_view which) {
  if (which == "some")
    return render_size_json(made_up_sizes());
  const SizeReport report =
      which.starts_with("hostile") ? hostile_sizes() : made_up_full_sizes();
  if (which.ends_with("junit"))
    return render_size_junit(report);
  if (which.ends_with("csv"))
    return render_size_csv(report);
  return render_size_json(report);
}

} // namespace
} // namespace hotpatch

int main(int argc, char **argv) {
  const std::string text = hotpatch::document(argc > 1 ? argv[1] : "");
  std::fwrite(text.data(), 1, text.size(), stdout);
}
