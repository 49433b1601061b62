#include "formats/object/names.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

struct BaseName {
  std::string_view name, base;
};

// Real names: GCC 12, Clang 19, MSVC 19.3, rustc 1.63.
constexpr BaseName base_names[] = {
    {"luaV_concat.part.0", "luaV_concat"},
    {"png_set_filter.constprop.1", "png_set_filter"},
    {"xmlParse.isra.3.part.1", "xmlParse"},
    {"foo.constprop.0.isra.0", "foo"},
    {"main.cold", "main"},
    {"main.cold.3", "main"},
    {"parse.llvm.8142734659012345", "parse"},
    {"state.lto_priv.12", "state"},
    {"memcpy.resolver", "memcpy"},
    {"_Z3fooi.localalias", "_Z3fooi"},
    {"f.specialized.1", "f"},
    {"buffer.2", "buffer"},
    {"?f@?A0x9986B50C@@YAHH@Z", "?f@?A@@YAHH@Z"},
    {"?g@?A0x1@@YAHPEAUS@?A0x1@@@Z", "?g@?A@@YAHPEAUS@?A@@@Z"},
    {"_ZN3foo3bar17h0123456789abcdefE", "_ZN3foo3barE"},
    {"_ZN3foo3bar17h0123456789abcdefE.llvm.12", "_ZN3foo3barE"},
};

TEST(BaseNameOf, TakesOffWhatCompilersAdd) {
  for (const BaseName &each : base_names) {
    EXPECT_EQ(base_name(each.name), each.base);
    EXPECT_TRUE(has_compiler_suffix(each.name)) << each.name;
  }
}

TEST(BaseNameOf, LeavesOtherNamesAlone) {
  for (std::string_view name :
       {"", "main", "a2", "foo.bar", ".text", ".2", "_ZN3foo3barEv",
        "_ZN3foo17h0123456789abcdeE", "17h0123456789abcdefE", "foo.part1",
        "foo.", "?f@@YAHH@Z", "x.y2"}) {
    EXPECT_EQ(base_name(name), name);
    EXPECT_FALSE(has_compiler_suffix(name)) << name;
  }
}

TEST(BaseNameOf, IsIdempotent) {
  for (const BaseName &each : base_names)
    EXPECT_EQ(base_name(base_name(each.name)), base_name(each.name));
  for (std::string_view name :
       {"a.1.2.3", ".1.2", "..1", "_ZN17h0123456789abcdefE", "?A0x?A0x1@",
        "?A0x", "f.cold.cold.part", "x.1.y.2"})
    EXPECT_EQ(base_name(base_name(name)), base_name(name)) << name;
}

TEST(PieceParent, IsTheFunctionWithTheEntry) {
  EXPECT_EQ(piece_parent("foo.cold"), "foo");
  EXPECT_EQ(piece_parent("foo.cold.3"), "foo");
  EXPECT_EQ(piece_parent("foo.part.0.cold"), "foo.part.0");
  EXPECT_EQ(piece_parent("?catch$2@?0?foo@4HA"), "foo");
  EXPECT_EQ(piece_parent("?dtor$7@?0??bar@S@@QEAAXXZ@4HA"), "?bar@S@@QEAAXXZ");
  EXPECT_EQ(piece_parent("?filt$0@?0?main@4HA"), "main");
  EXPECT_EQ(piece_parent("?fin$0@?0?main@4HA"), "main");
}

// foo.part.0 has an entry of its own: other functions may call it.
TEST(PieceParent, IsEmptyForWhatHasAnEntry) {
  for (std::string_view name :
       {"", "foo", "foo.part.0", "foo.1", "cold", "scold", "?catch$2@foo",
        "?catch$2@?0?", "?catch$2@4HA@?0?"})
    EXPECT_EQ(piece_parent(name), "") << name;
}

TEST(IsContentName, KnowsNamesOfLiterals) {
  for (std::string_view name :
       {".L.str", ".LC0", "LC7", ".str", ".str.12", "$SG4711",
        "??_C@_05CJBACGMB@hello?$AA@", "__real@3ff0000000000000", "__xmm@0000",
        "__ymm@00", "CSWTCH.12", "__func__.3", "__PRETTY_FUNCTION__.0",
        "switch.table.main", "__const.main.a", "$LN5", "anon.4f3a.1",
        "alloc_4f3a"})
    EXPECT_TRUE(is_content_name(name)) << name;
}

TEST(IsContentName, LeavesPeoplesNamesAlone) {
  for (std::string_view name :
       {"", "str", "LCD", "LC_ALL", "__func__x", "limit", ".structure",
        "CSWTCH", "buffer.2", "alloc_limit"})
    EXPECT_FALSE(is_content_name(name)) << name;
}

TEST(IsSharedContentName, KnowsNamesThatObjectsShare) {
  for (std::string_view name :
       {"??_C@_05CJBACGMB@hello?$AA@", "__real@3ff0000000000000", "__xmm@00"})
    EXPECT_TRUE(is_shared_content_name(name)) << name;
  for (std::string_view name : {"", ".L.str", "$SG4711", "__real", "main"})
    EXPECT_FALSE(is_shared_content_name(name)) << name;
}

} // namespace
} // namespace hotpatch
