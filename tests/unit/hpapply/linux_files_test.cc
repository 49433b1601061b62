#include "hpapply/linux_files.h"

#include "tests/support/expected.h"

#include <unistd.h>

namespace hotpatch {
namespace {

TEST(ParseRegions, OfEveryKind) {
  const auto regions = parse_regions(
      "55d0c0a00000-55d0c0a02000 r-xp 00001000 fe:00 1234 "
      "                     /usr/bin/a program (deleted)\n"
      "7f0000000000-7f0000001000 rw-p 00000000 00:00 0 \n"
      "7ffc5e5f2000-7ffc5e5f4000 r--p 00000000 00:00 0      [vvar]\n");
  ASSERT_OK(regions);
  ASSERT_EQ(regions->size(), 3U);
  const MemoryRegion &code = (*regions)[0];
  EXPECT_EQ(code.range, (MemoryRange{0x55d0c0a00000, 0x55d0c0a02000}));
  EXPECT_TRUE(code.is_readable && code.is_executable && code.is_file);
  EXPECT_FALSE(code.is_writable);
  EXPECT_FALSE(code.is_shared);
  EXPECT_EQ(code.offset, 0x1000U);
  EXPECT_EQ(code.name, "/usr/bin/a program (deleted)");
  const MemoryRegion &data = (*regions)[1];
  EXPECT_TRUE(data.is_writable);
  EXPECT_FALSE(data.is_file || data.is_executable);
  EXPECT_EQ(data.name, "");
  EXPECT_EQ((*regions)[2].name, "[vvar]");
}

TEST(ParseRegions, WhatIsNoMapping) {
  EXPECT_ERROR(parse_regions("nothing of the kind\n"), malformed, "no mapping");
  EXPECT_ERROR(parse_regions("1000-2000 r-x\n"), malformed, "no mapping");
  EXPECT_ERROR(parse_regions("1000 rwxp 0 0 0\n"), malformed, "no mapping");
}

TEST(OfThisProcess, IsWhatProcTells) {
  const int pid = ::getpid();
  EXPECT_NE(thread_state(pid, pid), '\0');
  EXPECT_EQ(thread_state(pid, 1), '\0');
  EXPECT_EQ(tracer_of(pid), 0);
  const auto threads = list_threads(pid);
  ASSERT_OK(threads);
  EXPECT_NE(std::ranges::find(*threads, pid), threads->end());
}

} // namespace
} // namespace hotpatch
