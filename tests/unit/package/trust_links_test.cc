// Symbolic links in a trusted directory.  mingw-w64's library makes none.
#include "tests/unit/package/trust_directory.h"

namespace hotpatch {
namespace {

using TrustLinksTest = TrustTest;

TEST_F(TrustLinksTest, FollowsALinkToWhatIsRevoked) {
  std::filesystem::remove(path("trusted/revoked"));
  std::filesystem::create_directories(path("elsewhere"));
  std::filesystem::create_directory_symlink(path("elsewhere"),
                                            path("trusted/revoked"));
  put_key("elsewhere/c.pub", 2);
  const Expected<TrustStore> trust = read_directory();
  ASSERT_OK(trust);
  EXPECT_EQ(trust->revoked_keys.size(), 1U);
}

// What cannot be read could revoke something.
TEST_F(TrustLinksTest, DoesNotPassOverLinksThatLeadNowhere) {
  put_key("trusted/a.pem", 1);
  for (std::string_view name :
       {"trusted/revoked/c.pem", "trusted/revoked-packages", "trusted/b.pub"}) {
    std::filesystem::create_symlink("nowhere", path(std::string(name)));
    EXPECT_ERROR(read_directory(), io, path(std::string(name)) + ": ");
    std::filesystem::remove(path(std::string(name)));
  }
  std::filesystem::remove(path("trusted/revoked"));
  ASSERT_OK(read_directory());
  std::filesystem::create_symlink("nowhere", path("trusted/revoked"));
  EXPECT_ERROR(read_directory(), io, "revoked: cannot read directory");
}

} // namespace
} // namespace hotpatch
