#include "formats/demangle/demangle.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

TEST(Demangle, Itanium) {
  EXPECT_EQ(demangle("_Z3foov"), "foo()");
  EXPECT_EQ(demangle("_ZNSt6vectorIiSaIiEE9push_backERKi"),
            "std::vector<int, std::allocator<int>>::push_back(int const&)");
  EXPECT_EQ(demangle("_ZTV4Base"), "vtable for Base");
}

TEST(Demangle, MoreUnderscores) {
  EXPECT_EQ(demangle("__Z3foov"), "foo()");
  EXPECT_EQ(demangle("__RNvC1a1b"), "a::b");
}

TEST(Demangle, CloneSuffixesStayReadable) {
  EXPECT_EQ(demangle("_Z3foov.constprop.0"), "foo() (.constprop.0)");
  EXPECT_EQ(demangle("_Z3foov.isra.0.cold"), "foo() (.isra.0.cold)");
}

TEST(Demangle, Packs) {
  EXPECT_EQ(demangle("_Z1fIJidcEEvDpT_"), "void f<int, double, char>(int, "
                                          "double, char)");
}

TEST(Demangle, Microsoft) {
  EXPECT_EQ(demangle("?foo@@YAXXZ"), "void __cdecl foo(void)");
  EXPECT_EQ(demangle("??0Base@ns@@QEAA@H@Z"),
            "public: __cdecl ns::Base::Base(int)");
}

TEST(Demangle, RustV0) {
  EXPECT_EQ(demangle("_RNvCs1234_7mycrate3foo"), "mycrate::foo");
  EXPECT_EQ(demangle("_RINvC1a1bhE"), "a::b::<u8>");
  EXPECT_EQ(demangle("_RNvMs_NtC1a1bNtB4_1c1d"), "<a::b::c>::d");
}

TEST(Demangle, RustLegacy) {
  EXPECT_EQ(demangle("_ZN4core3fmt5write17h0123456789abcdefE"),
            "core::fmt::write");
  EXPECT_EQ(demangle("_ZN60_$LT$alloc..string..String$u20$as$u20$core..fmt.."
                     "Display$GT$3fmt17h0123456789abcdefE"),
            "<alloc::string::String as core::fmt::Display>::fmt");
}

TEST(Demangle, WhatIsNotMangledYieldsNothing) {
  for (std::string_view name :
       {"", "main", "_", "_Z", "__Z", "_R", "?", "??", "_Zfoo", "foo.cold",
        "@feat.00", "_start", "?\x1b[31m", "_Z3f\x01o", ".text"})
    EXPECT_EQ(demangle(name), "") << name;
}

TEST(Demangle, LongNamesAreLeftAlone) {
  const std::string nested = "_Z1f" + std::string(max_mangled_bytes, 'P') + "i";
  EXPECT_EQ(demangle(nested), "");
}

TEST(Demangle, DeepNamesDoNotExhaustTheStack) {
  for (std::string_view unit : {"P", "K", "A1_", "F", "N", "X", "XX", "dp", "J",
                                "I", "L", "DpT_", "sZ", "cv", "S", "U3fooI"})
    for (std::string_view head : {"_Z1f", "_Z1fI", "_ZN", "_Z1fIX"}) {
      std::string name(head);
      while (name.size() + unit.size() < max_mangled_bytes)
        name += unit;
      EXPECT_LE(demangle(name).size(), max_demangled_bytes);
    }
  for (std::string_view head :
       {"?f@@YAX", "?f@@3", "_RINvC1a1b", "_RM", "_RY", "?$", "??$f@"})
    for (std::string_view unit :
         {"PA", "P6A", "V?$a@", "?$a@", "R", "T", "F", "IC1a", "Y", "X",
          "??$a@", "?1?", "Q6AX", "$1?f@@", "N", "M", "D", "A"}) {
      std::string name(head);
      while (name.size() + unit.size() < max_mangled_bytes)
        name += unit;
      EXPECT_LE(demangle(name).size(), max_demangled_bytes);
    }
}

// Each level names the one before twice.
TEST(Demangle, ItaniumSubstitutionsDoNotExplode) {
  std::string name = "_Z1fPFiiE";
  for (int level = 0; level < 200; ++level)
    name += "PFS" + std::string(level == 0 ? "" : "0") + "_S_E";
  EXPECT_LE(demangle(name).size(), max_demangled_bytes);
  std::string pairs = "_Z1f1aIiiE";
  for (char c = '0'; c <= '9'; ++c)
    for (int twice = 0; twice < 2; ++twice)
      pairs += std::string("1aIS") + c + "_S" + c + "_E";
  EXPECT_LE(demangle(pairs).size(), max_demangled_bytes);
}

TEST(Demangle, RustBackReferencesDoNotExplode) {
  // Tuples of two references to the tuple before.
  std::string name = "_RINvC1a1bTaaE";
  std::size_t last = name.size() - 4 - 2; // of "TaaE", from after "_R"
  const auto base62 = [](std::size_t value) {
    constexpr std::string_view digits =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    std::string text;
    for (--value; text.empty() || value > 0; value /= 62)
      text.insert(0, 1, digits[value % 62]);
    return text + "_";
  };
  for (int level = 0; level < 60; ++level) {
    const std::size_t start = name.size() - 2;
    name += "TB" + base62(last) + "B" + base62(last) + "E";
    last = start;
  }
  EXPECT_EQ(demangle(name + "E"), "");
}

TEST(Demangle, MicrosoftBackReferencesDoNotExplode) {
  std::string name = "?f@@YAXP6AXHH@Z";
  for (char c = '0'; c < '9'; ++c)
    name += "P6AX" + std::string(300, c) + "@Z";
  EXPECT_EQ(demangle(name + "@Z"), "");
  std::string nested = "V?$t@HH@@";
  for (int level = 0; level < 40; ++level)
    nested = "V?$t@" + nested + "V1@V1@V1@@@";
  EXPECT_EQ(demangle("?f@@YAX" + nested + "@Z"), "");
}

} // namespace
} // namespace hotpatch
