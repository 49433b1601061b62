// The one unit test that touches the disk, as formats/core/file is the one
// file that does.
#include "formats/core/file.h"
#include "tests/support/expected.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

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

TEST_F(FileTest, TellsDirectoriesFromFiles) {
  ASSERT_OK(write_file(at("a"), ""));
  EXPECT_EQ(is_directory(root_), true);
  EXPECT_EQ(is_directory(at("a")), false);
  EXPECT_ERROR(is_directory(at("none")), io, "cannot open");
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
