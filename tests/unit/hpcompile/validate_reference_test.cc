// Base against post without a payload: one kind of reference to code or to an
// import per test, once leading to the same thing from another place and once
// to something else.  For references to data see
// validate_data_reference_test.cc.
#include "tests/unit/hpcompile/base_and_post.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::add_f;
using test::base_callee;
using test::base_f;
using test::detail;
using test::post_callee;
using test::post_f;
using test::validated;

TEST(ValidateReference, CallOfTheSameNameElsewhere) {
  TinyImage base, post;
  add_f(base, base_f, [](TinyCode &c) { c.call(base_callee); });
  add_f(post, post_f, [](TinyCode &c) { c.call(post_callee); });
  base.function("callee", TinyCode(base_callee).ret(), base_callee);
  post.function("callee", TinyCode(post_callee).ret(), post_callee);
  EXPECT_EQ(detail(base, post), "");
}

TEST(ValidateReference, CallOfAnotherFunction) {
  TinyImage base, post;
  for (TinyImage *image : {&base, &post}) {
    image->function("callee", TinyCode(base_callee).ret(), base_callee);
    image->function("other", TinyCode(post_callee).mov_eax(1).ret(),
                    post_callee);
  }
  add_f(base, base_f, [](TinyCode &c) { c.call(base_callee); });
  add_f(post, base_f, [](TinyCode &c) { c.call(post_callee); });
  EXPECT_EQ(detail(base, post),
            "another function: found base+0x1200 (callee), expected "
            "post+0x1280 (other); there at post+0x1280: found 'ret', expected "
            "'mov eax, 0x1'");
}

TEST(ValidateReference, RenamedFunctionIsComparedByItsBody) {
  for (const std::uint32_t value : {1U, 2U}) {
    TinyImage base, post;
    base.function("s", TinyCode(0x1300).mov_eax(1).ret(), 0x1300, true);
    post.function("t", TinyCode(0x1380).mov_eax(value).ret(), 0x1380, true);
    add_f(base, base_f, [](TinyCode &c) { c.call(0x1300).lea_rax(0x1300); });
    add_f(post, base_f, [](TinyCode &c) { c.call(0x1380).lea_rax(0x1380); });
    EXPECT_EQ(detail(base, post).empty(), value == 1);
  }
}

TEST(ValidateReference, FoldedFunctionsAgreeInOneName) {
  TinyImage base, post;
  base.function("callee", TinyCode(base_callee).ret(), base_callee);
  base.function("other", TinyCode(base_callee).ret(), base_callee);
  post.function("callee", TinyCode(post_callee).ret(), post_callee);
  post.function("other", TinyCode(base_callee).ret(), base_callee);
  add_f(base, base_f, [](TinyCode &c) { c.call(base_callee); });
  add_f(post, base_f, [](TinyCode &c) { c.call(post_callee); });
  EXPECT_EQ(detail(base, post), "");
}

TEST(ValidateReference, StaticFunctionsOfOneNameAreComparedByTheirBodies) {
  for (const std::uint32_t value : {1U, 2U}) {
    TinyImage base, post;
    for (TinyImage *image : {&base, &post}) {
      image->function("s", TinyCode(0x1300).mov_eax(1).ret(), 0x1300, true);
      image->function("s", TinyCode(0x1380).mov_eax(2).ret(), 0x1380, true);
    }
    add_f(base, base_f, [](TinyCode &c) { c.call(0x1300); });
    add_f(post, base_f,
          [&](TinyCode &c) { c.call(value == 1 ? 0x1300 : 0x1380); });
    EXPECT_EQ(validated(base, post).is_valid(), value == 1);
  }
}

TEST(ValidateReference, UnnamedFunctionsAreComparedByTheirBodies) {
  for (const std::uint32_t value : {1U, 2U}) {
    TinyImage base, post;
    base.function("x", TinyCode(0x1300).mov_eax(1).ret(), 0x1300);
    post.function("x", TinyCode(0x1300).mov_eax(1).ret(), 0x1300);
    // Called, but without a symbol.
    TinyImage *images[] = {&base, &post};
    for (TinyImage *image : images)
      image->function(
          "", TinyCode(0x1400).mov_eax(image == &post ? value : 1).ret(),
          0x1400);
    add_f(base, base_f, [](TinyCode &c) { c.call(0x1400); });
    add_f(post, base_f, [](TinyCode &c) { c.call(0x1400); });
    EXPECT_EQ(validated(base, post).is_valid(), value == 1);
  }
}

TEST(ValidateReference, ImportThroughSlotOrThunk) {
  TinyImage base, post;
  base.import(tiny_got + 0x10, "malloc");
  post.import(tiny_got + 0x20, "malloc");
  base.thunk(0x1800, tiny_got + 0x10);
  post.thunk(0x1900, tiny_got + 0x20);
  add_f(base, base_f,
        [](TinyCode &c) { c.call(0x1800).call_slot(tiny_got + 0x10); });
  add_f(post, post_f,
        [](TinyCode &c) { c.call(0x1900).call_slot(tiny_got + 0x20); });
  EXPECT_EQ(detail(base, post), "");
}

TEST(ValidateReference, AnotherImport) {
  TinyImage base, post;
  base.import(tiny_got + 0x10, "malloc");
  post.import(tiny_got + 0x10, "free");
  add_f(base, base_f, [](TinyCode &c) { c.call_slot(tiny_got + 0x10); });
  add_f(post, base_f, [](TinyCode &c) { c.call_slot(tiny_got + 0x10); });
  EXPECT_EQ(detail(base, post), "another import: found malloc, expected free");
}

// As in a PE image of GNU ld, whose import table is writable and unnamed.
TEST(ValidateReference, BesideASlot) {
  TinyImage base, post;
  for (TinyImage *image : {&base, &post})
    image->import(tiny_data + 0x10, "puts");
  add_f(base, base_f, [](TinyCode &c) { c.call_slot(tiny_data + 0x11); });
  add_f(post, base_f, [](TinyCode &c) { c.call_slot(tiny_data + 0x10); });
  EXPECT_NE(detail(base, post), "");
}

TEST(ValidateReference, CallThroughSlotMadeDirect) {
  for (const bool is_same : {true, false}) {
    TinyImage base, post;
    for (TinyImage *image : {&base, &post}) {
      image->function("callee", TinyCode(base_callee).ret(), base_callee);
      image->function("other", TinyCode(post_callee).mov_eax(1).ret(),
                      post_callee);
    }
    base.pointer(tiny_got + 0x10, is_same ? base_callee : post_callee);
    add_f(base, base_f, [](TinyCode &c) { c.call_slot(tiny_got + 0x10); });
    add_f(post, base_f, [](TinyCode &c) { c.bytes({0x67}).call(base_callee); });
    EXPECT_EQ(detail(base, post).empty(), is_same);
  }
}

TEST(ValidateReference, LoadOfAnAddressMadeLea) {
  TinyImage base, post;
  base.datum("v", tiny_data + 8, "1234", 4);
  post.datum("v", tiny_data + 16, "1234", 4);
  base.pointer(tiny_got + 0x10, tiny_data + 8);
  add_f(base, base_f, [](TinyCode &c) { c.load_rax(tiny_got + 0x10); });
  add_f(post, base_f, [](TinyCode &c) { c.lea_rax(tiny_data + 16); });
  EXPECT_EQ(detail(base, post), "");
}

TEST(ValidateReference, JumpToAColdPieceAndBack) {
  for (const Rva back : {0x06U, 0x07U}) {
    TinyImage base, post;
    for (TinyImage *image : {&base, &post}) {
      const Rva at = image == &base ? base_f : post_f;
      const Rva cold = image == &base ? 0x1600 : 0x1700;
      TinyCode code(at);
      code.jump_if_equal(cold).bytes({0x50}).bytes({0x58}).ret();
      image->function("f", code, at);
      image->function(
          "f.cold",
          TinyCode(cold).mov_eax(7).jump(at + (image == &base ? back : 6)),
          cold);
    }
    const Validation validation = validated(base, post);
    EXPECT_EQ(validation.is_valid(), back == 0x06U);
    if (back != 0x06U) {
      ASSERT_FALSE(validation.differences.empty());
      EXPECT_EQ(validation.differences[0].function, "f.cold");
    }
  }
}

TEST(ValidateReference, FallingIntoTheNextFunction) {
  for (const bool is_same : {true, false}) {
    TinyImage base, post;
    for (TinyImage *image : {&base, &post}) {
      image->function("f", TinyCode(base_f).bytes({0x50}), base_f);
      const bool is_next = image == &base || is_same;
      image->function("next", TinyCode(0x1101).ret(),
                      is_next ? 0x1101 : 0x1108);
      image->function("other", TinyCode(0x1101).mov_eax(1).ret(),
                      is_next ? 0x1108 : 0x1101);
    }
    EXPECT_EQ(detail(base, post).empty(), is_same);
  }
}

} // namespace
} // namespace hotpatch
