// Base against post without a payload: one kind of reference to data per test
// (variables, strings, constants, tables), once leading to the same thing from
// another place and once to something else.  For references to code see
// validate_reference_test.cc.
#include "tests/unit/hpcompile/base_and_post.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace hotpatch {
namespace {

using test::add_f;
using test::base_callee;
using test::base_f;
using test::detail;
using test::post_callee;
using test::post_f;
using test::validated;

TEST(ValidateDataReference, VariableByNameAndOffset) {
  for (const Rva offset : {4U, 8U}) {
    TinyImage base, post;
    base.datum("v", tiny_data, "0123456789ab");
    post.datum("v", tiny_data + 0x40, "0123456789ab");
    add_f(base, base_f, [&](TinyCode &c) { c.load_eax(tiny_data + offset); });
    add_f(post, base_f, [](TinyCode &c) { c.load_eax(tiny_data + 0x44); });
    EXPECT_EQ(detail(base, post).empty(), offset == 4);
  }
}

TEST(ValidateDataReference, VariableOfAnotherName) {
  TinyImage base, post;
  base.datum("v", tiny_data, "0123");
  post.datum("w", tiny_data, "0123");
  add_f(base, base_f, [](TinyCode &c) { c.load_eax(tiny_data); });
  add_f(post, base_f, [](TinyCode &c) { c.load_eax(tiny_data); });
  EXPECT_NE(detail(base, post).find("another variable"), std::string::npos);
}

TEST(ValidateDataReference, ChangedInitialValueAndSize) {
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
TEST(ValidateDataReference, RenumberedStaticLocals) {
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

TEST(ValidateDataReference, UnnamedVariablesAreOneToOne) {
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

TEST(ValidateDataReference, StringByContentUpToItsNul) {
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
TEST(ValidateDataReference, StringWhoseTailIsReferredTo) {
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
TEST(ValidateDataReference, NamedConstantWithoutASize) {
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

TEST(ValidateDataReference, WideString) {
  TinyImage base, post;
  base.datum("", tiny_rodata, std::string_view("o\0k\0\0\0", 6));
  post.datum("", tiny_rodata, std::string_view("o\0n\0\0\0", 6));
  add_f(base, base_f, [](TinyCode &c) { c.lea_rax(tiny_rodata); });
  add_f(post, base_f, [](TinyCode &c) { c.lea_rax(tiny_rodata); });
  EXPECT_NE(detail(base, post), "");
}

TEST(ValidateDataReference, ConstantByTheWidthOfItsAccess) {
  for (const std::string_view bytes : {"\1\2\3\4\7", "\1\2\3\5\5"}) {
    TinyImage base, post;
    base.datum("", tiny_rodata, bytes);
    post.datum("", tiny_rodata + 8, "\1\2\3\4\5");
    add_f(base, base_f, [](TinyCode &c) { c.load_eax(tiny_rodata); });
    add_f(post, base_f, [](TinyCode &c) { c.load_eax(tiny_rodata + 8); });
    EXPECT_EQ(detail(base, post).empty(), bytes[3] == 4);
  }
}

TEST(ValidateDataReference, NamedConstantWithItsPointers) {
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

TEST(ValidateDataReference, TablesThatPointAtEachOther) {
  TinyImage base, post;
  for (TinyImage *image : {&base, &post}) {
    const Rva shift = image == &base ? 0 : 0x40;
    image->pointer(tiny_rodata + shift, tiny_rodata + shift + 8);
    image->pointer(tiny_rodata + shift + 8, tiny_rodata + shift);
    add_f(*image, base_f, [&](TinyCode &c) { c.lea_rax(tiny_rodata + shift); });
  }
  EXPECT_EQ(detail(base, post), "");
}

// Each of 500 pointers leads to the next one.
TEST(ValidateDataReference, LongChainOfPointers) {
  TinyImage base, post;
  for (TinyImage *image : {&base, &post}) {
    for (Rva i = 0; i < 500; ++i)
      image->pointer(tiny_rodata + 8 * i, tiny_rodata + 8 * i + 8);
    add_f(*image, base_f, [&](TinyCode &c) { c.lea_rax(tiny_rodata); });
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

TEST(ValidateDataReference, JumpTableAtAnotherDistance) {
  TinyImage base, post;
  add_switch(base, base_f, tiny_rodata, 0x20, 0x26);
  add_switch(post, post_f, tiny_rodata + 0x40, 0x20, 0x26);
  EXPECT_EQ(detail(base, post), "");
}

TEST(ValidateDataReference, JumpTableWithAnotherEntry) {
  TinyImage base, post;
  add_switch(base, base_f, tiny_rodata, 0x20, 0x20);
  add_switch(post, base_f, tiny_rodata, 0x20, 0x26);
  EXPECT_NE(detail(base, post).find("another instruction"), std::string::npos);
}

// Equal bytes, since both tables moved with their text.
TEST(ValidateDataReference, TableOfStringsWithAnotherText) {
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

} // namespace
} // namespace hotpatch
