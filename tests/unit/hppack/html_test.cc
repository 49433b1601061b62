// How the page looks is tested in a browser (tests/browser).
#include "cli/text.h"
#include "hppack/history.h"
#include "hppack/listings.h"
#include "hppack/report_html.h"
#include "hppack/report_json.h"
#include "tests/support/expected.h"
#include "tests/unit/hppack/made_up_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// The page without its scripts and styles, which are ours.
std::string content_of(const std::string &page) {
  const std::size_t begin = page.find("<body>");
  return page.substr(begin, page.find("<script>") - begin);
}

TEST(SizeHtml, IsOnePageWithoutReferences) {
  const std::string page =
      render_size_html(made_up_full_sizes(), made_up_extras());
  EXPECT_THAT(page, StartsWith("<!DOCTYPE html>\n<html lang=en>"));
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page, Not(HasSubstr(" src=")));
  EXPECT_THAT(page, Not(HasSubstr("<link")));
  EXPECT_THAT(page, Not(HasSubstr("href=\"http")));
  EXPECT_THAT(page, HasSubstr("1 of 2 limits exceeded"));
}

TEST(SizeHtml, BringsOnlyTheLibrariesThatItUsesWithTheirLicences) {
  const std::string full =
      render_size_html(made_up_full_sizes(), made_up_extras());
  EXPECT_THAT(full, HasSubstr("Mike Bostock"));
  EXPECT_THAT(full, HasSubstr("THE SOFTWARE IS PROVIDED \"AS IS\""));
  EXPECT_THAT(full, HasSubstr("Leon Sorokin"));
  SizeReport report = made_up_sizes();
  report.images[0].functions.clear();
  const std::string bare = render_size_html(report, {});
  EXPECT_THAT(bare, Not(HasSubstr("Mike Bostock")));
  EXPECT_THAT(bare, Not(HasSubstr("Leon Sorokin")));
}

TEST(SizeHtml, HostileTextIsHarmless) {
  PageExtras extras = made_up_extras();
  extras.listings[0].name = printable(hostile_text);
  extras.listings[0].demangled = hostile_text;
  extras.listings[0].rows[1].post = hostile_text;
  const std::string content =
      content_of(render_size_html(hostile_sizes(), extras));
  EXPECT_THAT(content, HasSubstr("&lt;script&gt;"));
  EXPECT_THAT(content, Not(HasSubstr("<script")));
  EXPECT_THAT(content, Not(HasSubstr("\"']]")));
  EXPECT_EQ(content.find_first_of(std::string_view("\x1b\xff\r\0", 4)),
            std::string::npos);
}

TEST(SizeHtml, ShowsDifferencesOfTheLargestAndSaysSo) {
  SizeReport report = made_up_full_sizes();
  PageExtras extras;
  for (int i = 0; i < 60; ++i) {
    const std::string name = "function_" + std::to_string(100 + i);
    report.images[0].functions.push_back(
        {.object = "x.o", .name = name, .bytes = 1'000});
    extras.listings.push_back({.object = "x.o",
                               .name = name,
                               .rows = std::vector<ListingRow>(
                                   1'500, {.pre = "nop", .post = "ret"})});
  }
  const std::string page = render_size_html(report, extras);
  EXPECT_THAT(page, HasSubstr("and 500 more rows"));
  EXPECT_THAT(page, HasSubstr("of 50 of 63 functions"));
}

TEST(ReadListings, OfFunctionsThatHaveInstructions) {
  const auto listings = read_listings(
      R"json({"schema":"hpdiff.report/1","functions":[
        {"object":"a.o","name":"f","demangled":null},
        {"object":"a.o","name":"g","demangled":"g()","instructions":[
          {"kind":"equal","pre":"ret","post":"ret"},
          {"kind":"deleted","pre":"nop","post":""}]}]})json");
  ASSERT_OK(listings);
  const FunctionListing g{
      .object = "a.o",
      .name = "g",
      .demangled = "g()",
      .rows = {{.is_equal = true, .pre = "ret", .post = "ret"},
               {.is_equal = false, .pre = "nop", .post = ""}}};
  EXPECT_THAT(*listings, ElementsAre(g));
}

TEST(ReadListings, WhatIsNotHpdiffsIsAnError) {
  EXPECT_ERROR(read_listings("[]"), malformed, "is no JSON object");
  EXPECT_ERROR(read_listings(R"({"schema":"hppack.report/1"})"), malformed,
               "expected hpdiff.report/1");
  EXPECT_ERROR(
      read_listings(R"({"schema":"hpdiff.report/1","functions":[{}]})"),
      malformed, "member 'object'");
}

TEST(FindListing, ByNameAndObjectElseByANameThatIsNotAmbiguous) {
  const std::vector<FunctionListing> all = {{.object = "a.o", .name = "f"},
                                            {.object = "b.o", .name = "f"},
                                            {.object = "b.o", .name = "g"}};
  EXPECT_EQ(find_listing(all, {.object = "b.o", .name = "f"}), &all[1]);
  EXPECT_EQ(find_listing(all, {.object = "x/b.o", .name = "f"}), nullptr);
  EXPECT_EQ(find_listing(all, {.object = "x/b.o", .name = "g"}), &all[2]);
  EXPECT_EQ(find_listing(all, {.object = "b.o", .name = "h"}), nullptr);
}

TEST(ReadHistory, OneReportALine) {
  std::string line = render_size_json(made_up_sizes());
  std::erase(line, '\n');
  const auto history = read_history(line + "\n\n" + line);
  ASSERT_OK(history);
  EXPECT_EQ(history->size(), 2U);
  EXPECT_EQ((*history)[1].package_bytes, 2'000U);
  EXPECT_ERROR(read_history(line + "\nx\n"), malformed,
               "line 2: is no JSON object");
  EXPECT_TRUE(read_history("")->empty());
}

} // namespace
} // namespace hotpatch
