// Unwind data of a payload against that of the post image: right once, then
// wrong in one way per test.
#include "hpcompile/validate.h"

#include "tests/support/byte_string.h"
#include "tests/support/hex.h"
#include "tests/support/tiny_image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <optional>

namespace hotpatch {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr Rva f = 0x1100, callee = 0x1200, other = 0x1300, stub = 0x1080;
constexpr Rva personality_slot = tiny_got + 0x10, type_slot = tiny_got + 0x18,
              other_slot = tiny_got + 0x20;
constexpr Rva payload_f = 0x1000;
// Unwind data, in a section of constants on both sides.
constexpr Rva post_data = tiny_rodata + 0x100, payload_data = 0x2100;
constexpr Rva fde_at = 0x20, table_at = 0x80; // in them

std::string text(std::string_view hex) {
  const std::vector<std::byte> bytes = from_hex(hex);
  return std::string(as_text(BytesView(bytes)));
}

// What differs between the two sides' records if the payload is right: its
// branch is four bytes longer.
struct Side {
  Rva data = 0;
  int branch = 2; // bytes
  Rva code = 0;

  [[nodiscard]] int call() const { return 5 + branch; }
  [[nodiscard]] int ret() const { return call() + 5; }
  [[nodiscard]] Rva end() const { return code + static_cast<Rva>(ret()) + 1; }

  [[nodiscard]] TinyCode function() const {
    TinyCode bytes(code);
    bytes.mov_eax(7);
    if (branch == 2)
      bytes.bytes({0x74, 5});
    else
      bytes.jump_if_equal(code + static_cast<Rva>(ret()));
    return bytes.call(callee).ret();
  }
};

constexpr Side post_side = {post_data, 2, f},
               payload_side = {payload_data, 6, payload_f};

std::string byte(int value) { return std::string(1, static_cast<char>(value)); }

// A record of .eh_frame with its CIE and, behind it, an exception table.  The
// tests change what they are about.
struct Frames {
  std::string cie = text("1c000000 00000000 01 7a504c5200 01 78 10 07"
                         "9b 00000000 1b 1b 0c0708 9001 0000");
  std::string instructions;
  std::string call_site; // start, length, landing pad, action
  std::string actions = text("0100");

  explicit Frames(const Side &side)
      : instructions(text("45 0e10") + byte(0x40 + side.ret() - 5) +
                     text("0e08")),
        call_site(byte(side.call()) + byte(5) + byte(side.ret()) + byte(1)) {}

  // `personality`, `table` and `type` are fields that count from themselves.
  [[nodiscard]] std::string bytes(const Side &side, Rva personality,
                                  Rva type) const {
    std::string all = cie;
    const auto lead = [&](std::size_t at, Rva target) {
      all.replace(at, 4,
                  number(target - (side.data + static_cast<Rva>(at)), 4));
    };
    if (personality != 0)
      lead(19, personality);
    all += number(0x28, 4) + number(0x24, 4) + number(0, 8) + byte(4) +
           number(0, 4) + instructions;
    all.resize(table_at, '\0');
    lead(49, side.data + table_at);
    all += text("ff 9b 0c 01 04") + call_site + actions;
    all += number(0, 4);
    if (type != 0)
      lead(table_at + 11, type);
    return all;
  }
};

// The images, and a payload with the function f; `callee`, which it calls, is
// the same in both.
struct Worlds {
  TinyImage base, post;
  std::optional<TinyPayload> tiny;

  Worlds() {
    for (TinyImage *image : {&base, &post}) {
      image->function("callee", TinyCode(callee).mov_eax(3).ret(), callee);
      image->function("other", TinyCode(other).mov_eax(4).ret(), other);
      image->import(personality_slot, "__gxx_personality_v0");
      image->import(type_slot, "_ZTIi");
      image->import(other_slot, "_ZTIl");
    }
    base.function("f", TinyCode(f).mov_eax(8).call(callee).ret(), f);
    post.function("f", post_side.function(), f);
    tiny.emplace(base);
    tiny->function("f", payload_side.function(), payload_f, f,
                   {{.field = 12, .base_target = callee}});
    tiny->redirect(f, payload_f);
  }

  Payload &payload() { return tiny->payload; }

  std::string detail() {
    const Expected<Validation> found =
        validate(payload(), {base.image(), base.symbols()},
                 {post.image(), post.symbols()});
    EXPECT_TRUE(found) << found.error().message;
    if (!found || found->differences.empty())
      return "";
    EXPECT_EQ(found->differences[0].function, "f");
    return found->differences[0].detail;
  }
};

struct ElfWorlds : Worlds {
  Frames frames{payload_side};

  ElfWorlds() {
    post.datum("", post_data,
               Frames(post_side).bytes(post_side, personality_slot, type_slot));
    post.unwind(f, post_side.end(), post_data + fde_at);
    payload().unwind = {{payload_f, payload_side.end(), payload_data + fde_at}};
    payload().fixups.push_back(
        {FixupKind::rel32, payload_data + 19, personality_slot, 0});
    payload().fixups.push_back(
        {FixupKind::rel32, payload_data + table_at + 11, type_slot, 0});
  }

  Fixup &personality() { return payload().fixups[1]; }
  Fixup &type() { return payload().fixups[2]; }

  std::string detail() {
    tiny->constant(payload_data, frames.bytes(payload_side, 0, 0));
    return Worlds::detail();
  }
};

TEST(ValidateUnwind, FramesMayBeOfCodeWithLongerBranches) {
  EXPECT_EQ(ElfWorlds().detail(), "");
}

TEST(ValidateUnwind, FrameInstructionsAreCompared) {
  ElfWorlds worlds;
  worlds.frames.instructions[2] = 0x18;
  EXPECT_THAT(worlds.detail(),
              HasSubstr("unwind data: found call frame instruction 0xe 0x18 at "
                        "payload+0x1005, expected call frame instruction 0xe "
                        "0x10 at post+0x1105"));
}

TEST(ValidateUnwind, TheirPlacesAreCompared) {
  ElfWorlds worlds;
  worlds.frames.instructions[3] = 0x46;
  EXPECT_THAT(worlds.detail(), HasSubstr("0x8 at payload+0x100b, expected"));
}

TEST(ValidateUnwind, NoneIsMissing) {
  ElfWorlds worlds;
  worlds.frames.instructions.resize(3);
  EXPECT_THAT(worlds.detail(), HasSubstr("expected call frame instruction"));
}

TEST(ValidateUnwind, WhatTheCieSaysIsCompared) {
  for (const auto &[at, value, what] :
       {std::tuple(15, '\x7c', "data alignment 0xfffffffffffffffc"),
        std::tuple(16, '\x0f', "return register 0xf"),
        std::tuple(27, '\x10', "call frame instruction 0xc 0x7 0x10")}) {
    ElfWorlds worlds;
    worlds.frames.cie[static_cast<std::size_t>(at)] = value;
    EXPECT_THAT(worlds.detail(), HasSubstr(what));
  }
}

TEST(ValidateUnwind, PersonalityFunctionsAreCompared) {
  ElfWorlds worlds;
  worlds.personality().base_target = other_slot;
  EXPECT_THAT(worlds.detail(), HasSubstr("expected __gxx_personality_v0"));
}

TEST(ValidateUnwind, ExceptionTablesAreCompared) {
  for (const auto &[at, what] :
       {std::tuple(0, "begin of a call site"),
        std::tuple(1, "end of a call site"), std::tuple(2, "landing pad")}) {
    ElfWorlds worlds;
    ++worlds.frames.call_site[static_cast<std::size_t>(at)];
    EXPECT_THAT(worlds.detail(), HasSubstr(what)) << at;
  }
}

TEST(ValidateUnwind, WhatIsCaughtIsCompared) {
  ElfWorlds worlds;
  worlds.frames.actions[0] = 0;
  EXPECT_THAT(worlds.detail(), HasSubstr("found a clean-up 0x0, expected a "
                                         "catch"));
  ElfWorlds others;
  others.type().base_target = other_slot;
  EXPECT_THAT(others.detail(), HasSubstr("expected _ZTIi"));
}

TEST(ValidateUnwind, AnExceptionTableIsMissing) {
  ElfWorlds worlds;
  worlds.frames.cie[23] = '\xff'; // encoding of its place: there is none
  EXPECT_THAT(worlds.detail(), HasSubstr("expected exception table 0x1"));
}

TEST(ValidateUnwind, ActionsInACircleEnd) {
  ElfWorlds worlds;
  worlds.frames.actions = text("007f");
  EXPECT_THAT(worlds.detail(), HasSubstr("cannot be read"));
}

TEST(ValidateUnwind, ARecordIsMissing) {
  ElfWorlds worlds;
  worlds.payload().unwind.clear();
  EXPECT_THAT(worlds.detail(), HasSubstr("found none, expected a record"));
}

TEST(ValidateUnwind, ARecordTooMany) {
  Worlds worlds;
  worlds.payload().unwind = {{payload_f, payload_side.end(), payload_data}};
  EXPECT_THAT(worlds.detail(), HasSubstr("expected none"));
}

TEST(ValidateUnwind, ARecordForLess) {
  ElfWorlds worlds;
  worlds.payload().unwind[0].end -= 1;
  EXPECT_THAT(worlds.detail(), HasSubstr("expected one for"));
}

TEST(ValidateUnwind, ARecordThatIsNone) {
  ElfWorlds worlds;
  worlds.frames.cie[8] = 9; // version
  EXPECT_THAT(worlds.detail(), HasSubstr("payload+0x2120 cannot be read"));
}

// UNWIND_INFO with a handler and one scope.
struct PeWorlds : Worlds {
  std::string info;

  static std::string info_of(const Side &side, Rva handler) {
    return text("09 05 02 00  05 01 0002") + number(handler, 4) + number(1, 4) +
           number(side.code + static_cast<Rva>(side.call()), 4) +
           number(side.code + static_cast<Rva>(side.ret()), 4) + number(1, 4) +
           number(side.code + static_cast<Rva>(side.ret()), 4);
  }

  explicit PeWorlds(Rva post_info = post_data)
      : info(info_of(payload_side, stub)) {
    constexpr Rva handler = 0x1400;
    for (TinyImage *image : {&base, &post}) {
      image->make_pe();
      image->function("__C_specific_handler", TinyCode(handler).ret(), handler);
    }
    post.datum("", post_data, info_of(post_side, handler));
    post.unwind(f, post_side.end(), post_info);
    payload().unwind = {{payload_f, payload_side.end(), payload_data}};
    payload().sections[0].bytes[stub - 0x1000] = std::byte{0xe9};
    payload().fixups.push_back({FixupKind::rel32, stub + 1, handler, -4});
  }

  std::string detail() {
    tiny->constant(payload_data, info);
    return Worlds::detail();
  }
};

TEST(ValidateUnwind, UnwindInfoMayBeOfCodeWithLongerBranches) {
  EXPECT_EQ(PeWorlds().detail(), "");
}

TEST(ValidateUnwind, UnwindInfoIsCompared) {
  for (const auto &[at, value, what] :
       {std::tuple(0, '\x11', "flags 0x2, expected flags 0x1"),
        std::tuple(1, '\x0b', "end of the prologue at payload+0x100b"),
        std::tuple(3, '\x05', "frame register 0x5"),
        std::tuple(4, '\x00', "unwind code 0x1 0x0 0x2 at payload+0x1000"),
        std::tuple(7, '\x03', "unwind code 0x1 0x0 0x3"),
        std::tuple(16, '\x05', "begin of a scope at payload+0x1005"),
        std::tuple(24, '\x00', "filter 0x0"),
        std::tuple(28, '\x05', "handler of a scope at payload+0x1005"),
        std::tuple(5, '\x07', "cannot be read")}) {
    PeWorlds worlds;
    worlds.info[static_cast<std::size_t>(at)] = value;
    EXPECT_THAT(worlds.detail(), HasSubstr(what)) << at;
  }
}

TEST(ValidateUnwind, HandlersAreCompared) {
  PeWorlds worlds;
  worlds.payload().fixups.back().base_target = other;
  EXPECT_NE(worlds.detail(), "");
}

TEST(ValidateUnwind, ChainsAreFollowed) {
  PeWorlds worlds(post_data + 0x100);
  const std::string chained = text("21 00 00 00");
  const auto parent = [](const Side &side, Rva info) {
    return number(side.code, 4) + number(side.end(), 4) + number(info, 4);
  };
  worlds.post.datum("", post_data + 0x100,
                    chained + parent(post_side, post_data));
  worlds.tiny->constant(payload_data + 0x100,
                        chained + parent(payload_side, payload_data));
  worlds.payload().unwind[0].info = payload_data + 0x100;
  EXPECT_EQ(worlds.detail(), "");
  worlds.info[3] = 5;
  EXPECT_THAT(worlds.detail(), HasSubstr("frame register 0x5"));
}

} // namespace
} // namespace hotpatch
