// The schemas are tested in tests/schemas; here, what the documents say.
#include "hppack/export_parts.h"
#include "hppack/exports.h"
#include "tests/support/expected.h"
#include "tests/unit/hppack/made_up_manifest.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace hotpatch {
namespace {

using Json = nlohmann::json;

constexpr std::string_view base = "pkg:generic/foo/libfoo.so.1@12ab";
constexpr std::string_view fixed = "pkg:generic/foo/libfoo.so.1@12ab%2Bhp3";

Json parsed(const Expected<std::string> &document) {
  EXPECT_TRUE(document.has_value());
  return Json::parse(document.value_or(""), nullptr, false);
}

TEST(ExportParts, TimeIsUtc) {
  EXPECT_EQ(utc_text(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(utc_text(1'790'000'000), "2026-09-21T14:13:20Z");
  EXPECT_EQ(utc_text(253'402'300'799), "9999-12-31T23:59:59Z");
}

TEST(ExportParts, AUrlHoldsNothingThatEndsIt) {
  EXPECT_EQ(percent_encoded("a/b@c?d#e \xff"), "a%2Fb%40c%3Fd%23e%20%5Cxff");
}

TEST(ExportTime, IsNeverAClock) {
  Manifest manifest = made_up_manifest();
  EXPECT_EQ(*export_time(manifest, 5), 1'790'000'000U);
  manifest.created = {};
  EXPECT_EQ(*export_time(manifest, 5), 5U);
  EXPECT_ERROR(export_time(manifest, {}), malformed, "does not say when");
  EXPECT_ERROR(export_time(manifest, 253'402'300'800), malformed,
               "after the year 9999");
}

TEST(CycloneDx, IsAMonkeyPatchOfTheBaseImage) {
  const Json json =
      parsed(render_cyclonedx(made_up_manifest(), made_up_frame()));
  EXPECT_EQ(json["serialNumber"],
            "urn:uuid:e0e1e2e3-e4e5-86e7-a8e9-eaebecedeeef");
  const Json &component = json["components"][0];
  EXPECT_EQ(component["purl"], fixed);
  EXPECT_EQ(component["pedigree"]["ancestors"][0]["purl"], base);
  EXPECT_EQ(component["pedigree"]["patches"][0]["type"], "monkey");
  EXPECT_EQ(component["pedigree"]["patches"][0]["resolves"][1]["id"],
            "CVE-2026-12345");
  EXPECT_EQ(json["vulnerabilities"][0]["analysis"]["state"], "resolved");
  EXPECT_EQ(json["vulnerabilities"][0]["affects"].size(), 2U);
}

TEST(OpenVex, TheProcessIsFixedAndTheFileIsNot) {
  const Json json = parsed(render_openvex(made_up_manifest(), made_up_frame()));
  EXPECT_EQ(json["@id"], "https://example.com/security/openvex/foo/stable/hp3");
  ASSERT_EQ(json["statements"].size(), 4U);
  EXPECT_EQ(json["statements"][0]["status"], "fixed");
  EXPECT_EQ(json["statements"][0]["products"][0]["@id"], fixed);
  EXPECT_EQ(json["statements"][1]["status"], "affected");
  EXPECT_EQ(json["statements"][1]["products"][0]["@id"], base);
  EXPECT_EQ(json["statements"][2]["vulnerability"]["name"], "CVE-2026-12345");
}

TEST(Csaf, NeedsNoRestart) {
  const Json json = parsed(render_csaf(made_up_manifest(), made_up_frame()));
  EXPECT_EQ(json["document"]["tracking"]["id"], "foo/stable/hp3");
  EXPECT_EQ(json["product_tree"]["full_product_names"].size(), 4U);
  const Json &vulnerability = json["vulnerabilities"][0];
  EXPECT_EQ(vulnerability["cve"], "CVE-2026-0001");
  EXPECT_EQ(vulnerability["product_status"]["fixed"],
            Json::array({"FIXED-0", "FIXED-1"}));
  EXPECT_EQ(vulnerability["remediations"][0]["restart_required"]["category"],
            "none");
}

TEST(Csaf, AnIdThatIsNoCveIsTheAuthors) {
  Manifest manifest = made_up_manifest();
  for (const char *id : {"GHSA-1", "CVE-2026-1", "CVE-2026-12x4", "CVE-"}) {
    manifest.cves = {id};
    const Json json = parsed(render_csaf(manifest, made_up_frame()));
    EXPECT_FALSE(json["vulnerabilities"][0].contains("cve")) << id;
    EXPECT_EQ(json["vulnerabilities"][0]["ids"][0]["text"], id);
  }
}

TEST(Exports, WhatTheDocumentsCannotDoWithoutIsAskedFor) {
  Manifest manifest = made_up_manifest();
  ExportFrame frame = made_up_frame();
  for (const char *url : {"", "example.com", "https://", "ftp://a",
                          "https://a b", "javascript:alert(1)"}) {
    frame.author_url = url;
    EXPECT_ERROR(render_cyclonedx(manifest, frame), malformed,
                 "expected https://");
  }
  frame = made_up_frame();
  frame.author = "";
  EXPECT_ERROR(render_openvex(manifest, frame), malformed, "no author");
  manifest.cves = {};
  EXPECT_ERROR(render_openvex(manifest, made_up_frame()), malformed,
               "names no CVE");
  EXPECT_ERROR(render_csaf(manifest, made_up_frame()), malformed,
               "names no CVE");
  EXPECT_TRUE(render_cyclonedx(manifest, made_up_frame()));
}

TEST(Exports, HostileTextIsHarmless) {
  for (const auto &render : {render_cyclonedx, render_openvex, render_csaf}) {
    const Expected<std::string> text =
        render(hostile_manifest(), made_up_frame());
    ASSERT_OK(text);
    EXPECT_EQ(text->find_first_of(std::string_view("\x1b\r\xff\0", 4)),
              std::string::npos);
    EXPECT_FALSE(Json::parse(*text, nullptr, false).is_discarded());
  }
}

} // namespace
} // namespace hotpatch
