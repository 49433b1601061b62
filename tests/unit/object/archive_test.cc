#include "formats/object/archive.h"
#include "tests/support/byte_string.h"
#include "tests/support/expected.h"

using namespace hotpatch;
using testing::ElementsAre;

namespace {

const std::string magic = "!<arch>\n", thin_magic = "!<thin>\n";

std::string padded(std::string text, std::size_t size) {
  text.resize(size, ' ');
  return text;
}

std::string header(const std::string &name, const std::string &size) {
  return padded(name, 16) + padded("0", 12) + padded("0", 6) + padded("0", 6) +
         padded("644", 8) + padded(size, 10) + "`\n";
}

std::string member(const std::string &name, const std::string &bytes) {
  return header(name, std::to_string(bytes.size())) + bytes +
         (bytes.size() % 2 ? "\n" : "");
}

// "name=bytes" of each member, or the error.
std::vector<std::string> members(const std::string &bytes) {
  Expected<Archive> archive = read_archive(as_bytes(bytes));
  if (!archive)
    return {archive.error().message};
  std::vector<std::string> found;
  for (const Member &m : archive->members)
    found.push_back(m.name + "=" + std::string(as_text(m.bytes)));
  return found;
}

} // namespace

TEST(Archive, Empty) { EXPECT_THAT(members(magic), ElementsAre()); }

TEST(Archive, ReadsGnu) {
  std::string names = "a_name_of_more_than_15.o/\nanother_quite_long.o/\n";
  EXPECT_THAT(members(magic + member("/", "symbols") + member("//", names) +
                      member("a.o/", "odd") + member("/0", "first") +
                      member("/26", "second") + member("/SYM64/", "")),
              ElementsAre("a.o=odd", "a_name_of_more_than_15.o=first",
                          "another_quite_long.o=second"));
}

TEST(Archive, ReadsBsd) {
  EXPECT_THAT(
      members(magic + member("__.SYMDEF", "symbols") +
              member("#1/12", std::string("long_name\0\0\0bytes", 17)) +
              member("#1/20", std::string("__.SYMDEF SORTED\0\0\0\0x", 21)) +
              member("short.o", "x")),
      ElementsAre("long_name=bytes", "short.o=x"));
}

TEST(Archive, ReadsCoff) {
  std::string names("dir\\a_long_name.obj\0another.obj\0", 32);
  EXPECT_THAT(members(magic + member("/", "one") + member("/", "two") +
                      member("//", names) + member("/<ECSYMBOLS>/", "x") +
                      member("/<HYBRIDMAP>/", "x") + member("/0", "A") +
                      member("/20", "B")),
              ElementsAre("dir\\a_long_name.obj=A", "another.obj=B"));
}

TEST(Archive, ReadsThin) {
  std::string bytes = thin_magic + member("/", "symbols") +
                      member("//", "dir/a.o/\nnested.a/\n") +
                      header("/0", "1234") + header("/9:66", "99");
  Expected<Archive> archive = read_archive(as_bytes(bytes));
  ASSERT_OK(archive);
  EXPECT_TRUE(archive->is_thin);
  ASSERT_EQ(archive->members.size(), 2u);
  EXPECT_EQ(archive->members[0].name, "dir/a.o");
  EXPECT_EQ(archive->members[0].size, 1234u);
  EXPECT_TRUE(archive->members[0].bytes.empty());
  EXPECT_EQ(archive->members[1].name, "nested.a");
}

TEST(Archive, KeepsMembersOfOneNameInOrder) {
  EXPECT_THAT(members(magic + member("a.o/", "1") + member("a.o/", "2")),
              ElementsAre("a.o=1", "a.o=2"));
}

TEST(Archive, LastMemberNeedsNoPadding) {
  std::string bytes = magic + member("a.o/", "odd");
  bytes.pop_back();
  EXPECT_THAT(members(bytes), ElementsAre("a.o=odd"));
}

TEST(ArchiveMalformed, Magic) {
  EXPECT_ERROR(read_archive(as_bytes("!<arcX>\n")), malformed,
               "begins with \"!<arcX>?\"");
}

TEST(ArchiveMalformed, HeaderCutShort) {
  EXPECT_ERROR(read_archive(as_bytes(magic + "123")), malformed,
               "member header at 0x8: 3 bytes before the end of the archive, "
               "expected 60");
}

TEST(ArchiveMalformed, HeaderEnd) {
  std::string bytes = patched(magic + member("a/", ""), 8 + 58, "xx");
  EXPECT_ERROR(read_archive(as_bytes(bytes)), malformed,
               "member header at 0x8: ends with \"xx\"");
}

TEST(ArchiveMalformed, Size) {
  EXPECT_ERROR(read_archive(as_bytes(magic + header("a/", "-1"))), malformed,
               "the size is \"-1\", expected a decimal number");
  EXPECT_ERROR(read_archive(as_bytes(magic + header("a/", ""))), malformed,
               "the size is \"\"");
}

TEST(ArchiveMalformed, MemberPastTheEnd) {
  EXPECT_ERROR(read_archive(as_bytes(magic + header("a/", "9999999999"))),
               malformed,
               "member header at 0x8: bytes [0x44, 0x2540be443) are past the "
               "end of the file (0x44)");
}

TEST(ArchiveMalformed, LongName) {
  EXPECT_ERROR(read_archive(as_bytes(magic + header("/5", "0"))), malformed,
               "name offset 0x5 is past the end of the long names (0x0)");
  EXPECT_ERROR(read_archive(as_bytes(magic + header("/x", "0"))), malformed,
               "the name is \"/x\", expected '/' and a number");
}

TEST(ArchiveMalformed, BsdNameLength) {
  EXPECT_ERROR(read_archive(as_bytes(magic + member("#1/9", "12345678"))),
               malformed,
               "the name is \"#1/9\", expected a length of at most 8");
}

TEST(ArchiveMalformed, SharedLongNamesAreBounded) {
  std::string bytes = magic + member("//", std::string(10000, 'n') + "/\n");
  for (int i = 0; i < 100; ++i)
    bytes += header("/0", "0");
  EXPECT_ERROR(read_archive(as_bytes(bytes)), malformed,
               "members use each byte of the long names");
}

TEST(ArchiveMalformed, CutAtEveryByte) {
  std::string bytes =
      magic + member("/", "symbols!") + member("//", "a_long_file_name.o/\n") +
      member("/0", "1234") + member("#1/4", "name1234") + member("a.o/", "12");
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    std::string cut = bytes.substr(0, size); // of its own: ASan sees its end
    Expected<Archive> archive = read_archive(as_bytes(cut));
    std::size_t count = archive ? archive->members.size() : 0;
    EXPECT_LE(count, 3u);
  }
}
