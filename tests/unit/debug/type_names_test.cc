#include "formats/debug/type_names.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

TEST(TypeNamesTest, AnonymousNamespacesAreOne) {
  for (const char *name :
       {"ns::?A0x1b2C3d4e::T", "ns::`anonymous namespace'::T",
        "ns::`anonymous-namespace'::T", "ns::(anonymous namespace)::T"})
    EXPECT_EQ(stable_type_name(name), "ns::(anonymous namespace)::T") << name;
}

TEST(TypeNamesTest, InTemplateArgumentsToo) {
  EXPECT_EQ(stable_type_name("H<?A0x12345678::T,?A0x12345678::U>"),
            "H<(anonymous namespace)::T,(anonymous namespace)::U>");
}

TEST(TypeNamesTest, BlocksLoseTheirNumber) {
  EXPECT_EQ(stable_type_name("main::__l2::Local"), "main::__l::Local");
  EXPECT_EQ(stable_type_name("__l2::Local"), "__l2::Local");
  EXPECT_EQ(stable_type_name("f::__list::Local"), "f::__list::Local");
}

TEST(TypeNamesTest, KnowsMadeUpNames) {
  for (const char *name :
       {"<lambda_1>", "H<<lambda_0> >", "<lambda(int)>",
        "H<const<lambda(int)> >", "<unnamed-tag>", "S::<unnamed-type-x>",
        "<unnamed-enum-A>", "f::$_0", "B<`lambda at a.h:3:5'>",
        "H<(lambda at a.cc:3:5)>", "(unnamed struct at a.c:3:1)",
        "(anonymous union at a.c:3:1)", "{lambda(int)#1}", "{unnamed type#1}",
        "'lambda'", "._anon_3", "f::{closure_env#0}<T>"})
    EXPECT_TRUE(is_made_by_compiler(name)) << name;
}

TEST(TypeNamesTest, KnowsOtherNames) {
  for (const char *name :
       {"lambda", "unnamed_t", "H<lambda>::unnamed", "(anonymous namespace)::T",
        "H<(anonymous namespace)::T>", "cash$", "a$_b", "$", "", "closure<int>",
        "H<async_t>", "H<lambda_1>"})
    EXPECT_FALSE(is_made_by_compiler(name)) << name;
}

} // namespace
} // namespace hotpatch
