// A directory of trusted keys, to be read.
#ifndef HOTPATCH_TESTS_UNIT_PACKAGE_TRUST_DIRECTORY_H
#define HOTPATCH_TESTS_UNIT_PACKAGE_TRUST_DIRECTORY_H

#include "formats/package/trust.h"

#include "tests/support/expected.h"
#include "tests/support/package_builder.h"
#include "tests/support/package_keys.h"

#include "formats/core/file.h"

#include <filesystem>
#include <string>

namespace hotpatch {

class TrustTest : public testing::Test {
protected:
  void SetUp() override {
    std::filesystem::remove_all(root_);
    std::filesystem::create_directories(root_ + "/trusted/revoked");
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  void put(const std::string &name, std::string_view content) {
    ASSERT_OK(write_file(path(name), content));
  }
  void put_key(const std::string &name, unsigned char seed) {
    put(name, write_public_key(ed25519_key(seed).public_key()));
  }
  [[nodiscard]] std::string path(const std::string &name) const {
    return root_ + "/" + name;
  }
  [[nodiscard]] Expected<TrustStore> read_directory() const {
    return read_trust({path("trusted")});
  }

private:
  std::string root_ =
      testing::TempDir() + "hotpatch-trust-" +
      testing::UnitTest::GetInstance()->current_test_info()->name();
};

} // namespace hotpatch

#endif
