#include "formats/debug/linker_map.h"

#include "tests/support/expected.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hotpatch {
namespace {

using testing::ElementsAre;

const std::vector<Rva> sections = {0x1000, 0x5000};

// "4112 f 0 function a.o", then "4096+32 a.o" for contributions.
std::vector<std::string> lines(std::string_view text, std::uint64_t base = 0) {
  constexpr std::array kinds = {"function", "data", "unknown"};
  const auto map = read_linker_map(text, base, sections);
  if (!map)
    return {map.error().message};
  const auto object = [&](std::uint32_t number) {
    return number == no_object ? std::string("-") : map->objects[number];
  };
  std::vector<std::string> texts;
  for (const NamedPlace &place : map->places)
    texts.push_back(std::to_string(place.rva) + " " + place.name + " " +
                    std::to_string(place.size) + " " +
                    kinds[static_cast<std::size_t>(place.kind)] +
                    (place.is_local ? " local " : " ") + object(place.object));
  for (const Contribution &part : map->contributions)
    texts.push_back(std::to_string(part.rva) + "+" + std::to_string(part.size) +
                    " " + object(part.object));
  return texts;
}

constexpr std::string_view msvc_map = R"( z

 Timestamp is 6b076487 (Wed Nov 25 22:43:19 2026)

 Preferred load address is 0000000180000000

 Start         Length     Name                   Class
 0001:00000000 0000f438H .text                   CODE
 0002:00000000 00004bb7H .rdata                  DATA

  Address         Publics by Value              Rva+Base               Lib:Object

 0000:00000000       memset                     0000000000000000     <absolute>
 0001:00000010       compress                   0000000180001010     z.obj
 0002:00000100       ?v@@3HA                    0000000180005100     my lib:v.obj

 entry point at         0001:00000010

 Static symbols

 0001:00000030       helper                     0000000180001030     z.obj

 Exports

  ordinal    name

        1    compress
)";

TEST(LinkerMapTest, ReadsMapsOfLldLink) {
  EXPECT_THAT(lines(msvc_map),
              ElementsAre("4112 compress 0 function z.obj",
                          "4144 helper 0 function local z.obj",
                          "20736 ?v@@3HA 0 data my lib:v.obj"));
}

TEST(LinkerMapTest, ReadsFlagsOfLink) {
  EXPECT_THAT(
      lines(" Preferred load address is 0000000180000000\r\n"
            "  Address         Publics by Value       Rva+Base   Lib:Object\r\n"
            "\r\n"
            " 0001:00000010       f        0000000180001010 f i a.obj\r\n"
            " 0002:00000020       g        0000000180005020     f.obj\r\n"),
      ElementsAre("4112 f 0 function a.obj", "20512 g 0 unknown f.obj"));
}

TEST(LinkerMapTest, MsvcSymbolInNoSection) {
  EXPECT_ERROR(
      read_linker_map(" Preferred load address is 0000000180000000\n"
                      "  Address  Publics by Value  Rva+Base  Lib:Object\n"
                      " 0003:00000010  f  0000000180001010  a.obj\n",
                      0, sections),
      malformed, "line 3 of the map cannot be read: \" 0003:00000010");
}

TEST(LinkerMapTest, MsvcSymbolWithoutAddress) {
  EXPECT_ERROR(
      read_linker_map(" Preferred load address is 0000000180000000\n"
                      "  Address  Publics by Value  Rva+Base  Lib:Object\n"
                      " 0001:00000010  f  nothing  a.obj\n",
                      0, sections),
      malformed, "line 3");
}

TEST(LinkerMapTest, MsvcClassWithoutLength) {
  EXPECT_ERROR(read_linker_map(" Preferred load address is 0000000180000000\n"
                               " Start   Length   Name   Class\n"
                               " 0001:00000000 long .text CODE\n",
                               0, sections),
               malformed, "line 3");
}

constexpr std::string_view gnu_map = R"(
Discarded input sections

 .text          0x0000000000000000       0x20 gone.o

Memory Configuration

Linker script and memory map

                0x00000002346a0000                __image_base__ = 0x2346a0000
LOAD a.o
                0x00000002346a1000                . = ALIGN (__section_alignment__)

.text           0x00000002346a1000       0x40
 *(.text .text.*)
 .text          0x00000002346a1000       0x10 dir/a.o
                0x00000002346a1000                f
 *fill*         0x00000002346a1010        0x0
 .text.unlikely_and_long
                0x00000002346a1010       0x30 lib.a(b.o)
                0x00000002346a1010                ns::g(int)
                0x00000002346a1020                __CTOR_LIST__ = .
                0x00000002346a1024        0x4 LONG 0xffffffff
                                          0x8 (size before relaxing)
                [!provide]                        PROVIDE (etext = .)

.relr.dyn
 *(.relr.dyn)

.debug_info     0x0000000000000000      0x5f5
 .debug_info    0x0000000000000000      0x1f4 dir/a.o
OUTPUT(z.dll pei-x86-64)
)";

TEST(LinkerMapTest, ReadsMapsOfGnuLd) {
  EXPECT_THAT(lines(gnu_map, 0x2346a0000),
              ElementsAre("4096 f 0 function dir/a.o",
                          "4112 ns::g(int) 0 function lib.a(b.o)",
                          "4128 __CTOR_LIST__ 0 function lib.a(b.o)",
                          "4096+16 dir/a.o", "4112+48 lib.a(b.o)"));
}

TEST(LinkerMapTest, GnuAddressBelowTheBase) {
  EXPECT_ERROR(read_linker_map(gnu_map, 0x2346a1008, sections), malformed,
               "line 16 of the map");
}

TEST(LinkerMapTest, GnuAddressTooLong) {
  EXPECT_ERROR(read_linker_map("Linker script and memory map\n"
                               ".text 0x12345678123456781 0x10\n",
                               0, sections),
               malformed, "line 2");
}

TEST(LinkerMapTest, GnuInputWithoutFile) {
  EXPECT_ERROR(read_linker_map("Linker script and memory map\n"
                               ".text 0x1000 0x10\n"
                               " .text 0x1000 0x10\n",
                               0, sections),
               malformed, "line 3");
}

constexpr std::string_view lld_map =
    R"(             VMA              LMA     Size Align Out     In      Symbol
             270              270       24     4 .note.gnu.build-id
             270              270       24     4         <internal>:(.note.gnu.build-id)
            1000             1000       40    16 .text
            1000             1000       10    16         dir/a.o:(.text)
            1000             1000        c     1                 f
            1010             1010       30    16         lib.a(b.o):(.text.g)
            1010             1010       30     1                 ns::g(int)
            2000             2000        0     1         __end = .
               0                0      128     1 .comment
               0                0      128     1         a.o:(.comment)
)";

TEST(LinkerMapTest, ReadsMapsOfLld) {
  EXPECT_THAT(lines(lld_map),
              ElementsAre("4096 f 12 function dir/a.o",
                          "4112 ns::g(int) 48 function lib.a(b.o)", "624+36 -",
                          "4096+16 dir/a.o", "4112+48 lib.a(b.o)"));
}

TEST(LinkerMapTest, ReadsMapsOfMold) {
  EXPECT_THAT(
      lines("               VMA       Size Align Out     In      Symbol\n"
            "          0x201000        0x40    16 .text\n"
            "          0x201000        0x40    16         a.o:(.text)\n"
            "          0x201000         0x0     0                 f\n",
            0x200000),
      ElementsAre("4096 f 0 function a.o", "4096+64 a.o"));
}

// /lldmap counts from the image's begin.
TEST(LinkerMapTest, ReadsLldmaps) {
  EXPECT_THAT(lines("Address  Size     Align Out     In      Symbol\n"
                    "00001000 00000010  4096 .text\n"
                    "00001000 00000010    16         t.obj:(.text$mn)\n"
                    "00001000 00000000     0                 main\n",
                    0x140000000),
              ElementsAre("4096 main 0 function t.obj", "4096+16 t.obj"));
}

TEST(LinkerMapTest, LldLineCutShort) {
  EXPECT_ERROR(
      read_linker_map("VMA LMA Size Align Out In Symbol\n1000 1000 10\n", 0,
                      sections),
      malformed, "line 2");
}

TEST(LinkerMapTest, NoMap) {
  EXPECT_ERROR(read_linker_map("hello\n", 0, sections), unsupported,
               "no linker map");
}

} // namespace
} // namespace hotpatch
