// What of the image stays as it is under a payload.
#include "hpcompile/remaining.h"

#include "tests/unit/hpcompile/made_up_change.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using test::MadeUpChange;

constexpr Rva text = made_up_text;

// f (also called alias), which is in the image, and g, which nothing leads to.
struct World {
  MadeUpObject object;
  MadeUpChange change;

  explicit World(std::string_view source, bool holds_f = true) {
    const std::uint32_t f = object.function("f", "8b4704 83c001 c3");
    object.define("alias", object.section_of(f), 0, 7, SymbolKind::function);
    object.function("g", "8b07 c3");
    change.add_pre(object);
    change.image.symbols.source = source;
    if (holds_f) {
      change.place(0, text);
      change.image.name("f", text, PlaceKind::function);
    }
    change.finish();
  }
  [[nodiscard]] Defined named(std::string_view name) const {
    return {Defined::Kind::function, 0,
            MadeUpChange::function(change.pre, name)};
  }
  [[nodiscard]] Remaining remaining(bool is_f_redirected) const {
    Roots roots;
    if (is_f_redirected)
      roots.functions = {{0, 0, 0, named("f").index}};
    return {*change.base, roots};
  }
};

TEST(Remaining, WhatIsRedirectedUnderAnotherNameIsReplaced) {
  const World world("elf");
  for (std::string_view name : {"f", "alias"}) {
    EXPECT_TRUE(world.remaining(false).has(world.named(name)));
    EXPECT_FALSE(world.remaining(true).has(world.named(name)));
  }
}

TEST(Remaining, WhatWasNotFoundIsThereUnlessTheImagesNamesWouldTell) {
  for (std::string_view source : {"", "dynamic"}) {
    const World stripped(source);
    EXPECT_TRUE(stripped.remaining(true).has(stripped.named("g")));
  }
  const World full("elf");
  EXPECT_FALSE(full.remaining(true).has(full.named("g")));
}

TEST(Remaining, AnObjectOfWhichNothingWasFoundIsOfAnotherProgram) {
  const World other("", false);
  EXPECT_FALSE(other.remaining(false).has(other.named("g")));
}

TEST(Remaining, ExportsAreKnownByTheirPlace) {
  World world("elf");
  EXPECT_FALSE(world.remaining(false).is_exported(world.named("f")));
  world.change.image.image.exports = {
      {.name = "other", .rva = text, .forwarder = {}}};
  EXPECT_TRUE(world.remaining(false).is_exported(world.named("f")));
  EXPECT_FALSE(world.remaining(false).is_exported(world.named("g")));
}

} // namespace
} // namespace hotpatch
