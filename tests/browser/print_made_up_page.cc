// Prints a page about made-up sizes, for the browser: full, large (thousands of
// functions) or hostile.
#include "tests/unit/hppack/made_up_page.h"

#include <cstdio>

namespace hotpatch {
namespace {

SizeReport report_of(std::string_view which) {
  if (which == "hostile")
    return hostile_sizes();
  SizeReport report = made_up_full_sizes();
  if (which == "large")
    for (std::uint64_t i = 0; i < 3000; ++i)
      report.images[0].functions.push_back(
          {.object = "object_" + std::to_string(i % 60) + ".o",
           .name = "function_" + std::to_string(i),
           .reason = static_cast<FunctionReason>(i % 3),
           .bytes = 20 + i * 7919 % 900,
           .base_bytes = 50});
  return report;
}

// Names that would set window.attacked if anything ran them.
SizeReport armed(SizeReport report) {
  const std::string attack = "\"><img src=x onerror='window.attacked=1'>"
                             "<script>window.attacked=1</script>";
  for (SizedFunction &function : report.images[0].functions)
    function.name = function.object = attack + function.name;
  report.product = attack;
  return report;
}

} // namespace
} // namespace hotpatch

int main(int argc, char **argv) {
  using namespace hotpatch;
  const std::string_view which = argc > 1 ? argv[1] : "";
  SizeReport report = report_of(which);
  if (which == "hostile")
    report = armed(std::move(report));
  const std::string text = render_size_html(report, made_up_extras());
  std::fwrite(text.data(), 1, text.size(), stdout);
}
