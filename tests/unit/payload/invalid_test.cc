// Every rule of a valid payload, broken alone.
#include "tests/support/expected.h"
#include "tests/support/payload_builder.h"

#include "formats/payload/check.h"
#include "formats/payload/payload.h"

#include <functional>
#include <string>

namespace hotpatch {
namespace {

struct Invalid {
  std::string name;
  std::function<void(Payload &)> alter;
  std::string message;
  ErrorCode code = ErrorCode::malformed;
  ObjectFormat format = ObjectFormat::coff;
};

void PrintTo(const Invalid &invalid, std::ostream *out) {
  *out << invalid.name;
}

class InvalidPayload : public testing::TestWithParam<Invalid> {};

TEST_P(InvalidPayload, IsNotWritten) {
  Payload payload = full_payload(GetParam().format);
  ASSERT_OK(check_payload(payload));
  GetParam().alter(payload);
  const Expected<std::vector<std::byte>> bytes = write_payload(payload);
  ASSERT_FALSE(bytes.has_value());
  EXPECT_EQ(bytes.error().code, GetParam().code);
  EXPECT_EQ(bytes.error().message, GetParam().message);
}

const std::vector<Invalid> identity = {
    {"Machine", [](Payload &p) { p.base.machine = 0x14c; },
     "machine 0x14c, expected 0x8664", ErrorCode::unsupported},
    {"EmptyBase", [](Payload &p) { p.base.size_of_image = 0; },
     "base image of 0x0 bytes, expected less than 2 GiB and more than none"},
    {"HugeBase", [](Payload &p) { p.base.size_of_image = 0x80000000; },
     "base image of 0x80000000 bytes, expected less than 2 GiB and more than "
     "none"},
    {"NoName", [](Payload &p) { p.base_name = ""; },
     "base name \"\", expected one without folders"},
    {"Folder", [](Payload &p) { p.base_name = "a/b"; },
     "base name \"a/b\", expected one without folders"},
    {"WindowsFolder", [](Payload &p) { p.base_name = "a\\b"; },
     "base name \"a\\b\", expected one without folders"},
    {"NameNotUtf8", [](Payload &p) { p.base_name = "\xff"; },
     "base name or an accepted risk is not UTF-8"},
    {"RiskNotUtf8", [](Payload &p) { p.accepted[0].reason = "\xc3"; },
     "base name or an accepted risk is not UTF-8"},
};

const std::vector<Invalid> sections = {
    {"SectionName", [](Payload &p) { p.sections[1].name = ".rodata"; },
     "section 1 (.rodata): name \".rodata\", expected \".rdata\""},
    {"SectionNotOnPage", [](Payload &p) { p.sections[0].rva = 0x1010; },
     "section 0 (.text): is at 0x1010, expected 0x1000"},
    {"GapBeforeSection", [](Payload &p) { p.sections[3].rva = 0x5000; },
     "section 3 (.xdata): is at 0x5000, expected 0x4000"},
    {"SectionOrder",
     [](Payload &p) { std::swap(p.sections[0], p.sections[1]); },
     "section 0 (.rdata): is at 0x2000, expected 0x1000"},
    {"SectionKindOrder",
     [](Payload &p) { p.sections[1].kind = PayloadSectionKind::unwind; },
     "section 1 (.rdata): name \".rdata\", expected \".xdata\""},
    {"SectionTwice",
     [](Payload &p) { p.sections[1].kind = PayloadSectionKind::code; },
     "section 1 (.rdata) is of a kind that cannot come here"},
    {"SecondUnwindInPe",
     [](Payload &p) {
       p.sections.push_back(p.sections[3]);
       p.sections[4].rva = 0x5000;
     },
     "section 4 (.xdata) is of a kind that cannot come here"},
    {"EmptySection", [](Payload &p) { p.sections[1].size = 0; },
     "section 1 (.rdata): has 0x2e bytes and 0x0 in memory"},
    {"MoreBytesThanSize", [](Payload &p) { p.sections[2].size = 8; },
     "section 2 (.data): has 0x10 bytes and 0x8 in memory"},
    {"ZeroDataInCode", [](Payload &p) { p.sections[0].size += 1; },
     "section 0 (.text): has 0x2b bytes and 0x2c in memory"},
    {"HugePayload", [](Payload &p) { p.sections[2].size = 0x7fffffff; },
     "payload of 0x80003000 bytes in memory, expected less than 2 GiB",
     ErrorCode::unsupported},
};

const std::vector<Invalid> fields = {
    {"FixupInNoSection", [](Payload &p) { p.fixups[0].site = 0x800; },
     "fixup 0 at 0x800: site is in no section"},
    {"FixupAcrossEnd", [](Payload &p) { p.fixups[1].site = 0x1028; },
     "fixup 1 at 0x1028: site is in no section"},
    {"FixupOutsideBase", [](Payload &p) { p.fixups[0].base_target = 0x8000; },
     "fixup 0 at 0x1005: target 0x8000 is outside the base image (0x8000)"},
    {"SlotAcrossBaseEnd", [](Payload &p) { p.fixups[3].base_target = 0x7ff9; },
     "fixup 3 at 0x2008: target 0x7ff9 is outside the base image (0x8000)"},
    {"BigAddend",
     [](Payload &p) { p.fixups[0].addend = std::int64_t{1} << 31; },
     "fixup 0 at 0x1005: addend 0x80000000 does not fit its kind"},
    {"IndirectAddend", [](Payload &p) { p.fixups[3].addend = -4; },
     "fixup 3 at 0x2008: addend -0x4 does not fit its kind"},
    {"FixupOrder", [](Payload &p) { std::swap(p.fixups[0], p.fixups[1]); },
     "fixup 1 at 0x1005: is not in ascending order"},
    {"FixupTwice", [](Payload &p) { p.fixups[1] = p.fixups[0]; },
     "fields overlap at 0x1005"},
    {"FixupOverImport", [](Payload &p) { p.imports[0].slot = 0x200c; },
     "fields overlap at 0x200c"},
    {"ImportInNoSection", [](Payload &p) { p.imports[1].slot = 0x2027; },
     "import 1 at 0x2027: slot is in no section"},
    {"ImportOrder", [](Payload &p) { std::swap(p.imports[0], p.imports[1]); },
     "import 1 at 0x2010: is not in ascending order"},
    {"ImportWithNothing",
     [](Payload &p) { p.imports[0].module = p.imports[0].name = ""; },
     "import 0 at 0x2010: has neither a module nor a name"},
    {"ImportWithModule", [](Payload &p) { p.imports[0].module = "x"; },
     "import 0 at 0x2010: has a module", ErrorCode::malformed,
     ObjectFormat::elf},
    {"ImportWithoutName", [](Payload &p) { p.imports[0].name = ""; },
     "import 0 at 0x2010: has no name", ErrorCode::malformed,
     ObjectFormat::elf},
    {"ImportWithBoth", [](Payload &p) { p.imports[0].ordinal = 1; },
     "import 0 at 0x2010: has both a name and an ordinal"},
    {"ImportNotUtf8", [](Payload &p) { p.imports[0].name = "\x80"; },
     "import 0 at 0x2010: name is not UTF-8"},
    {"RelativeInNoSection", [](Payload &p) { p.relative_sites[1] = 0x9000; },
     "relative site 1 at 0x9000: is not within the bytes of a section"},
    {"RelativeInZeroData", [](Payload &p) { p.relative_sites[1] = 0x300c; },
     "relative site 1 at 0x300c: is not within the bytes of a section"},
    {"RelativeOutside",
     [](Payload &p) { p.sections[1].bytes[0x22] = std::byte{1}; },
     "relative site 0 at 0x2020: holds 0x11020, which is outside the payload"},
    {"RelativeIntoHeaders",
     [](Payload &p) { p.sections[1].bytes[0x21] = std::byte{0}; },
     "relative site 0 at 0x2020: holds 0x20, which is outside the payload"},
    {"RelativeOrder",
     [](Payload &p) { std::swap(p.relative_sites[0], p.relative_sites[1]); },
     "relative site 1 at 0x2020: is not in ascending order"},
};

const std::vector<Invalid> functions = {
    {"NoFunctionName", [](Payload &p) { p.functions[0].name = ""; },
     "function 0 at 0x1000: name is empty or not UTF-8"},
    {"ObjectNotUtf8", [](Payload &p) { p.functions[0].object = "\xf8"; },
     "function 0 at 0x1000: name is empty or not UTF-8"},
    {"FunctionInData", [](Payload &p) { p.functions[0].payload_rva = 0x2000; },
     "function 0 at 0x2000: is not within the code"},
    {"FunctionAcrossEnd", [](Payload &p) { p.functions[2].size = 0xc; },
     "function 2 at 0x1020: is not within the code"},
    {"ChangedWithoutBase", [](Payload &p) { p.functions[0].base_rva.reset(); },
     "function 0 at 0x1000: changed, but has no place in the base"},
    {"AddedWithBase", [](Payload &p) { p.functions[3].base_rva = 0x1000; },
     "function 3 at 0x1020: not changed, but has a place in the base"},
    {"AddedWithDigest",
     [](Payload &p) { p.functions[3].base_digest[0] = std::byte{1}; },
     "function 3 at 0x1020: not changed, but describes the base"},
    {"FunctionOutsideBase",
     [](Payload &p) { p.functions[0].base_size = 0x7000; },
     "function 0 at 0x1000: is outside the base image"},
    {"FunctionWithoutBytes", [](Payload &p) { p.functions[0].base_size = 0; },
     "function 0 at 0x1000: is outside the base image"},
    {"PieceOutsideBase",
     [](Payload &p) { p.functions[2].base_pieces[0].base_size = 0x6101; },
     "function 2 at 0x1020: piece at 0x1f00 is outside the base image"},
    {"FunctionOrder",
     [](Payload &p) { std::swap(p.functions[0], p.functions[1]); },
     "function 1 at 0x1000: is not in ascending order"},
    {"CallTargetNotItsAlias",
     [](Payload &p) { p.functions[1].is_call_target = true; },
     "function 1 at 0x1000: its alias is a call target, or only it is"},
    {"ObjectTextLimit",
     [](Payload &p) { p.functions[0].object.assign(max_object_text, 'x'); },
     "function 1 at 0x1000: object names of more than 0x4000000 bytes over all "
     "functions"},
};

const std::vector<Invalid> redirects = {
    {"RedirectBytes", [](Payload &p) { p.redirects[0].base_bytes.pop_back(); },
     "redirect 0 at 0x1100: 6 bytes of the base, expected 7"},
    {"EntryWithPadBytes",
     [](Payload &p) { p.redirects[0].kind = RedirectKind::entry; },
     "redirect 0 at 0x1100: 7 bytes of the base, expected 5"},
    {"PadPlace", [](Payload &p) { p.redirects[0].patch_begin = 0x10fc; },
     "redirect 0 at 0x1100: is written at 0x10fc, which does not suit its "
     "kind"},
    {"EntryPlace", [](Payload &p) { p.redirects[1].patch_begin = 0x1182; },
     "redirect 1 at 0x1180: is written at 0x1182, which does not suit its "
     "kind"},
    {"PadWraps",
     [](Payload &p) {
       p.redirects[0].base_entry = 0;
       p.redirects[0].patch_begin = 0U - 5;
     },
     "redirect 0 at 0x0: is written at 0xfffffffb, which does not suit its "
     "kind"},
    {"RedirectOutsideBase",
     [](Payload &p) {
       p.redirects[2].base_entry = p.redirects[2].patch_begin = 0x7ffc;
     },
     "redirect 2 at 0x7ffc: is outside the base image"},
    {"RedirectIntoData",
     [](Payload &p) { p.redirects[1].payload_entry = 0x2000; },
     "redirect 1 at 0x1180: leads to 0x2000, which is not within the code"},
    {"RedirectOfNobody",
     [](Payload &p) {
       p.redirects[1].base_entry = p.redirects[1].patch_begin = 0x1190;
     },
     "redirect 1 at 0x1190: no function of the payload replaces what is "
     "there"},
    {"RedirectOrder",
     [](Payload &p) { std::swap(p.redirects[0], p.redirects[1]); },
     "redirect 1 at 0x1100: is not in ascending order"},
    {"RedirectsOverlap",
     [](Payload &p) {
       p.functions[2].base_rva = 0x1104;
       p.redirects[1].base_entry = 0x1104;
       p.redirects[1].kind = RedirectKind::pad;
       p.redirects[1].patch_begin = 0x10ff;
       p.redirects[1].base_bytes.resize(7);
     },
     "redirects overlap at 0x10ff"},
};

const std::vector<Invalid> rest = {
    {"UnwindEmpty", [](Payload &p) { p.unwind[0].end = 0x1000; },
     "unwind record 0 at 0x1000: is not within the code"},
    {"UnwindOutsideCode", [](Payload &p) { p.unwind[1].end = 0x102c; },
     "unwind record 1 at 0x1020: is not within the code"},
    {"UnwindInfoElsewhere", [](Payload &p) { p.unwind[0].info = 0x2000; },
     "unwind record 0 at 0x1000: its record at 0x2000 is not in .xdata"},
    {"UnwindInfoUnaligned", [](Payload &p) { p.unwind[0].info = 0x4002; },
     "unwind record 0 at 0x1000: its record at 0x4002 is not in .xdata"},
    {"UnwindOverlap", [](Payload &p) { p.unwind[1].begin = 0x1014; },
     "unwind record 1 at 0x1014: begins before the one before it ends"},
    {"FdeOfOtherCode", [](Payload &p) { p.unwind[0].end = 0x1014; },
     "unwind record 0 at 0x1000: its record is for [0x1000, 0x1015)",
     ErrorCode::malformed, ObjectFormat::elf},
    {"FdeIsCie", [](Payload &p) { p.unwind[0].info = 0x4000; },
     "unwind record 0 at 0x1000: no FDE at 0x4000", ErrorCode::malformed,
     ObjectFormat::elf},
    {"FdeInOtherSection", [](Payload &p) { p.unwind[0].info = 0x5000; },
     "unwind record 0 at 0x1000: its record at 0x5000 is not in .eh_frame",
     ErrorCode::malformed, ObjectFormat::elf},
    {"HookInData", [](Payload &p) { p.hooks[0].payload_rva = 0x2000; },
     "hook 0 at 0x2000: is not within the code or not in ascending order"},
    {"HookTwice", [](Payload &p) { p.hooks[1] = p.hooks[0]; },
     "hook 1 at 0x1000: is not within the code or not in ascending order"},
};

const auto name_of = [](const auto &invalid) { return invalid.param.name; };

INSTANTIATE_TEST_SUITE_P(Identity, InvalidPayload, testing::ValuesIn(identity),
                         name_of);
INSTANTIATE_TEST_SUITE_P(Sections, InvalidPayload, testing::ValuesIn(sections),
                         name_of);
INSTANTIATE_TEST_SUITE_P(Fields, InvalidPayload, testing::ValuesIn(fields),
                         name_of);
INSTANTIATE_TEST_SUITE_P(Functions, InvalidPayload,
                         testing::ValuesIn(functions), name_of);
INSTANTIATE_TEST_SUITE_P(Redirects, InvalidPayload,
                         testing::ValuesIn(redirects), name_of);
INSTANTIATE_TEST_SUITE_P(Rest, InvalidPayload, testing::ValuesIn(rest),
                         name_of);

} // namespace
} // namespace hotpatch
