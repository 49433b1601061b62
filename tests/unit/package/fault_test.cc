// Every fault has a slug of its own, which the document lists.
#include "formats/package/fault.h"

#include "formats/core/file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>
#include <string>

namespace hotpatch {
namespace {

TEST(Fault, HasASlugThatTheDocumentLists) {
  const Expected<MappedFile> document =
      MappedFile::open(HP_DOCS_DIR "/formats/package.md");
  ASSERT_TRUE(document.has_value());
  const std::string_view text = as_text(document->bytes());
  std::set<std::string_view> slugs;
  for (std::size_t i = 0; i < package_fault_count; ++i) {
    const auto fault = static_cast<PackageFault>(i);
    const std::string_view slug = slug_of(fault);
    EXPECT_TRUE(slugs.insert(slug).second) << slug;
    EXPECT_FALSE(meaning_of(fault).empty()) << slug;
    const std::string row = "| `" + std::string(slug) + "` | " +
                            (is_refused(fault) ? "1" : "2") + " |";
    EXPECT_TRUE(text.contains(row)) << row;
  }
  EXPECT_EQ(slug_of(static_cast<PackageFault>(package_fault_count)), "");
}

TEST(Fault, IsAnErrorForPeople) {
  const Error refused = to_error({PackageFault::expired, "expires at 3"});
  EXPECT_EQ(refused.code, ErrorCode::untrusted);
  EXPECT_EQ(refused.message, "expired: expires at 3");
  EXPECT_FALSE(refused.hint.empty());
  EXPECT_EQ(to_error({PackageFault::not_a_package, "?"}).code,
            ErrorCode::malformed);
}

} // namespace
} // namespace hotpatch
