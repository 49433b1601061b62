// Unwind information of x86-64 COFF objects, as it is carried into a payload.
#include "hpcompile/carried_unwind.h"

#include "tests/support/byte_string.h"
#include "tests/support/coff_builder.h"
#include "tests/support/expected.h"
#include "tests/unit/isa/code.h"

#include <memory>

namespace hotpatch {
namespace {

using Form = UnwindPiece::FieldForm;
using Range = CarriedUnwind::Range;

constexpr std::uint32_t code_flags = 0x60000020, data_flags = 0xc0000040,
                        read_only_flags = 0x40000040;
constexpr std::uint16_t addr64 = 1, addr32nb = 3, rel32 = 4;

// Symbols, the same in every object here.
enum SymbolNumber : std::uint32_t {
  text_symbol,
  xdata_symbol,
  data_symbol,
  f,       // [0, 0x20) of .text
  f_cold,  // [0x30, 0x40)
  g,       // [0x20, 0x30)
  handler, // undefined
  type     // undefined
};

std::string hex(std::string_view digits) {
  std::vector<std::byte> bytes = test::code(digits);
  return std::string(as_text(bytes));
}

// What an object says; the rest is made up around it.  Fields hold what is
// added to their symbols.
struct Spec {
  std::string pdata = {}, xdata = {};
  std::vector<CoffRelocationSpec> pdata_fields = {}, xdata_fields = {};
  std::string handler = "__C_specific_handler";
  bool has_slot = true; // .data's first 8 bytes are the type's address
};

// An entry of .pdata, whose fields are words().
std::string entry(std::uint32_t begin, std::uint32_t end, std::uint32_t info) {
  return number(begin, 4) + number(end, 4) + number(info, 4);
}

// The relocations of an entry at `at`: two in .text, one in .xdata.
std::vector<CoffRelocationSpec> words(std::uint32_t at) {
  return {{at, text_symbol, addr32nb},
          {at + 4, text_symbol, addr32nb},
          {at + 8, xdata_symbol, addr32nb}};
}

std::vector<CoffRelocationSpec>
joined(std::vector<CoffRelocationSpec> a,
       const std::vector<CoffRelocationSpec> &b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

// Keeps what a Side needs alive.
class Object {
public:
  explicit Object(const Spec &spec) {
    std::vector<CoffRelocationSpec> slot;
    if (spec.has_slot)
      slot.push_back({0, type, addr64});
    bytes_ = build_coff(
                 {.sections = {{.name = ".text",
                                .flags = code_flags,
                                .bytes = std::string(0x40, '\xc3')},
                               {.name = ".pdata",
                                .flags = read_only_flags,
                                .bytes = spec.pdata,
                                .relocations = spec.pdata_fields},
                               {.name = ".xdata",
                                .flags = read_only_flags,
                                .bytes = spec.xdata,
                                .relocations = spec.xdata_fields},
                               {.name = ".data",
                                .flags = data_flags,
                                .bytes = std::string(16, '\0'),
                                .relocations = slot}},
                  .symbols =
                      {{.name = ".text", .section = 1, .storage_class = 3},
                       {.name = ".xdata", .section = 3, .storage_class = 3},
                       {.name = ".data", .section = 4, .storage_class = 3},
                       {.name = "f", .section = 1, .type = 0x20},
                       {.name = "f.cold",
                        .value = 0x30,
                        .section = 1,
                        .type = 0x20,
                        .storage_class = 3},
                       {.name = "g", .value = 0x20, .section = 1, .type = 0x20},
                       {.name = spec.handler},
                       {.name = "type"}}})
                 .bytes;
    Expected<ObjectFile> object = read_object(as_bytes(bytes_));
    EXPECT_TRUE(object) << object.error().message;
    if (object)
      side_ = std::make_unique<Side>(*std::move(object), &decoder_);
  }

  [[nodiscard]] std::uint32_t function(std::string_view name) const {
    const std::vector<Function> &functions = side_->contents().functions;
    std::uint32_t i = 0;
    while (name_of(side_->object(), functions[i]) != name)
      ++i;
    return i;
  }
  [[nodiscard]] Expected<CarriedUnwind> carry(std::string_view name) const {
    return UnwindCarrier(*side_).carry(function(name));
  }

private:
  std::string bytes_;
  Decoder decoder_{Isa::x86_64};
  std::unique_ptr<Side> side_;
};

Expected<CarriedUnwind> carry(const Spec &spec, std::string_view name = "f") {
  return Object(spec).carry(name);
}

UnwindPiece::Field field(std::uint32_t at, Form form, const Target &target) {
  UnwindPiece::Field made;
  made.at = at;
  made.form = form;
  made.target = target;
  return made;
}

Target code_of(std::uint32_t function, std::int64_t offset) {
  return {Target::Kind::code, function, offset};
}

UnwindPiece::Field end_of(std::uint32_t at, std::uint32_t function,
                          std::int64_t offset) {
  UnwindPiece::Field made =
      field(at, Form::payload_rva, code_of(function, offset - 1));
  made.addend = 1;
  return made;
}

UnwindPiece::Field handler_field(std::uint32_t at) {
  UnwindPiece::Field made =
      field(at, Form::payload_rva, {Target::Kind::symbol, handler, 0});
  made.is_handler = true;
  return made;
}

std::string text_of(const UnwindPiece &piece) {
  return std::string(as_text(piece.bytes));
}

// One entry for f, whose unwind information is `xdata`.
Spec for_f(std::string xdata, std::vector<CoffRelocationSpec> fields = {},
           std::string handler_name = "__C_specific_handler") {
  return {.pdata = entry(0, 0x20, 0),
          .xdata = std::move(xdata),
          .pdata_fields = words(0),
          .xdata_fields = std::move(fields),
          .handler = std::move(handler_name)};
}

// Version 1, three codes, of which the last is fill.
constexpr std::string_view three_codes = "01 05 03 00 0552 0430 0320 0000";

TEST(CarriedPe, CodesAreCarriedAsTheyAre) {
  Expected<CarriedUnwind> carried = carry(for_f(hex(three_codes) + "rest"));
  ASSERT_OK(carried);
  EXPECT_EQ(carried->ranges, (std::vector<Range>{{0, 0x20, 0}}));
  ASSERT_EQ(carried->pieces.size(), 1U);
  EXPECT_EQ(text_of(carried->pieces[0]), hex(three_codes));
  EXPECT_EQ(carried->pieces[0].alignment, 4U);
  EXPECT_TRUE(carried->pieces[0].fields.empty());
  EXPECT_TRUE(carried->cies.empty());
  EXPECT_FALSE(carried->has_handler);
}

TEST(CarriedPe, PiecesHaveEntriesOfTheirOwn) {
  Expected<CarriedUnwind> carried =
      carry({.pdata = entry(0x30, 0x40, 4) + entry(0, 0x20, 0),
             .xdata = hex("01000000 01010000"),
             .pdata_fields = joined(words(0), words(12))});
  ASSERT_OK(carried);
  EXPECT_EQ(carried->ranges,
            (std::vector<Range>{{0, 0x20, 0}, {0x20, 0x30, 1}}));
  ASSERT_EQ(carried->pieces.size(), 2U);
  EXPECT_EQ(text_of(carried->pieces[1]), hex("01010000"));
}

TEST(CarriedPe, ALeafFunctionHasNothing) {
  Expected<CarriedUnwind> carried = carry(for_f(hex("01000000")), "g");
  ASSERT_OK(carried);
  EXPECT_EQ(*carried, CarriedUnwind());
}

// Flags: an exception handler and a termination handler.
constexpr std::string_view handled = "19000000 00000000";

// A scope of [4, 0x20) with a filter at g, a target at 8; one of [4, 8) that
// handles all.
std::string two_scopes() {
  return hex(handled) + number(2, 4) + number(4, 4) + number(0x20, 4) +
         number(0x20, 4) + number(8, 4) + number(4, 4) + number(8, 4) +
         number(1, 4) + number(0, 4);
}

std::vector<CoffRelocationSpec> two_scopes_fields() {
  std::vector<CoffRelocationSpec> fields = {{4, handler, addr32nb}};
  for (std::uint32_t at : {12U, 16U, 20U, 24U, 28U, 32U})
    fields.push_back({at, text_symbol, addr32nb});
  return fields;
}

void expect_two_scopes(const Object &object, const CarriedUnwind &carried) {
  std::uint32_t own = object.function("f");
  ASSERT_EQ(carried.pieces.size(), 1U);
  EXPECT_EQ(
      carried.pieces[0].fields,
      (std::vector{
          handler_field(4), field(12, Form::payload_rva, code_of(own, 4)),
          end_of(16, own, 0x20),
          field(20, Form::payload_rva, code_of(object.function("g"), 0)),
          field(24, Form::payload_rva, code_of(own, 8)),
          field(28, Form::payload_rva, code_of(own, 4)), end_of(32, own, 8)}));
  EXPECT_TRUE(carried.has_handler);
}

TEST(CarriedPe, ScopeTablesLeadIntoTheFunctionAndToFilters) {
  Object object(for_f(two_scopes(), two_scopes_fields()));
  Expected<CarriedUnwind> carried = object.carry("f");
  ASSERT_OK(carried);
  expect_two_scopes(object, *carried);
  EXPECT_EQ(text_of(carried->pieces[0]), two_scopes());
}

TEST(CarriedPe, TheFrameCheckFollowsScopes) {
  const std::string check = hex("04000000 10000000 20000000");
  Object object(for_f(two_scopes() + check + "rest", two_scopes_fields(),
                      "__GSHandlerCheck_SEH"));
  Expected<CarriedUnwind> carried = object.carry("f");
  ASSERT_OK(carried);
  expect_two_scopes(object, *carried);
  EXPECT_EQ(text_of(carried->pieces[0]), two_scopes() + check);
}

TEST(CarriedPe, TheFrameCheckHoldsOffsets) {
  Expected<CarriedUnwind> carried =
      carry(for_f(hex(handled) + hex("30000000 ffffffff"),
                  {{4, handler, addr32nb}}, "__GSHandlerCheck"));
  ASSERT_OK(carried);
  EXPECT_EQ(text_of(carried->pieces[0]), hex(handled) + hex("30000000"));
}

// An LSDA whose type 1 is at 16 from its start.
std::string table(std::string_view encoding, std::string_view type_1) {
  return hex("ff") + hex(encoding) +
         hex("11 01 04  00 05 10 01  01 00 00  00000000") + hex(type_1);
}

TEST(CarriedPe, AnLsdaFollowsItsHandler) {
  // GCC: relative to the next field, to a slot of the object.
  Expected<CarriedUnwind> carried =
      carry(for_f(hex(handled) + table("9b", "04000000"),
                  {{4, handler, addr32nb}, {8 + 16, data_symbol, rel32}},
                  "__gxx_personality_seh0"));
  ASSERT_OK(carried);
  ASSERT_EQ(carried->pieces.size(), 1U);
  UnwindPiece::Field slot =
      field(8 + 16, Form::rel32, {Target::Kind::symbol, type, 0});
  slot.is_slot = true;
  EXPECT_EQ(carried->pieces[0].fields, (std::vector{handler_field(4), slot}));
  EXPECT_EQ(carried->pieces[0].bytes.size(), 8U + 20U);
}

TEST(CarriedPe, TypesMayBeAddresses) {
  // clang.
  Expected<CarriedUnwind> carried =
      carry(for_f(hex(handled) + hex("ff 00 11 01 04  00 05 10 01  01 00 00") +
                      hex("0000000000000000"),
                  {{4, handler, addr32nb}, {8 + 12, type, addr64}},
                  "__gxx_personality_seh0"));
  ASSERT_OK(carried);
  EXPECT_EQ(
      carried->pieces[0].fields,
      (std::vector{handler_field(4), field(8 + 12, Form::absolute,
                                           {Target::Kind::symbol, type, 0})}));
}

// f's piece at 0x30 is chained to the entry of its beginning.
Spec chained(std::uint32_t info) {
  return {.pdata = entry(0, 0x20, 0) + entry(0x30, 0x40, 4),
          .xdata = hex("01000000 21000000") + entry(0, 0x20, info),
          .pdata_fields = joined(words(0), words(12)),
          .xdata_fields = words(8)};
}

TEST(CarriedPe, ChainedEntriesLeadToPieces) {
  Object object(chained(0));
  Expected<CarriedUnwind> carried = object.carry("f");
  ASSERT_OK(carried);
  ASSERT_EQ(carried->pieces.size(), 2U);
  std::uint32_t own = object.function("f");
  UnwindPiece::Field primary = field(12, Form::payload_rva, {});
  primary.piece = 0;
  EXPECT_EQ(carried->pieces[1].fields,
            (std::vector{field(4, Form::payload_rva, code_of(own, 0)),
                         end_of(8, own, 0x20), primary}));
}

TEST(CarriedPe, ChainsEnd) {
  EXPECT_ERROR(carry(chained(4)), malformed, "lead to each other");
}

TEST(CarriedPe, ChainsStayInTheFunction) {
  Spec spec = chained(0);
  spec.pdata = entry(0x20, 0x30, 0) + entry(0x30, 0x40, 4);
  EXPECT_ERROR(carry(spec), unsupported, "which is another function's");
}

TEST(CarriedPe, UnknownHandlersAreRefused) {
  const std::vector<CoffRelocationSpec> fields = {{4, handler, addr32nb}};
  for (const char *name : {"__CxxFrameHandler3", "__CxxFrameHandler4", "mine"})
    EXPECT_ERROR(carry(for_f(hex(handled) + "xxxx", fields, name)), unsupported,
                 name);
}

TEST(CarriedPe, UnknownVersionsAreRefused) {
  EXPECT_ERROR(carry(for_f(hex("03000000"))), unsupported, "has version 3");
}

TEST(CarriedPe, EntriesLeadToUnwindInformation) {
  Spec spec = for_f(hex("01000000"));
  spec.pdata_fields[2].symbol = handler;
  EXPECT_ERROR(carry(spec), unsupported, "does not lead to unwind information");
  spec.pdata_fields[2].symbol = data_symbol;
  EXPECT_ERROR(carry(spec), unsupported, "does not lead to unwind information");
  spec = for_f(hex("01000000"));
  spec.pdata = entry(0, 0x20, 1);
  EXPECT_ERROR(carry(spec), unsupported, "leads to another entry");
}

TEST(CarriedPe, ScopesLeadIntoTheFunction) {
  std::vector<CoffRelocationSpec> fields = two_scopes_fields();
  fields[1].symbol = g;
  EXPECT_ERROR(carry(for_f(two_scopes(), fields)), unsupported,
               "field at 0xc does not lead into the function");
  fields = two_scopes_fields();
  fields.erase(fields.begin() + 2);
  EXPECT_ERROR(carry(for_f(two_scopes(), fields)), unsupported,
               "field at 0x10 does not lead into the function");
}

TEST(CarriedPe, RelocationsThatNobodyExplainsAreRefused) {
  EXPECT_ERROR(carry(for_f(hex(three_codes), {{4, text_symbol, addr32nb}})),
               unsupported, "is in no field that is known");
}

TEST(CarriedPe, BrokenInformationIsMalformed) {
  EXPECT_ERROR(carry(for_f("")), malformed, "is cut off");
  EXPECT_ERROR(carry(for_f(hex("01000300 0000"))), malformed, "is cut off");
  EXPECT_ERROR(carry(for_f(hex(handled))), malformed, "has no handler");
  EXPECT_ERROR(carry(for_f(hex("39000000 00000000"))), malformed,
               "is chained and has a handler");
  EXPECT_ERROR(carry(for_f(hex("21000000 00000000"))), malformed,
               "the chained entry of 0x0 is cut off");
  EXPECT_ERROR(
      carry(for_f(hex(handled) + number(1, 4), {{4, handler, addr32nb}})),
      malformed, "the scope table of 0x0 is cut off");
  EXPECT_ERROR(carry(for_f(hex(handled) + number(4, 4),
                           {{4, handler, addr32nb}}, "__GSHandlerCheck")),
               malformed, "the frame check of 0x0 is cut off");
}

TEST(CarriedPe, BrokenEntriesAreMalformed) {
  Spec spec = for_f(hex("01000000"));
  spec.pdata += "x";
  EXPECT_ERROR(carry(spec), malformed, "is cut off");
  spec = for_f(hex("01000000"));
  spec.pdata = entry(0x20, 0x20, 0);
  EXPECT_ERROR(carry(spec), malformed, "no end behind its begin");
  spec.pdata = entry(0, 0x20, 0) + entry(0x10, 0x20, 0);
  spec.pdata_fields = joined(words(0), words(12));
  EXPECT_ERROR(carry(spec), malformed, "which another one is about too");
}

} // namespace
} // namespace hotpatch
