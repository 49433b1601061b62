#include "hpapply/linux_modules.h"

#include <cstring>
#include <elf.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

namespace hotpatch {
namespace {

// Memory of a program at 0x1000 (headers), whose dynamic section is at 0x1800,
// and of libraries at 0x5000 and 0x9000; the loader's notes are at 0x20000.
class LinkOrder : public ::testing::Test {
protected:
  std::map<Address, std::vector<std::byte>> memory_;
  std::vector<LoadedModule> modules_ = {
      {"program", 0x1000}, {"late.so", 0x5000}, {"early.so", 0x9000}};

  template <typename T> void put(Address at, const T &value) {
    const auto bytes = std::as_bytes(std::span(&value, 1));
    memory_[at] = {bytes.begin(), bytes.end()};
  }
  void put_map(Address at, Address dynamic, Address next) {
    put(at, std::array<Address, 5>{0, 0, dynamic, next, 0});
  }

  LinkOrder() {
    put(0x1040, Elf64_Phdr{PT_PHDR, 0, 0, 0x40, 0, 0, 0, 0});
    put(0x1040 + sizeof(Elf64_Phdr),
        Elf64_Phdr{PT_DYNAMIC, 0, 0, 0x800, 0, 0, 0, 0});
    put(0x1800, Elf64_Dyn{DT_NEEDED, {1}});
    put(0x1810, Elf64_Dyn{DT_DEBUG, {0x20000}});
    put(0x20000, std::array<Address, 2>{1, 0x21000});
    put_map(0x21000, 0x1800, 0x22000);
    put_map(0x22000, 0x9800, 0x23000);
    put_map(0x23000, 0x5800, 0);
  }

  std::vector<std::string> order() {
    const std::vector<Elf64_auxv_t> entries = {
        {AT_PHDR, {0x1040}}, {AT_PHNUM, {2}}, {AT_NULL, {0}}};
    const auto read = [this](Address address,
                             std::span<std::byte> bytes) -> Expected<void> {
      const auto found = memory_.find(address);
      if (found == memory_.end() || found->second.size() < bytes.size())
        return fail(ErrorCode::io, "nothing there");
      std::memcpy(bytes.data(), found->second.data(), bytes.size());
      return {};
    };
    const auto ordered =
        in_link_order(modules_, read, std::as_bytes(std::span(entries)));
    std::vector<std::string> names;
    for (const LoadedModule &module : ordered)
      names.push_back(module.path);
    return names;
  }
};

using ::testing::ElementsAre;

TEST_F(LinkOrder, IsTheLoaders) {
  EXPECT_THAT(order(), ElementsAre("program", "early.so", "late.so"));
}

TEST_F(LinkOrder, WhatTheLoaderDoesNotListComesLast) {
  modules_.insert(modules_.begin(), {"mapped.so", 0x800});
  EXPECT_THAT(order(),
              ElementsAre("program", "early.so", "late.so", "mapped.so"));
}

TEST_F(LinkOrder, WithoutAListIsThatOfMemory) {
  put(0x1810, Elf64_Dyn{DT_DEBUG, {0}});
  EXPECT_THAT(order(), ElementsAre("program", "late.so", "early.so"));
  memory_.clear();
  EXPECT_THAT(order(), ElementsAre("program", "late.so", "early.so"));
}

TEST_F(LinkOrder, ARingEnds) {
  put_map(0x23000, 0x5800, 0x21000);
  EXPECT_THAT(order(), ElementsAre("program", "early.so", "late.so"));
}

} // namespace
} // namespace hotpatch
