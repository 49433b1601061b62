// Manifests: written as they are read, and each rule with a manifest that
// breaks it.
#include "formats/package/manifest.h"

#include "tests/support/expected.h"
#include "tests/support/manifest_builder.h"

#include <algorithm>
#include <functional>

namespace hotpatch {
namespace {

TEST(Manifest, IsReadAsItIsWritten) {
  PackedImage no_pdb = full_manifest().images[2];
  no_pdb.base.pdb_guid = {};
  no_pdb.base.pdb_age = 0;
  Manifest with_no_pdb = small_manifest();
  with_no_pdb.images = {no_pdb};
  for (const Manifest &manifest :
       {small_manifest(), full_manifest(), with_no_pdb}) {
    const auto bytes = encode_manifest(manifest);
    ASSERT_OK(bytes);
    const Expected<Manifest> read = decode_manifest(*bytes);
    ASSERT_OK(read);
    EXPECT_EQ(*read, manifest);
  }
}

TEST(Manifest, HoldsNoNameTwice) {
  Manifest manifest = full_manifest();
  const std::size_t size = encode_manifest(manifest)->size();
  manifest.images[1].name = "libshop.so.2";
  EXPECT_EQ(encode_manifest(manifest)->size(), size + 12);
}

TEST(Manifest, CountsItsSections) {
  Manifest manifest = full_manifest();
  manifest.images[1].stored_bytes = 1000;
  manifest.images[2].stored_bytes = 1;
  EXPECT_EQ(section_bytes(manifest), manifest.images[0].stored_bytes + 1001);
}

struct BrokenRule {
  std::string_view message;
  std::function<void(Manifest &)> edit;
};

TEST(Manifest, BrokenRulesAreNamed) {
  const std::string long_text(256, 'x');
  const std::vector<BrokenRule> rules = {
      {"product has no name", [](Manifest &m) { m.product = ""; }},
      {"product of 256 bytes", [&](Manifest &m) { m.product = long_text; }},
      {"product is not UTF-8", [](Manifest &m) { m.product = "\xff"; }},
      {"channel of 256 bytes", [&](Manifest &m) { m.channel = long_text; }},
      {"channel is not UTF-8", [](Manifest &m) { m.channel = "\xc0\x80"; }},
      {"sequence number 0", [](Manifest &m) { m.sequence = m.supersedes = 0; }},
      {"supersedes 7", [](Manifest &m) { m.supersedes = 7; }},
      {"cve 1 is empty or not behind",
       [](Manifest &m) { std::ranges::reverse(m.cves); }},
      {"cve 1 is empty or not behind",
       [](Manifest &m) { m.cves[1] = m.cves[0]; }},
      {"cve 0 is empty", [](Manifest &m) { m.cves[0] = ""; }},
      {"cve of 256 bytes", [&](Manifest &m) { m.cves[1] = long_text; }},
      {"cve is not UTF-8", [](Manifest &m) { m.cves[1] = "\xed\xa0\x80"; }},
      {"expires at 1780000000", [](Manifest &m) { m.expires = *m.created; }},
      {"notes are not UTF-8", [](Manifest &m) { m.notes = "\x80"; }},
      {"applier \"1.2\"", [](Manifest &m) { m.min_applier = "1.2"; }},
      {"0 images", [](Manifest &m) { m.images.clear(); }},
      {"1025 images", [](Manifest &m) { m.images.resize(1025, m.images[0]); }},
      {"images 0 and 1 are for the same base image",
       [](Manifest &m) { m.images[1].base = m.images[0].base; }},
      {"image 0: name of 256 bytes",
       [&](Manifest &m) { m.images[0].name = long_text; }},
      {"image 0: name is not UTF-8",
       [](Manifest &m) { m.images[0].name = "\xfe"; }},
      {"image 0: machine 0x10000",
       [](Manifest &m) { m.images[0].base.machine = 0x10000; }},
      {"image 0: base image of 0x0 bytes",
       [](Manifest &m) { m.images[0].base.size_of_image = 0; }},
      {"image 0: base image of 0x80000000 bytes",
       [](Manifest &m) { m.images[0].base.size_of_image = 1U << 31; }},
      {"image 0: base image in ELF with fields of PE",
       [](Manifest &m) { m.images[0].base.checksum = 1; }},
      {"image 2: base image in PE with a build id",
       [](Manifest &m) { m.images[2].base.build_id.resize(1); }},
      {"image 0: build id of 256 bytes",
       [](Manifest &m) { m.images[0].base.build_id.resize(256); }},
      {"image 0: section of 0 bytes",
       [](Manifest &m) { m.images[0].stored_bytes = 0; }},
      {"image 0: stream of 67108865 bytes",
       [](Manifest &m) { m.images[0].stream_bytes = max_package_section + 1; }},
      {"image 0: payload of 0 bytes",
       [](Manifest &m) { m.images[0].payload_bytes = 0; }},
  };
  for (const BrokenRule &rule : rules) {
    Manifest manifest = full_manifest();
    rule.edit(manifest);
    EXPECT_ERROR(check_manifest(manifest), malformed, rule.message);
    EXPECT_ERROR(encode_manifest(manifest), malformed, rule.message);
  }
}

// Names become files where packages are unpacked.
TEST(Manifest, NamesOfImagesAreThoseOfFiles) {
  for (const std::string_view name :
       {"", ".", "..", "a/b", "/etc/passwd", "..\\x", "C:\\x", "a\nb", "\x7f",
        "\x1b[2J"}) {
    Manifest manifest = small_manifest();
    manifest.images[0].name = name;
    EXPECT_ERROR(check_manifest(manifest), malformed,
                 "image 0: name is not that of a file");
  }
  const std::string_view with_nul("a\0b", 3);
  Manifest manifest = small_manifest();
  manifest.images[0].name = with_nul;
  EXPECT_ERROR(check_manifest(manifest), malformed, "not that of a file");
  for (const std::string_view name : {"...", ".so", "a b", "lädt.dll"}) {
    manifest.images[0].name = name;
    EXPECT_OK(check_manifest(manifest));
  }
}

TEST(Manifest, HasALimit) {
  Manifest manifest = small_manifest();
  manifest.notes.assign(max_manifest, 'n');
  EXPECT_ERROR(encode_manifest(manifest), unsupported, "at most 1048576");
  manifest.notes.resize(max_manifest - 500);
  const auto bytes = encode_manifest(manifest);
  ASSERT_OK(bytes);
  EXPECT_OK(decode_manifest(*bytes));
  const std::vector<std::byte> large(max_manifest + 1);
  EXPECT_ERROR(decode_manifest(large), malformed, "at most 1048576");
}

TEST(ProgramVersion, IsThreeNumbers) {
  EXPECT_EQ(parse_version("1.20.3"), (ProgramVersion{1, 20, 3}));
  EXPECT_EQ(parse_version("0.0.4294967295"),
            (ProgramVersion{0, 0, 0xffffffff}));
  EXPECT_LT(parse_version("1.9.0"), parse_version("1.10.0"));
  for (const std::string_view bad :
       {"", "1", "1.2", "1.2.", "1.2.3.", "1.2.3.4", "01.2.3", "1.02.3",
        "1.2.+3", "1.2.-3", " 1.2.3", "1.2.3 ", "1..3", "a.b.c",
        "1.2.4294967296"})
    EXPECT_FALSE(parse_version(bad).has_value()) << bad;
}

} // namespace
} // namespace hotpatch
