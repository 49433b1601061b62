// Prints the JSON of made-up packages, for the schemas' tests: build, verify,
// refused or show, by the first argument.
#include "hppack/package_json.h"
#include "tests/unit/hppack/made_up_package.h"

#include <cstdio>
#include <string_view>

namespace hotpatch {
namespace {

constexpr std::string_view path = "fix \"1\".hpk";

std::string document(std::string_view which) {
  const PrivateKey key = ed25519_key('a');
  const MadeUpPayloads payloads({"a.dll", "b.dll"});
  BuildInputs inputs = payloads.inputs(&key);
  inputs.bases.pop_back();
  inputs.manifest.channel = "beta";
  inputs.manifest.cves = {"CVE-2026-1"};
  inputs.manifest.expires = 2000000000;
  inputs.manifest.notes = "<b>\x1b \"notes\"\n";
  inputs.manifest.min_applier = "1.2.0";
  const BuiltPackage built = build_package(inputs).value();
  if (which == "build")
    return render_build_json(built, path);
  if (which == "show")
    return render_show_json(*read_contents(built.bytes), nullptr, path);
  const VerifyPolicy policy{.now = which == "refused" ? 2000000000 : 0};
  return render_verify_json(
      check_package(built.bytes, trust_in(key), policy, inputs.bases), path);
}

} // namespace
} // namespace hotpatch

int main(int argc, char **argv) {
  const std::string text = hotpatch::document(argc > 1 ? argv[1] : "");
  std::fwrite(text.data(), 1, text.size(), stdout);
}
