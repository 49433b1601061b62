// Base against post without a payload: one kind of reference per test, once
// leading to the same thing from another place and once to something else.
#include "hpcompile/validate.h"

#include "tests/support/tiny_image.h"

#include <gtest/gtest.h>

#include <functional>

namespace hotpatch {
namespace {

// Two functions: `callee` and, at another place in each image, `f`.
constexpr Rva base_f = 0x1100, post_f = 0x1140;
constexpr Rva base_callee = 0x1200, post_callee = 0x1280;

Validation validated(TinyImage &base, TinyImage &post) {
  const Expected<Validation> validation =
      validate(Payload{}, {base.image(), base.symbols()},
               {post.image(), post.symbols()});
  EXPECT_TRUE(validation) << validation.error().message;
  return validation.value_or(Validation{});
}

// What is wrong with `f`, or "" if nothing is.
std::string detail(TinyImage &base, TinyImage &post) {
  const Validation validation = validated(base, post);
  for (const ValidationDifference &difference : validation.differences)
    EXPECT_EQ(difference.function, "f") << difference.detail;
  return validation.differences.empty() ? "" : validation.differences[0].detail;
}

void add_f(TinyImage &image, Rva at,
           const std::function<void(TinyCode &)> &write) {
  TinyCode code(at);
  write(code);
  image.function("f", code.ret(), at);
}

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

TEST(ValidateReference, VariableByNameAndOffset) {
  for (const Rva offset : {4U, 8U}) {
    TinyImage base, post;
    base.datum("v", tiny_data, "0123456789ab");
    post.datum("v", tiny_data + 0x40, "0123456789ab");
    add_f(base, base_f, [&](TinyCode &c) { c.load_eax(tiny_data + offset); });
    add_f(post, base_f, [](TinyCode &c) { c.load_eax(tiny_data + 0x44); });
    EXPECT_EQ(detail(base, post).empty(), offset == 4);
  }
}

TEST(ValidateReference, VariableOfAnotherName) {
  TinyImage base, post;
  base.datum("v", tiny_data, "0123");
  post.datum("w", tiny_data, "0123");
  add_f(base, base_f, [](TinyCode &c) { c.load_eax(tiny_data); });
  add_f(post, base_f, [](TinyCode &c) { c.load_eax(tiny_data); });
  EXPECT_NE(detail(base, post).find("another variable"), std::string::npos);
}

TEST(ValidateReference, ChangedInitialValueAndSize) {
  for (const std::string_view bytes : {"4567", "01234567"}) {
    TinyImage base, post;
    base.datum("v", tiny_data, "0123");
    post.datum("v", tiny_data, bytes);
    add_f(base, base_f, [](TinyCode &c) { c.load_eax(tiny_data); });
    add_f(post, base_f, [](TinyCode &c) { c.load_eax(tiny_data); });
    EXPECT_NE(detail(base, post), "");
  }
}

// Two static locals, numbered the other way round: right as long as all code
// agrees on which is which.
TEST(ValidateReference, RenumberedStaticLocals) {
  for (const bool is_consistent : {true, false}) {
    TinyImage base, post;
    for (TinyImage *image : {&base, &post}) {
      image->datum("n.0", tiny_data, "0000", 4, true);
      image->datum("n.1", tiny_data + 4, "0000", 4, true);
    }
    const auto load = [](TinyImage &image, const char *name, Rva at, Rva from) {
      image.function(name, TinyCode(at).load_eax(from).ret(), at);
    };
    load(base, "e", 0x1300, tiny_data);
    load(post, "e", 0x1300, tiny_data + 4);
    load(base, "f", 0x1400, tiny_data + 4);
    load(post, "f", 0x1400, is_consistent ? tiny_data : tiny_data + 4);
    EXPECT_EQ(detail(base, post).empty(), is_consistent);
  }
}

TEST(ValidateReference, UnnamedVariablesAreOneToOne) {
  for (const bool is_consistent : {true, false}) {
    TinyImage base, post;
    const auto store = [](TinyImage &image, const char *name, Rva at, Rva to) {
      image.function(name, TinyCode(at).store_eax(to).ret(), at);
    };
    store(base, "e", 0x1300, tiny_data);
    store(post, "e", 0x1300, tiny_data + 0x20);
    store(base, "f", 0x1400, is_consistent ? tiny_data : tiny_data + 8);
    store(post, "f", 0x1400, tiny_data + 0x20);
    EXPECT_EQ(detail(base, post).empty(), is_consistent);
  }
}

TEST(ValidateReference, StringByContentUpToItsNul) {
  for (const std::string_view text : {"file not found", "file not pound"}) {
    TinyImage base, post;
    base.datum("", tiny_rodata + 5, std::string(text) + '\0' + "tail");
    post.datum("", tiny_rodata + 0x30, "file not found\0next");
    add_f(base, base_f, [](TinyCode &c) { c.lea_rax(tiny_rodata + 5); });
    add_f(post, base_f, [](TinyCode &c) { c.lea_rax(tiny_rodata + 0x30); });
    EXPECT_EQ(detail(base, post).empty(), text == "file not found");
  }
}

// "found" is also the tail of the other string, which ends its room there.
TEST(ValidateReference, StringWhoseTailIsReferredTo) {
  TinyImage base, post;
  base.datum("", tiny_rodata, "not pound");
  post.datum("", tiny_rodata, "not found");
  for (TinyImage *image : {&base, &post})
    image->function("e", TinyCode(0x1300).lea_rax(tiny_rodata + 5).ret(),
                    0x1300);
  add_f(base, base_f, [](TinyCode &c) { c.lea_rax(tiny_rodata); });
  add_f(post, base_f, [](TinyCode &c) { c.lea_rax(tiny_rodata); });
  EXPECT_NE(detail(base, post), "");
}

// A COFF symbol has no size: the next thing ends it, before any NUL.
TEST(ValidateReference, NamedConstantWithoutASize) {
  TinyImage base, post;
  for (TinyImage *image : {&base, &post}) {
    image->datum("", tiny_rodata, image == &base ? "abc\1" : "abc");
    image->name("mark", tiny_rodata, PlaceKind::data, 0);
    image->function("e", TinyCode(0x1300).load_eax(tiny_rodata + 3).ret(),
                    0x1300);
    add_f(*image, base_f, [](TinyCode &c) { c.lea_rax(tiny_rodata); });
  }
  const Validation validation = validated(base, post);
  for (const ValidationDifference &difference : validation.differences)
    EXPECT_EQ(difference.function, "e") << difference.detail;
}

TEST(ValidateReference, WideString) {
  TinyImage base, post;
  base.datum("", tiny_rodata, std::string_view("o\0k\0\0\0", 6));
  post.datum("", tiny_rodata, std::string_view("o\0n\0\0\0", 6));
  add_f(base, base_f, [](TinyCode &c) { c.lea_rax(tiny_rodata); });
  add_f(post, base_f, [](TinyCode &c) { c.lea_rax(tiny_rodata); });
  EXPECT_NE(detail(base, post), "");
}

TEST(ValidateReference, ConstantByTheWidthOfItsAccess) {
  for (const std::string_view bytes : {"\1\2\3\4\7", "\1\2\3\5\5"}) {
    TinyImage base, post;
    base.datum("", tiny_rodata, bytes);
    post.datum("", tiny_rodata + 8, "\1\2\3\4\5");
    add_f(base, base_f, [](TinyCode &c) { c.load_eax(tiny_rodata); });
    add_f(post, base_f, [](TinyCode &c) { c.load_eax(tiny_rodata + 8); });
    EXPECT_EQ(detail(base, post).empty(), bytes[3] == 4);
  }
}

TEST(ValidateReference, NamedConstantWithItsPointers) {
  for (const bool is_same : {true, false}) {
    TinyImage base, post;
    for (TinyImage *image : {&base, &post}) {
      image->function("callee", TinyCode(base_callee).ret(), base_callee);
      image->function("other", TinyCode(post_callee).mov_eax(1).ret(),
                      post_callee);
    }
    base.datum("t", tiny_rodata, std::string(16, '\0'));
    post.datum("t", tiny_rodata + 0x10, std::string(16, '\0'));
    base.pointer(tiny_rodata + 8, base_callee);
    post.pointer(tiny_rodata + 0x18, is_same ? base_callee : post_callee);
    add_f(base, base_f, [](TinyCode &c) { c.lea_rax(tiny_rodata); });
    add_f(post, base_f, [](TinyCode &c) { c.lea_rax(tiny_rodata + 0x10); });
    EXPECT_EQ(detail(base, post).empty(), is_same);
  }
}

TEST(ValidateReference, TablesThatPointAtEachOther) {
  TinyImage base, post;
  for (TinyImage *image : {&base, &post}) {
    const Rva shift = image == &base ? 0 : 0x40;
    image->pointer(tiny_rodata + shift, tiny_rodata + shift + 8);
    image->pointer(tiny_rodata + shift + 8, tiny_rodata + shift);
    add_f(*image, base_f, [&](TinyCode &c) { c.lea_rax(tiny_rodata + shift); });
  }
  EXPECT_EQ(detail(base, post), "");
}

// Cases at +0x20 and +0x26 of a function that jumps by a table of distances.
void add_switch(TinyImage &image, Rva at, Rva table, Rva first, Rva second) {
  TinyCode code(at);
  code.lea_rcx(table).jump_by_table();
  while (code.here() < at + 0x20)
    code.bytes({0x90});
  code.mov_eax(1).ret().mov_eax(2).ret();
  image.function("f", code, at);
  image.int32s("", table,
               {static_cast<std::int32_t>(at + first - table),
                static_cast<std::int32_t>(at + second - table)});
}

TEST(ValidateReference, JumpTableAtAnotherDistance) {
  TinyImage base, post;
  add_switch(base, base_f, tiny_rodata, 0x20, 0x26);
  add_switch(post, post_f, tiny_rodata + 0x40, 0x20, 0x26);
  EXPECT_EQ(detail(base, post), "");
}

TEST(ValidateReference, JumpTableWithAnotherEntry) {
  TinyImage base, post;
  add_switch(base, base_f, tiny_rodata, 0x20, 0x20);
  add_switch(post, base_f, tiny_rodata, 0x20, 0x26);
  EXPECT_NE(detail(base, post).find("another instruction"), std::string::npos);
}

// Equal bytes, since both tables moved with their text.
TEST(ValidateReference, TableOfStringsWithAnotherText) {
  for (const std::string_view text : {"two", "six"}) {
    TinyImage base, post;
    for (TinyImage *image : {&base, &post}) {
      image->int32s("", tiny_rodata, {8, 12});
      image->datum("", tiny_rodata + 8, std::string_view("one\0", 4));
      image->datum("", tiny_rodata + 12, image == &base ? "two" : text);
      TinyCode code(base_f);
      code.lea_rcx(tiny_rodata)
          .bytes({0x48, 0x63, 0x04, 0x81, 0x48, 0x01, 0xC8});
      image->function("f", code.ret(), base_f);
    }
    EXPECT_EQ(detail(base, post).empty(), text == "two");
  }
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
