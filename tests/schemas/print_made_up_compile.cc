// Prints the JSON of made-up results, for the schemas' tests:
// report, refused or validation, by the first argument.
#include "hpcompile/report_json.h"
#include "tests/unit/hpcompile/made_up_report.h"

#include <cstdio>

namespace hotpatch {
namespace {

Validation validation_with_difference() {
  Validation validation = made_up_validation();
  validation.unnamed = {std::string(hostile_name)};
  validation.differences = {made_up_difference()};
  return validation;
}

std::string document(std::string_view which) {
  if (which == "validation")
    return render_validation_json(validation_with_difference(),
                                  {.payload = "fix.payload",
                                   .image = "base.so",
                                   .post_image = "post.so",
                                   .symbols = {},
                                   .post_symbols = {}});
  CompileReport report = made_up_report_of(
      which == "refused" ? CompileStatus::refused : CompileStatus::written);
  report.functions[0].name = hostile_name;
  if (which == "refused")
    report.validation = validation_with_difference();
  return render_report_json(report, {.payload_path = "fix.payload"});
}

} // namespace
} // namespace hotpatch

int main(int argc, char **argv) {
  const std::string text = hotpatch::document(argc > 1 ? argv[1] : "");
  std::fwrite(text.data(), 1, text.size(), stdout);
}
