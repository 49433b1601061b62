// The one unit test that touches the disk, as formats/core/file is the one
// file that does.
#include "formats/core/file.h"
#include "tests/support/expected.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <thread>

namespace hotpatch {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class FileTest : public testing::Test {
protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "hotpatch-file-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    root_ = name;
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string at(const std::string &name) const { return root_ + "/" + name; }
  static std::string text_of(const std::string &path) {
    Expected<MappedFile> file = MappedFile::open(path);
    return file ? std::string(as_text(file->bytes())) : "(none)";
  }

  std::string root_;
};

TEST_F(FileTest, WritesAndMaps) {
  ASSERT_OK(write_file(at("a"), "some text"));
  EXPECT_EQ(text_of(at("a")), "some text");
  ASSERT_OK(write_file(at("a"), ""));
  EXPECT_EQ(text_of(at("a")), "");
}

TEST_F(FileTest, LeavesNothingButTheFile) {
  ASSERT_OK(write_file(at("a"), "text"));
  EXPECT_THAT(*list_files(root_), ElementsAre("a"));
}

TEST_F(FileTest, GivesTheRightsOfANewFile) {
  const mode_t mask = ::umask(027);
  ASSERT_OK(write_file(at("a"), "text"));
  ::umask(mask);
  struct stat info;
  ASSERT_EQ(::stat(at("a").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0640U);
}

TEST_F(FileTest, FailureLeavesNothingBehind) {
  EXPECT_ERROR(write_file(at("missing/a"), "text"), io, "cannot create");
  fs::create_directory(at("folder"));
  EXPECT_FALSE(write_file(at("folder"), "text"));
  EXPECT_THAT(*list_files(root_), IsEmpty());
  EXPECT_TRUE(fs::is_directory(at("folder")));
}

// A tool that runs as root must not replace /dev/null by a file.
TEST_F(FileTest, TakesOverWhatSomebodyWhoWasKilledLeft) {
  ASSERT_OK(write_file(at("a.hotpatch-tmp"), "half of a fi"));
  ASSERT_OK(write_file(at("a"), "text"));
  EXPECT_EQ(text_of(at("a")), "text");
  EXPECT_THAT(*list_files(root_), ElementsAre("a"));
}

TEST_F(FileTest, NeverWritesThroughATemporaryFileOfAnotherName) {
  ASSERT_OK(write_file(at("precious"), "text"));
  fs::create_hard_link(at("precious"), at("a.hotpatch-tmp"));
  EXPECT_ERROR(write_file(at("a"), "lost"), io, "something of that name");
  fs::remove(at("a.hotpatch-tmp"));
  fs::create_symlink("precious", at("a.hotpatch-tmp"));
  EXPECT_ERROR(write_file(at("a"), "lost"), io, "cannot create");
  EXPECT_EQ(text_of(at("precious")), "text");
}

TEST_F(FileTest, ThoseWhoWriteToOnePathTakeTurns) {
  const std::string text(100000, 'x');
  std::vector<std::thread> writers;
  for (int i = 0; i < 8; ++i)
    writers.emplace_back([&] { EXPECT_OK(write_file(at("a"), text)); });
  for (std::thread &writer : writers)
    writer.join();
  EXPECT_EQ(text_of(at("a")), text);
  EXPECT_THAT(*list_files(root_), ElementsAre("a"));
}

TEST_F(FileTest, CreatesForTheOwnerOnly) {
  const mode_t mask = ::umask(0);
  ASSERT_OK(create_file(at("key"), "secret", Readers::owner));
  ASSERT_OK(create_file(at("key.pub"), "known", Readers::umask));
  ::umask(mask);
  struct stat info;
  ASSERT_EQ(::stat(at("key").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
  ASSERT_EQ(::stat(at("key.pub").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0666U);
}

TEST_F(FileTest, CreatingReplacesNothing) {
  ASSERT_OK(write_file(at("a"), "text"));
  EXPECT_ERROR(create_file(at("a"), "other", Readers::umask), io,
               "File exists");
  fs::create_symlink("nowhere", at("link"));
  EXPECT_ERROR(create_file(at("link"), "other", Readers::umask), io,
               "File exists");
  EXPECT_EQ(text_of(at("a")), "text");
  EXPECT_THAT(*list_files(root_), ElementsAre("a"));
}

Expected<std::vector<std::byte>> with_x(BytesView bytes) {
  std::vector<std::byte> more(bytes.begin(), bytes.end());
  more.push_back(std::byte{'x'});
  return more;
}

TEST_F(FileTest, NoUpdateIsLost) {
  ASSERT_OK(write_file(at("a"), ""));
  fs::permissions(at("a"), fs::perms::owner_read | fs::perms::owner_write);
  std::vector<std::thread> writers;
  for (int i = 0; i < 8; ++i)
    writers.emplace_back([&] { EXPECT_OK(update_file(at("a"), with_x)); });
  for (std::thread &writer : writers)
    writer.join();
  EXPECT_EQ(text_of(at("a")), "xxxxxxxx");
  EXPECT_EQ(fs::status(at("a")).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(FileTest, AnUpdateFollowsALinkAndKeepsIt) {
  ASSERT_OK(write_file(at("a"), "text"));
  fs::create_symlink("a", at("link"));
  ASSERT_OK(update_file(at("link"), with_x));
  EXPECT_TRUE(fs::is_symlink(at("link")));
  EXPECT_EQ(text_of(at("a")), "textx");
  EXPECT_THAT(*list_files(root_), ElementsAre("a", "link"));
}

TEST_F(FileTest, AFailedUpdateChangesNothing) {
  ASSERT_OK(write_file(at("a"), "text"));
  const auto refuse = [](BytesView) -> Expected<std::vector<std::byte>> {
    return fail(ErrorCode::untrusted, "no");
  };
  EXPECT_ERROR(update_file(at("a"), refuse), untrusted, "no");
  EXPECT_ERROR(update_file(at("missing"), with_x), io, "cannot open");
  EXPECT_ERROR(update_file("/dev/null", with_x), io, "no regular file");
  EXPECT_EQ(text_of(at("a")), "text");
  EXPECT_THAT(*list_files(root_), ElementsAre("a"));
}

TEST_F(FileTest, KnowsAFileByAnyName) {
  ASSERT_OK(write_file(at("a"), "text"));
  fs::create_symlink("a", at("link"));
  EXPECT_TRUE(is_same_file(at("a"), at("link")));
  EXPECT_TRUE(is_same_file(at("a"), root_ + "/./a"));
  EXPECT_FALSE(is_same_file(at("a"), at("missing")));
  EXPECT_FALSE(is_same_file(at("missing"), at("missing")));
}

TEST_F(FileTest, MakesADirectoryOnce) {
  ASSERT_OK(create_directory(at("folder")));
  ASSERT_OK(create_directory(at("folder")));
  ASSERT_OK(write_file(at("a"), "text"));
  EXPECT_ERROR(create_directory(at("a")), io, "cannot create directory");
  EXPECT_ERROR(create_directory(at("a/b")), io, "cannot create directory");
}

TEST_F(FileTest, ADeviceStaysADevice) {
  ASSERT_OK(write_file("/dev/null", "text"));
  struct stat info;
  ASSERT_EQ(::stat("/dev/null", &info), 0);
  EXPECT_TRUE(S_ISCHR(info.st_mode));
}

TEST_F(FileTest, AFullDeviceIsAnError) {
  EXPECT_ERROR(write_file("/dev/full", "text"), io, "cannot write");
}

TEST_F(FileTest, WritesPieceByPiece) {
  ASSERT_OK(write_file(at("a"), [](const Sink &sink) {
    sink("one ");
    sink("");
    sink("two");
  }));
  EXPECT_EQ(text_of(at("a")), "one two");
}

TEST_F(FileTest, OpensRegularFilesOnly) {
  EXPECT_ERROR(MappedFile::open(at("none")), io, "cannot open");
  EXPECT_ERROR(MappedFile::open(root_), io, "is no regular file");
  EXPECT_ERROR(MappedFile::open("/dev/null"), io, "is no regular file");
}

TEST_F(FileTest, DoesNotWaitForAPipe) {
  ASSERT_EQ(::mkfifo(at("pipe").c_str(), 0600), 0);
  EXPECT_ERROR(MappedFile::open(at("pipe")), io, "is no regular file");
}

TEST_F(FileTest, TellsDirectoriesFromFiles) {
  ASSERT_OK(write_file(at("a"), ""));
  EXPECT_EQ(is_directory(root_), true);
  EXPECT_EQ(is_directory(at("a")), false);
  EXPECT_ERROR(is_directory(at("none")), io, "cannot open");
}

TEST_F(FileTest, ListsAllThatHasANameInADirectory) {
  ASSERT_OK(write_file(at("b"), ""));
  fs::create_directories(at("B/below"));
  fs::create_symlink("nowhere", at("a"));
  EXPECT_THAT(*list_entries(root_), ElementsAre("B", "a", "b"));
  EXPECT_ERROR(list_entries(at("b")), io, "cannot read directory");
}

TEST_F(FileTest, KnowsWhetherANameIsTaken) {
  EXPECT_FALSE(is_there(at("a")));
  fs::create_symlink("nowhere", at("a"));
  EXPECT_TRUE(is_there(at("a")));
  EXPECT_TRUE(is_there(root_));
}

TEST_F(FileTest, ListsInByteOrderAndFollowsLinksToFilesOnly) {
  fs::create_directories(at("b/c"));
  for (const char *name : {"b/c/z", "b.o", "B"})
    ASSERT_OK(write_file(at(name), ""));
  fs::create_symlink(at("B"), at("link"));
  fs::create_symlink(at("nowhere"), at("dangling"));
  fs::create_directory_symlink(root_, at("b/loop"));
  EXPECT_THAT(*list_files(root_), ElementsAre("B", "b.o", "b/c/z", "link"));
  EXPECT_ERROR(list_files(at("none")), io, "cannot read directory");
}

} // namespace
} // namespace hotpatch
