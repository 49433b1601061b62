// Code that only jumps through a slot, in every linker's form.
#include "formats/image/thunks.h"
#include "tests/support/byte_string.h"

#include <gtest/gtest.h>

using namespace hotpatch;
using namespace std::string_literals;

namespace {

constexpr Rva code = 0x1000, slot = 0x2000;

// `jmp qword ptr [rip + target]`, `before` bytes into the code.
std::string jump(std::size_t before, Rva target = slot) {
  return "\xff\x25" + number(target - code - before - 6, 4);
}

const std::string endbr = "\xf3\x0f\x1e\xfa";

std::vector<Thunk> find(const std::string &bytes, ObjectFormat format,
                        std::string_view section,
                        std::vector<UnwindRange> unwind = {}) {
  Image image;
  image.machine.format = format;
  image.sections = {{.name = section,
                     .rva = code,
                     .size = static_cast<std::uint32_t>(bytes.size()),
                     .bytes = as_bytes(bytes),
                     .is_code = true}};
  image.slots = {{.rva = slot}};
  image.unwind = std::move(unwind);
  return find_thunks(image);
}

// One thunk, at the beginning of the code, of this size.
void expect_thunk(const std::string &bytes, std::uint32_t size,
                  std::string_view section = ".plt",
                  ObjectFormat format = ObjectFormat::elf) {
  std::vector<Thunk> thunks = find(bytes, format, section);
  ASSERT_EQ(thunks.size(), 1u);
  EXPECT_EQ(thunks[0].rva, code);
  EXPECT_EQ(thunks[0].size, size);
  EXPECT_EQ(thunks[0].slot, slot);
}

} // namespace

TEST(Thunks, LazyPlt) {
  expect_thunk(jump(0) + "\x68" + number(0, 4) + "\xe9" + number(0, 4), 16);
}

TEST(Thunks, PltGot) { expect_thunk(jump(0) + "\x66\x90", 8, ".plt.got"); }

TEST(Thunks, PltSec) {
  expect_thunk(endbr + jump(4) + "\x66\x0f\x1f\x44\0\0"s, 16, ".plt.sec");
  expect_thunk(endbr + "\xf2" + jump(5) + "\x0f\x1f\x44\0\0"s, 16, ".plt.sec");
}

TEST(Thunks, Mold) {
  expect_thunk(endbr + "\x41\xbb" + number(7, 4) + jump(10), 16);
}

TEST(Thunks, FirstPltEntryIsNone) {
  std::string bytes = "\xff\x35" + number(0, 4) + jump(6, slot + 8) + "\x90";
  EXPECT_TRUE(find(bytes, ObjectFormat::elf, ".plt").empty());
}

TEST(Thunks, TailCallOfAnElfFunctionIsNone) {
  EXPECT_TRUE(find(jump(0), ObjectFormat::elf, ".text").empty());
}

TEST(Thunks, WithoutSectionNamesTheyBeginAtEight) {
  expect_thunk(jump(0), 6, "");
  EXPECT_TRUE(find("\x90" + jump(1), ObjectFormat::elf, "").empty());
}

TEST(Thunks, Pe) { expect_thunk(jump(0), 6, ".text", ObjectFormat::coff); }

TEST(Thunks, TailCallOfAPeFunctionIsNone) {
  EXPECT_TRUE(find("\x48" + jump(1), ObjectFormat::coff, ".text").empty());
  EXPECT_TRUE(
      find("\x90" + jump(1), ObjectFormat::coff, ".text", {{code, code + 7, 0}})
          .empty());
}

TEST(Thunks, CutShort) {
  EXPECT_TRUE(find(jump(0).substr(0, 5), ObjectFormat::coff, ".text").empty());
}
