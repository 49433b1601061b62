#include "hpapply/linux_pages.h"

#include "hpapply/linux_files.h"
#include "tests/support/expected.h"

#include <fcntl.h>
#include <sys/mman.h>

namespace hotpatch {
namespace {

// 256 MiB of which pages 1, 2 and the last but one are used.
class PageMap : public ::testing::Test {
protected:
  static constexpr std::uint64_t page = 0x1000, pages = 0x10000;
  void *const memory_ = ::mmap(nullptr, page *pages, PROT_READ | PROT_WRITE,
                               MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  const Address begin_ = reinterpret_cast<Address>(memory_);
  const MemoryRange all_ = {begin_, begin_ + page *pages};
  const Expected<Descriptor> file_ = open_file("/proc/self/pagemap", O_RDONLY);

  PageMap() {
    ::madvise(memory_, page * pages, MADV_NOHUGEPAGE);
    for (const std::uint64_t used :
         {std::uint64_t{1}, std::uint64_t{2}, pages - 2})
      static_cast<char *>(memory_)[used * page] = 1;
  }
  ~PageMap() override { ::munmap(memory_, page * pages); }

  [[nodiscard]] std::vector<MemoryRange> expected() const {
    return {{begin_ + page, begin_ + 3 * page},
            {begin_ + (pages - 2) * page, begin_ + (pages - 1) * page}};
  }
};

TEST_F(PageMap, IsReadWordByWord) {
  ASSERT_OK(file_);
  EXPECT_EQ(read_page_map(file_->number(), all_), expected());
}

TEST_F(PageMap, IsScannedWhereTheKernelCan) {
  ASSERT_OK(file_);
  const auto parts = scan_page_map(file_->number(), all_);
  EXPECT_EQ(parts.value_or(expected()), expected());
}

TEST_F(PageMap, ARangeMayBeginInsideOfAPage) {
  ASSERT_OK(file_);
  const MemoryRange part = {begin_ + page + 8, begin_ + 2 * page - 8};
  EXPECT_EQ(read_page_map(file_->number(), part), std::vector{part});
  EXPECT_EQ(scan_page_map(file_->number(), part).value_or(std::vector{part}),
            std::vector{part});
}

TEST_F(PageMap, WhatCannotBeReadCountsAsUsed) {
  EXPECT_EQ(read_page_map(-1, all_), std::vector{all_});
  EXPECT_FALSE(scan_page_map(-1, all_).has_value());
}

} // namespace
} // namespace hotpatch
