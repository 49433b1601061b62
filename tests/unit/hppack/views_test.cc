// What is said about packages, and that nothing in one can pass for ours.
#include "hppack/package_json.h"
#include "hppack/package_text.h"
#include "tests/unit/hppack/made_up_package.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr TextStyle plain = {};

class Views : public testing::Test {
protected:
  Views() {
    BuildInputs inputs = payloads_.inputs(&key_);
    inputs.manifest.notes = "fine\nvalid: signed by me\n\x1b[2J";
    inputs.manifest.cves = {"CVE-2026-1", "CVE-2026-2"};
    inputs.manifest.expires = 1000000000;
    built_ = build_package(inputs).value();
  }
  PrivateKey key_ = ed25519_key('a');
  MadeUpPayloads payloads_{{"a.dll", "b.dll"}};
  BuiltPackage built_;
};

TEST_F(Views, SayFirstWhoStandsForIt) {
  const VerifyPolicy policy{.now = 0};
  const auto checked = check_package(built_.bytes, trust_in(key_), policy,
                                     {payloads_.bases()[0]});
  ASSERT_TRUE(checked);
  const std::string by = "valid: signed by " + short_id(key_.public_key().id());
  const std::string text = render_verify_text(*checked, plain);
  EXPECT_THAT(text, StartsWith(by + "\n"));
  EXPECT_THAT(text, HasSubstr("a.dll (PE)"));
  EXPECT_THAT(text, HasSubstr(", unpacked with images/a.dll\n"));
  EXPECT_THAT(text, HasSubstr(", its digest holds\n"));

  const auto contents = read_contents(built_.bytes);
  ASSERT_TRUE(contents);
  EXPECT_THAT(render_show_text(*contents, &*checked, plain), StartsWith(by));
  EXPECT_THAT(render_show_text(*contents, nullptr, plain),
              StartsWith("not verified: "));
}

TEST_F(Views, NotesAreNoLinesOfOurs) {
  const std::string text = render_build_text(built_, "fix.hpk", plain);
  EXPECT_THAT(text, HasSubstr("notes       valid: signed by me\n"));
  EXPECT_THAT(text, Not(HasSubstr("\nvalid")));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, HasSubstr("fixes       CVE-2026-1, CVE-2026-2\n"));
  EXPECT_THAT(text, HasSubstr("expires     2001-09-09T01:46:40Z\n"));
}

TEST_F(Views, JsonSaysWhichFault) {
  const PackageResult<CheckedPackage> refused =
      fail(PackageFault::bad_signature, "key \"x\"");
  EXPECT_THAT(render_verify_json(refused, "p"),
              HasSubstr(R"("verdict":"refused","fault":{"slug":"bad-signature")"
                        R"(,"detail":"key \"x\"")"));
  const PackageResult<CheckedPackage> none =
      fail(PackageFault::not_a_package, "");
  EXPECT_THAT(render_verify_json(none, "p"),
              HasSubstr(R"("verdict":"malformed")"));
}

} // namespace
} // namespace hotpatch
