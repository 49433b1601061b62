// Entries written by hand: shapes that the compilers at hand do not write, and
// broken ones.
#include "formats/debug/type_layout.h"

#include "tests/support/byte_string.h"
#include "tests/support/elf_builder.h"
#include "tests/support/expected.h"
#include "tests/unit/debug/types_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <llvm/BinaryFormat/Dwarf.h>

namespace hotpatch {
namespace {

using namespace llvm::dwarf;
using testing::ElementsAre;

// Entries of a unit of version 4, whose abbreviations are made as they come.
class Unit {
public:
  Unit() { open(DW_TAG_compile_unit); }

  // The offset of the next entry, for references.
  [[nodiscard]] std::uint64_t next() const {
    return header_bytes + entries_.size();
  }

  struct Value {
    Attribute attribute;
    Form form;
    std::string bytes;
  };

  // An entry with children, up to close(); one without.
  std::uint64_t open(Tag tag, const std::vector<Value> &values = {}) {
    return add(tag, values, true);
  }
  std::uint64_t leaf(Tag tag, const std::vector<Value> &values = {}) {
    return add(tag, values, false);
  }
  void close() { entries_ += '\0'; }

  std::uint64_t base(const std::string &name = "int") {
    return leaf(DW_TAG_base_type, {text(name), size(4)});
  }

  static Value text(const std::string &name) {
    return {DW_AT_name, DW_FORM_string, name + '\0'};
  }
  static Value size(std::uint8_t bytes) {
    return {DW_AT_byte_size, DW_FORM_data1, number(bytes, 1)};
  }
  static Value at(std::uint8_t bytes) {
    return {DW_AT_data_member_location, DW_FORM_data1, number(bytes, 1)};
  }
  static Value refers(Attribute attribute, std::uint64_t entry) {
    return {attribute, DW_FORM_ref4, number(entry, 4)};
  }
  static Value type(std::uint64_t entry) { return refers(DW_AT_type, entry); }
  static Value flag(Attribute attribute) {
    return {attribute, DW_FORM_flag_present, ""};
  }
  static Value low_pc() {
    return {DW_AT_low_pc, DW_FORM_addr, number(0x1000, 8)};
  }

  // An object with this unit; `cut` bytes are missing at the end of the unit.
  [[nodiscard]] Expected<ObjectTypes> read(std::size_t cut = 0) const {
    std::string info = number(4, 2) + number(0, 4) + number(8, 1) + entries_;
    info += '\0'; // the end of the unit's children
    info.resize(info.size() - cut);
    info = number(info.size(), 4) + info;
    const std::string object =
        build_elf({.sections = {{.name = ".debug_info", .bytes = info},
                                {.name = ".debug_abbrev",
                                 .bytes = abbreviations_ + '\0'}}})
            .bytes;
    return read_types(as_bytes(object));
  }

  [[nodiscard]] std::vector<std::string> lines(const std::string &name) const {
    const auto types = read();
    return types ? lines_of(*types, name) : std::vector{types.error().message};
  }

private:
  static constexpr std::size_t header_bytes = 11;

  static std::string uleb(std::uint64_t value) {
    std::string bytes;
    for (; value > 0x7f; value >>= 7)
      bytes += static_cast<char>((value & 0x7f) | 0x80);
    return bytes + static_cast<char>(value);
  }

  std::uint64_t add(Tag tag, const std::vector<Value> &values,
                    bool has_children) {
    const std::uint64_t offset = next();
    abbreviations_ += uleb(++codes_) + uleb(tag) + (has_children ? '\1' : '\0');
    entries_ += uleb(codes_);
    for (const Value &value : values) {
      abbreviations_ += uleb(value.attribute) + uleb(value.form);
      entries_ += value.bytes;
    }
    abbreviations_ += std::string(2, '\0');
    return offset;
  }

  std::string entries_, abbreviations_;
  std::uint64_t codes_ = 0;
};

TEST(DwarfTypesTest, OffsetsAsExpressions) {
  Unit unit;
  const std::uint64_t base = unit.base();
  unit.open(DW_TAG_structure_type, {Unit::text("S"), Unit::size(8)});
  unit.leaf(DW_TAG_member,
            {Unit::type(base),
             {DW_AT_data_member_location, DW_FORM_exprloc, "\x02\x23\x04"}});
  unit.close();
  EXPECT_THAT(unit.lines("S"), ElementsAre("size 8", "32 int"));
}

TEST(DwarfTypesTest, VirtualBasesHaveNoOffset) {
  Unit unit;
  const std::uint64_t other =
      unit.leaf(DW_TAG_class_type, {Unit::text("Other"), Unit::size(4)});
  unit.open(DW_TAG_class_type, {Unit::text("C"), Unit::size(16)});
  unit.leaf(DW_TAG_inheritance,
            {Unit::type(other),
             {DW_AT_data_member_location, DW_FORM_exprloc, "\x02\x12\x06"}});
  unit.close();
  EXPECT_THAT(unit.lines("C"), ElementsAre("size 16", "0 virtual Other"));
}

TEST(DwarfTypesTest, StaticMembersHaveNoPlace) {
  Unit unit;
  const std::uint64_t base = unit.base();
  unit.open(DW_TAG_structure_type, {Unit::text("S"), Unit::size(4)});
  unit.leaf(DW_TAG_member,
            {Unit::text("shared"), Unit::type(base), Unit::flag(DW_AT_external),
             Unit::flag(DW_AT_declaration)});
  unit.leaf(DW_TAG_member, {Unit::text("m"), Unit::type(base), Unit::at(0)});
  unit.close();
  EXPECT_THAT(unit.lines("S"), ElementsAre("size 4", "0 int m"));
}

// A Rust enum: its members stand in variants.
TEST(DwarfTypesTest, MembersOfVariantsCount) {
  Unit unit;
  const std::uint64_t base = unit.base("u32");
  unit.open(DW_TAG_structure_type, {Unit::text("Option"), Unit::size(8)});
  unit.open(DW_TAG_variant_part);
  unit.leaf(DW_TAG_member, {Unit::type(base), Unit::at(0)});
  unit.open(DW_TAG_variant);
  unit.leaf(DW_TAG_member, {Unit::text("Some"), Unit::type(base), Unit::at(4)});
  unit.close();
  unit.close();
  unit.close();
  EXPECT_THAT(unit.lines("Option"),
              ElementsAre("size 8", "0 u32", "32 u32 Some"));
}

TEST(DwarfTypesTest, ArraysCountUpToTheirBound) {
  Unit unit;
  const std::uint64_t base = unit.base();
  const std::uint64_t array = unit.open(DW_TAG_array_type, {Unit::type(base)});
  unit.leaf(DW_TAG_subrange_type,
            {{DW_AT_upper_bound, DW_FORM_data1, number(9, 1)},
             {DW_AT_lower_bound, DW_FORM_data1, number(1, 1)}});
  unit.leaf(DW_TAG_subrange_type, {{DW_AT_count, DW_FORM_data1, number(3, 1)}});
  unit.leaf(DW_TAG_subrange_type);
  unit.close();
  unit.open(DW_TAG_structure_type, {Unit::text("S"), Unit::size(0)});
  unit.leaf(DW_TAG_member, {Unit::type(array), Unit::at(0)});
  unit.close();
  EXPECT_THAT(unit.lines("S"), ElementsAre("size 0", "0 int[9][3][]"));
}

TEST(DwarfTypesTest, NamesWithTheirScopes) {
  Unit unit;
  unit.open(DW_TAG_namespace, {Unit::text("ns")});
  unit.open(DW_TAG_namespace);
  unit.open(DW_TAG_subprogram, {Unit::text("f")});
  unit.open(DW_TAG_lexical_block);
  unit.leaf(DW_TAG_structure_type, {Unit::text("S"), Unit::size(1)});
  EXPECT_THAT(unit.lines("ns::(anonymous namespace)::f::S"),
              ElementsAre("size 1"));
}

TEST(DwarfTypesTest, DeclarationsAreNotListed) {
  Unit unit;
  unit.leaf(DW_TAG_structure_type,
            {Unit::text("S"), Unit::flag(DW_AT_declaration)});
  EXPECT_THAT(unit.lines("S"), ElementsAre("no such type"));
}

TEST(DwarfTypesTest, ReferencesToWhatIsNoTypeAreUnknown) {
  Unit unit;
  unit.open(DW_TAG_structure_type, {Unit::text("S"), Unit::size(4)});
  unit.leaf(DW_TAG_member, {Unit::type(0xfffffff), Unit::at(0)});
  unit.close();
  EXPECT_THAT(unit.lines("S"), ElementsAre("size 4", "0 ?"));
}

std::vector<std::string> signatures(const Unit &unit) {
  const auto types = unit.read();
  return types ? signatures_of(*types) : std::vector{types.error().message};
}

// The code's entry lacks a parameter that was optimised away, and has the
// parameters of a call that was inlined.
TEST(DwarfTypesTest, ParametersAreThoseOfTheOrigin) {
  Unit unit;
  const std::uint64_t base = unit.base();
  const std::uint64_t origin =
      unit.open(DW_TAG_subprogram, {Unit::text("f"), Unit::type(base)});
  unit.leaf(DW_TAG_formal_parameter, {Unit::type(base)});
  unit.leaf(DW_TAG_formal_parameter, {Unit::type(base)});
  unit.leaf(DW_TAG_unspecified_parameters);
  unit.close();
  unit.open(DW_TAG_subprogram,
            {Unit::refers(DW_AT_abstract_origin, origin), Unit::low_pc()});
  unit.leaf(DW_TAG_formal_parameter);
  unit.open(DW_TAG_inlined_subroutine);
  unit.leaf(DW_TAG_formal_parameter);
  unit.close();
  unit.close();
  EXPECT_THAT(signatures(unit), ElementsAre("static f: int(int, int, ...)"));
}

TEST(DwarfTypesTest, MethodsAreNamedByTheirDeclaration) {
  Unit unit;
  const std::uint64_t base = unit.base();
  unit.open(DW_TAG_class_type, {Unit::text("C"), Unit::size(4)});
  const std::uint64_t declaration = unit.leaf(
      DW_TAG_subprogram,
      {Unit::text("get"),
       Unit::type(base),
       Unit::flag(DW_AT_external),
       {DW_AT_linkage_name, DW_FORM_string, std::string("_ZN1C3getEv\0", 12)}});
  unit.close();
  const std::uint64_t pointer = unit.next() + 50; // nowhere: unknown
  unit.open(DW_TAG_subprogram,
            {Unit::refers(DW_AT_specification, declaration), Unit::low_pc()});
  unit.leaf(DW_TAG_formal_parameter, {Unit::type(pointer)});
  unit.close();
  EXPECT_THAT(signatures(unit), ElementsAre("_ZN1C3getEv: int(?)"));
}

TEST(DwarfTypesTest, AFunctionThatIsItsOwnOrigin) {
  Unit unit;
  const std::uint64_t self = unit.next();
  unit.leaf(DW_TAG_subprogram, {Unit::refers(DW_AT_abstract_origin, self),
                                Unit::text("f"), Unit::low_pc()});
  EXPECT_THAT(signatures(unit), ElementsAre("static f: void()"));
}

TEST(DwarfTypesTest, ATypeOfItself) {
  Unit unit;
  unit.leaf(DW_TAG_typedef, {Unit::text("T"), Unit::type(unit.next())});
  ASSERT_OK(unit.read()); // nothing is spelled
  unit.open(DW_TAG_structure_type, {Unit::text("S"), Unit::size(4)});
  unit.leaf(DW_TAG_member, {Unit::type(12), Unit::at(0)});
  EXPECT_ERROR(unit.read(), malformed, "levels deep");
}

TEST(DwarfTypesTest, EntriesNestDeeply) {
  Unit unit;
  for (int i = 0; i < 5000; ++i)
    unit.open(DW_TAG_lexical_block);
  unit.leaf(DW_TAG_structure_type, {Unit::text("S"), Unit::size(1)});
  EXPECT_THAT(unit.lines("S"), ElementsAre("size 1"));
}

TEST(DwarfTypesTest, NamespacesNestTooDeeply) {
  Unit unit;
  for (int i = 0; i < 1000; ++i)
    unit.open(DW_TAG_namespace, {Unit::text("n")});
  unit.leaf(DW_TAG_structure_type, {Unit::text("S"), Unit::size(1)});
  EXPECT_ERROR(unit.read(), malformed, "levels deep");
}

TEST(DwarfTypesTest, EntryCutShort) {
  Unit unit;
  unit.base("unsigned int");
  EXPECT_ERROR(unit.read(3), malformed, "cut short");
}

TEST(DwarfTypesTest, TypesInASectionOfTheirOwn) {
  const std::string object =
      build_elf({.sections = {{.name = ".debug_info", .bytes = "x"},
                              {.name = ".debug_types", .bytes = "x"}}})
          .bytes;
  const auto types = read_types(as_bytes(object));
  EXPECT_ERROR(types, unsupported, ".debug_types");
  EXPECT_THAT(types.error().hint, testing::HasSubstr("-gdwarf-5"));
}

TEST(DwarfTypesTest, LineTablesAloneAreNoTypes) {
  Unit unit;
  unit.leaf(DW_TAG_subprogram, {Unit::text("f"), Unit::low_pc()});
  const auto types = unit.read();
  ASSERT_OK(types);
  EXPECT_FALSE(types->has_types);
}

} // namespace
} // namespace hotpatch
