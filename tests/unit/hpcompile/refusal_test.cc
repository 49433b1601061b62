// That each refusal is explained, documented and shown by a sample.
#include "hpcompile/refusal.h"

#include "formats/core/file.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <vector>

namespace hotpatch {
namespace {

std::vector<RefusalReason> all_reasons() {
  std::vector<RefusalReason> reasons;
  for (std::size_t i = 0; i < refusal_reason_count; ++i)
    reasons.push_back(static_cast<RefusalReason>(i));
  return reasons;
}

TEST(Refusal, SlugsAreUniqueWords) {
  std::set<std::string_view> slugs;
  for (RefusalReason reason : all_reasons()) {
    const std::string_view slug = slug_of(reason);
    EXPECT_FALSE(slug.empty());
    EXPECT_EQ(slug.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"),
              std::string_view::npos)
        << slug;
    EXPECT_TRUE(slugs.insert(slug).second) << slug;
  }
  const auto past_the_last = static_cast<RefusalReason>(refusal_reason_count);
  EXPECT_EQ(slug_of(past_the_last), "");
}

TEST(Refusal, IsExplainedInOneSentence) {
  for (RefusalReason reason : all_reasons())
    for (std::string_view text : {meaning_of(reason), remedy_of(reason)}) {
      EXPECT_FALSE(text.empty()) << slug_of(reason);
      EXPECT_FALSE(text.ends_with('.')) << text;
    }
}

TEST(Refusal, WithoutAPlaceToLeadToNothingIsAccepted) {
  EXPECT_FALSE(is_acceptable(RefusalReason::unbound));
  EXPECT_FALSE(is_acceptable(RefusalReason::wrong_base));
  EXPECT_TRUE(is_acceptable(RefusalReason::no_type_information));
}

// samples/NN-refuse-SLUG/ for each; tests/e2e runs them.
TEST(Refusal, HasASample) {
  const Expected<std::vector<std::string>> files = list_files(HP_SAMPLES_DIR);
  ASSERT_TRUE(files);
  for (RefusalReason reason : all_reasons()) {
    const std::string wanted =
        "-refuse-" + std::string(slug_of(reason)) + "/expect";
    EXPECT_TRUE(std::ranges::any_of(
        *files,
        [&](const std::string &path) { return path.ends_with(wanted); }))
        << "no samples/NN" << wanted;
  }
}

// "### `slug`" and, behind it, whether --allow takes it.
TEST(Refusal, IsDocumented) {
  const Expected<MappedFile> file =
      MappedFile::open(std::string(HP_DOCS_DIR) + "/refusals.md");
  ASSERT_TRUE(file);
  const std::string_view text = as_text(file->bytes());
  for (RefusalReason reason : all_reasons()) {
    const std::string heading = "### `" + std::string(slug_of(reason)) + "`";
    const std::size_t begin = text.find(heading + "\n");
    ASSERT_NE(begin, std::string_view::npos) << heading;
    const std::size_t end = text.find("\n### ", begin);
    const std::string_view section = text.substr(begin, end - begin);
    EXPECT_EQ(section.contains("`--allow`: yes"), is_acceptable(reason))
        << heading;
    EXPECT_EQ(section.contains("`--allow`: no"), !is_acceptable(reason))
        << heading;
  }
}

} // namespace
} // namespace hotpatch
