#include "formats/core/file_name.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

TEST(FileName, IsBehindTheLastSlashOfEitherKind) {
  EXPECT_EQ(file_name("x.pdb"), "x.pdb");
  EXPECT_EQ(file_name("lib/x.c"), "x.c");
  EXPECT_EQ(file_name("C:\\b/c\\x.pdb"), "x.pdb");
  EXPECT_EQ(file_name("lib/"), "");
  EXPECT_EQ(file_name("lib.a(x.o)"), "lib.a(x.o)");
}

TEST(ObjectFileName, IsTheMembersInAnArchive) {
  EXPECT_EQ(object_file_name("src/x.o"), "x.o");
  EXPECT_EQ(object_file_name("b/libx.a(x.o)"), "x.o");
  EXPECT_EQ(object_file_name("x.lib(..\\b\\x.obj)"), "x.obj");
  EXPECT_EQ(object_file_name("b/x.o)"), "x.o)");
}

} // namespace
} // namespace hotpatch
