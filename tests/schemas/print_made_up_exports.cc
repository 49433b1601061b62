// Prints an export of a made-up manifest, for the schemas' tests: cyclonedx,
// openvex or csaf by the first argument, and made-up or hostile by the second.
#include "tests/unit/hppack/made_up_manifest.h"

#include <cstdio>

namespace hotpatch {
namespace {

std::string document(std::string_view kind, std::string_view which) {
  const Manifest manifest =
      which == "hostile" ? hostile_manifest() : made_up_manifest();
  const auto render = kind == "cyclonedx" ? render_cyclonedx
                      : kind == "openvex" ? render_openvex
                                          : render_csaf;
  return render(manifest, made_up_frame()).value_or("");
}

} // namespace
} // namespace hotpatch

int main(int argc, char **argv) {
  if (argc < 3)
    return 2;
  const std::string text = hotpatch::document(argv[1], argv[2]);
  std::fwrite(text.data(), 1, text.size(), stdout);
}
