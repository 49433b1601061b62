// Graphs that no compiler writes, and what compilers write seldom.
#include "formats/debug/type_speller.h"

#include "tests/support/expected.h"

#include <gtest/gtest.h>

namespace hotpatch {
namespace {

constexpr std::size_t plenty = 1U << 20;

TypeId add(TypeGraph &graph, TypeNode node,
           const std::vector<TypeChild> &children = {}) {
  node.first_child = static_cast<std::uint32_t>(graph.children.size());
  node.child_count = static_cast<std::uint32_t>(children.size());
  graph.children.insert(graph.children.end(), children.begin(), children.end());
  graph.nodes.push_back(node);
  return static_cast<TypeId>(graph.nodes.size() - 1);
}

std::string spelling(const TypeGraph &graph, TypeId type) {
  const auto text = TypeSpeller(graph, plenty).spell(type);
  return text ? *text : text.error().message;
}

TEST(TypeSpellerTest, ConventionsThatMatterShow) {
  TypeGraph graph;
  const TypeId function =
      add(graph, {.kind = NodeKind::function, .convention = 0x18});
  const TypeId pointer =
      add(graph, {.kind = NodeKind::pointer, .target = function});
  EXPECT_EQ(spelling(graph, pointer), "void convention 0x18 (*)()");
}

TEST(TypeSpellerTest, AnUnnamedTypeWithoutMembersIsAMember) {
  TypeGraph graph;
  const TypeId empty =
      add(graph, {.kind = NodeKind::record, .is_complete = true, .size = 1});
  const TypeId record =
      add(graph, {.kind = NodeKind::record, .is_complete = true, .name = "S"},
          {{.name = "e", .type = empty}});
  const auto members = TypeSpeller(graph, plenty).members_of(record);
  ASSERT_OK(members);
  ASSERT_EQ(members->size(), 1U);
  EXPECT_EQ(members->at(0).type, "{1}");
}

TEST(TypeSpellerTest, ANamedTypeInAnUnnamedOneHasNoName) {
  TypeGraph graph;
  const TypeId outer = add(graph, {.kind = NodeKind::record});
  const TypeId inner =
      add(graph, {.kind = NodeKind::record, .name = "Inner", .scope = outer});
  const auto name = TypeSpeller(graph, plenty).name_of(inner);
  ASSERT_OK(name);
  EXPECT_EQ(*name, "");
}

TEST(TypeSpellerTest, ATypeThatContainsItself) {
  TypeGraph graph;
  graph.nodes.push_back(
      {.kind = NodeKind::record, .first_child = 0, .child_count = 1});
  graph.children.push_back({.type = 2});
  EXPECT_ERROR(TypeSpeller(graph, plenty).spell(2), malformed,
               "contains itself");
}

TEST(TypeSpellerTest, AnAliasOfItself) {
  TypeGraph graph;
  graph.nodes.push_back({.kind = NodeKind::alias, .target = 2});
  EXPECT_ERROR(TypeSpeller(graph, plenty).spell(2), malformed, "levels deep");
}

TEST(TypeSpellerTest, AnArrayOfItself) {
  TypeGraph graph;
  graph.nodes.push_back({.kind = NodeKind::array, .target = 2});
  EXPECT_ERROR(TypeSpeller(graph, plenty).spell(2), malformed, "levels deep");
}

TEST(TypeSpellerTest, AFunctionThatReturnsItself) {
  TypeGraph graph;
  graph.nodes.push_back({.kind = NodeKind::function, .target = 2});
  EXPECT_ERROR(TypeSpeller(graph, plenty).spell(2), malformed, "levels deep");
}

TEST(TypeSpellerTest, AScopeInItself) {
  TypeGraph graph;
  graph.nodes.push_back({.kind = NodeKind::record, .name = "S", .scope = 2});
  EXPECT_ERROR(TypeSpeller(graph, plenty).spell(2), malformed, "levels deep");
}

TEST(TypeSpellerTest, AReferenceToNoType) {
  TypeGraph graph;
  const TypeId alias = add(graph, {.kind = NodeKind::alias, .target = 77});
  EXPECT_EQ(spelling(graph, alias), "?");
}

// Each level has two members of the one before: 2^40 in all.
TEST(TypeSpellerTest, DoublingTypesAreRefused) {
  TypeGraph graph;
  TypeId type = add(graph, {.kind = NodeKind::basic, .name = "int"});
  for (int level = 0; level < 40; ++level)
    type = add(graph, {.kind = NodeKind::record, .is_complete = true},
               {{.type = type}, {.type = type, .value = 32}});
  EXPECT_ERROR(TypeSpeller(graph, plenty).members_of(type), unsupported,
               "many times larger");
}

} // namespace
} // namespace hotpatch
