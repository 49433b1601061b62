// Which places of two functions with the same steps correspond.
#include "hpdiff/places.h"
#include "tests/support/made_object.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using namespace std::string_literals;

// Function f, alone in its section.
class Code {
public:
  explicit Code(std::string bytes) : size_(bytes.size()) {
    made_.section(".text", SectionKind::code, std::move(bytes));
    made_.function("f", 0, 0, size_);
    side_.emplace(made_.object(), &decoder_);
    view = view_code(*side_, 0);
  }
  [[nodiscard]] std::vector<Extent> extents() const { return {{0, 0, size_}}; }

private:
  MadeObject made_;
  std::uint64_t size_;
  Decoder decoder_{Isa::x86_64};
  std::optional<Side> side_;

public:
  CodeView view;
};

bool maps(const Code &pre, std::uint64_t a, const Code &post, std::uint64_t b) {
  return PlaceMap(pre.view, pre.extents(), post.view, post.extents())
      .maps(a, b);
}

TEST(Places, BehindTheSameStep) {
  Code pre("\x50\x90\x58\xc3"s);  // push rax; nop; pop rax; ret
  Code post("\x50\x58\x90\xc3"s); // push rax; pop rax; nop; ret
  EXPECT_TRUE(maps(pre, 1, post, 1));
  EXPECT_TRUE(maps(pre, 3, post, 2));
  EXPECT_TRUE(maps(pre, 0, post, 0));
  EXPECT_TRUE(maps(pre, 4, post, 4)) << "the end";
  EXPECT_FALSE(maps(pre, 3, post, 1));
}

TEST(Places, NotInFrontOfAStepThatControlRunsInto) {
  Code pre("\x50\x90\x58\xc3"s);
  Code post("\x50\x58\xc3"s);
  EXPECT_FALSE(maps(pre, 2, post, 1)) << "the no-operation is another's";
}

TEST(Places, InFrontOfAStepBehindFill) {
  Code pre("\xc3\x90\x90\x58\xc3"s); // ret; nop; nop; pop rax; ret
  Code post("\xc3\x90\x58\xc3"s);
  EXPECT_TRUE(maps(pre, 3, post, 2));
  EXPECT_FALSE(maps(pre, 2, post, 2));
}

TEST(Places, WithinAnInstructionIsNoPlace) {
  Code code("\xb8\1\0\0\0\xc3"s);
  EXPECT_FALSE(maps(code, 2, code, 2));
}

TEST(Places, AgreeUpToWhereCodeMoved) {
  Code pre("\x50\x0f\x84\0\0\0\0\xc3"s); // push rax; je +0 (long); ret
  Code post("\x50\x74\0\xc3"s);          // push rax; je +0; ret
  PlaceMap places(pre.view, pre.extents(), post.view, post.extents());
  EXPECT_TRUE(places.agrees_up_to(1));
  EXPECT_FALSE(places.agrees_up_to(2)) << "ends elsewhere";
}

} // namespace
} // namespace hotpatch
