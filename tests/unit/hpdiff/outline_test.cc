// The short form of code must have the steps of the full one, whose references
// and instructions are made on another route.
#include "hpdiff/outline.h"

#include "hpdiff/code_view.h"
#include "tests/support/elf_builder.h"
#include "tests/unit/isa/code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace hotpatch {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// An object whose one function refers to `callee` by the four bytes at each of
// the places.  With `shared`, another function follows in the section.
std::string object_of(std::string_view hex,
                      const std::vector<std::uint32_t> &fields, bool shared) {
  const std::vector<std::byte> bytes = test::code(hex);
  const std::string code(as_text(bytes));
  ElfSpec spec;
  spec.sections = {{.name = ".text", .flags = 6, .bytes = code},
                   {.name = ".rela.text", .type = 4, .info = 1}};
  spec.sections[1].link = spec.symbol_table();
  spec.sections[1].entry_size = 24;
  const unsigned callee = shared ? 3 : 2;
  for (std::uint32_t field : fields)
    spec.sections[1].bytes += rela(spec, field, callee, 4, -4); // PLT32
  spec.symbols = {{"f", 0x12, 1, 0, code.size()}};
  if (shared) {
    spec.sections[0].bytes += '\xc3';
    spec.symbols.push_back({"g", 0x12, 1, code.size(), 1});
  }
  spec.symbols.push_back({"callee", 0x10, 0, 0, 0});
  return build_elf(spec).bytes;
}

struct Forms {
  Outline outline;
  std::size_t instructions = 0;
  std::vector<std::uint32_t> offsets; // of the full form's steps
  std::vector<bool> has_reference;
};

Forms forms_of(std::string_view hex,
               const std::vector<std::uint32_t> &fields = {},
               bool shared = false) {
  const std::string bytes = object_of(hex, fields, shared);
  Expected<ObjectFile> file = read_object(as_bytes(bytes));
  EXPECT_TRUE(file);
  if (!file)
    return {};
  Decoder decoder(Isa::x86_64);
  const Side side(*std::move(file), &decoder);
  Forms forms;
  forms.outline = outline_code(side, 0);
  forms.outline.bytes = {}; // which end with the side
  const CodeView view = view_code(side, 0);
  forms.instructions = view.instructions.size();
  for (std::size_t step = 0; step < view.steps.size(); ++step) {
    forms.offsets.push_back(view.at(step).offset);
    forms.has_reference.push_back(view.steps[step].reference_count > 0);
  }
  return forms;
}

void expect_agreement(const Forms &forms) {
  const Outline &outline = forms.outline;
  EXPECT_EQ(outline.instruction_count, forms.instructions);
  ASSERT_EQ(outline.steps.size(), forms.offsets.size());
  EXPECT_EQ(outline.tokens.size(), forms.offsets.size());
  for (std::size_t step = 0; step < forms.offsets.size(); ++step) {
    EXPECT_EQ(outline.steps[step].offset, forms.offsets[step]);
    EXPECT_EQ(outline.steps[step].has_reference, forms.has_reference[step]);
  }
}

// push rbp; nop; call callee; mov eax, 1; ret; int3; int3
constexpr std::string_view sample = "55 90 e8 00000000 b8 01000000 c3 cc cc";

TEST(Outline, HasTheStepsOfTheView) {
  const Forms forms = forms_of(sample, {3});
  expect_agreement(forms);
  EXPECT_THAT(forms.offsets, ElementsAre(0, 2, 7, 12));
  EXPECT_THAT(forms.has_reference, ElementsAre(false, true, false, false));
}

TEST(Outline, DoesNotDependOnTheRoute) {
  const Forms alone = forms_of(sample, {3});
  const Forms shared = forms_of(sample, {3}, true);
  expect_agreement(shared);
  EXPECT_EQ(alone.outline.tokens, shared.outline.tokens);
  EXPECT_EQ(alone.outline.shapes_hash, shared.outline.shapes_hash);
}

TEST(Outline, KeepsBreakpointsThatABranchLeadsTo) {
  // je 4; ret; nop; int3
  const Forms forms = forms_of("74 02 c3 90 cc");
  expect_agreement(forms);
  EXPECT_THAT(forms.offsets, ElementsAre(0, 2, 4));
}

TEST(Outline, KeepsOneOfNothingButBreakpoints) {
  const Forms forms = forms_of("cc cc cc");
  expect_agreement(forms);
  EXPECT_THAT(forms.offsets, ElementsAre(0));
}

TEST(Outline, MayBeEmpty) {
  const Forms forms = forms_of("90");
  expect_agreement(forms);
  EXPECT_THAT(forms.offsets, IsEmpty());
}

TEST(Outline, HashesShapesAndReferences) {
  const std::uint64_t hash = forms_of(sample, {3}).outline.shapes_hash;
  EXPECT_NE(hash, forms_of(sample).outline.shapes_hash);
  // Another value, and a longer no-operation.
  EXPECT_EQ(
      hash,
      forms_of("55 6690 e8 00000000 b8 02000000 c3", {4}).outline.shapes_hash);
  // mov ecx
  EXPECT_NE(
      hash,
      forms_of("55 90 e8 00000000 b9 01000000 c3", {3}).outline.shapes_hash);
}

TEST(Outline, TokensTellValuesAndNamesButNotPlaces) {
  // jmp +0; mov eax, 1; ret
  const std::vector<std::uint64_t> tokens =
      forms_of("eb 00 b8 01000000 c3").outline.tokens;
  const std::vector<std::uint64_t> others =
      forms_of("eb 01 b8 02000000 c3").outline.tokens;
  ASSERT_EQ(tokens.size(), 3U);
  ASSERT_EQ(others.size(), 3U);
  EXPECT_EQ(tokens[0], others[0]);
  EXPECT_NE(tokens[1], others[1]);
  EXPECT_EQ(tokens[2], others[2]);
}

} // namespace
} // namespace hotpatch
