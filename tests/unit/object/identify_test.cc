#include "formats/object/archive.h"
#include "formats/object/object_file.h"
#include "tests/support/byte_string.h"
#include "tests/support/coff_builder.h"
#include "tests/support/elf_builder.h"
#include "tests/support/expected.h"

using namespace hotpatch;

namespace {

std::string anonymous(std::uint16_t version, const std::string &class_id) {
  return number(0, 2) + number(0xffff, 2) + number(version, 2) +
         number(0x8664, 2) + number(0, 4) + class_id + std::string(64, '\0');
}

const std::string ltcg =
    "\x38\xfe\xb3\x0c\xa5\xd9\xab\x4d\xac\x9b\xd6\xb6\x22\x26\x53\xc2";

std::string pe_image() {
  return patched(patched(std::string(0x88, '\0'), 0, "MZ"), 0x3c,
                 number(0x80, 4))
      .replace(0x80, 2, "PE");
}

FileKind kind_of(const std::string &bytes) { return identify(as_bytes(bytes)); }

} // namespace

TEST(Identify, ByTheFirstBytes) {
  EXPECT_EQ(kind_of(build_elf({}).bytes), FileKind::elf_object);
  EXPECT_EQ(kind_of(build_elf({.order = std::endian::big}).bytes),
            FileKind::elf_object);
  EXPECT_EQ(kind_of(build_elf({.type = 3}).bytes), FileKind::elf_image);
  EXPECT_EQ(kind_of(build_coff({}).bytes), FileKind::coff_object);
  EXPECT_EQ(kind_of(build_coff({.header = CoffHeader::bigobj}).bytes),
            FileKind::coff_object);
  EXPECT_EQ(kind_of(pe_image()), FileKind::coff_image);
  EXPECT_EQ(kind_of(anonymous(0, "")), FileKind::import_stub);
  EXPECT_EQ(kind_of(anonymous(1, ltcg)), FileKind::msvc_ltcg);
  EXPECT_EQ(kind_of("!<arch>\n"), FileKind::archive);
  EXPECT_EQ(kind_of("!<thin>\n"), FileKind::archive);
  EXPECT_EQ(kind_of("BC\xc0\xde"), FileKind::bitcode);
  EXPECT_EQ(kind_of("\xde\xc0\x17\x0b"), FileKind::bitcode);
}

TEST(Identify, WhatItCannotTellIsUnknown) {
  EXPECT_EQ(kind_of(""), FileKind::unknown);
  EXPECT_EQ(kind_of("MZ, a text"), FileKind::unknown);
  EXPECT_EQ(kind_of("\x7f"
                    "ELF"),
            FileKind::unknown);
  EXPECT_EQ(kind_of("d\x86"), FileKind::unknown);
  EXPECT_EQ(kind_of(build_coff({.machine = 0x1c4}).bytes), FileKind::unknown);
  EXPECT_EQ(kind_of(anonymous(2, std::string(16, 'x'))), FileKind::unknown);
}

TEST(ReadObject, SaysWhatToDoWithoutMachineCode) {
  Expected<ObjectFile> bitcode = read_object(as_bytes("BC\xc0\xde"));
  EXPECT_ERROR(bitcode, unsupported, "LLVM bitcode");
  EXPECT_EQ(bitcode.error().hint,
            "compile without -flto, or with -ffat-lto-objects");
  std::string gl = anonymous(1, ltcg);
  Expected<ObjectFile> msvc = read_object(as_bytes(gl));
  EXPECT_ERROR(msvc, unsupported, "MSVC /GL");
  EXPECT_EQ(msvc.error().hint, "compile without /GL");
}

TEST(ReadObject, RefusesWhatIsNoObject) {
  EXPECT_ERROR(read_object(as_bytes(build_elf({.type = 3}).bytes)), unsupported,
               "a linked ELF image");
  EXPECT_ERROR(read_object(as_bytes(pe_image())), unsupported,
               "a linked PE image");
  EXPECT_ERROR(read_object(as_bytes(anonymous(0, ""))), unsupported,
               "an import stub");
  EXPECT_ERROR(read_object(as_bytes("!<arch>\n")), unsupported, "an archive");
  EXPECT_ERROR(read_object({}), unsupported, "the file is empty");
  EXPECT_ERROR(read_object(as_bytes("#!/bin/sh")), unsupported,
               "begins with 0x23 0x21 0x2f 0x62");
}

TEST(ReadObject, AnElfHeaderCutShortIsDamaged) {
  EXPECT_ERROR(read_object(as_bytes("\x7f"
                                    "ELF\2\1\1")),
               malformed, "ELF header: the file ends after 7 bytes");
}

TEST(RelocationName, IsTheManuals) {
  EXPECT_EQ(relocation_name({.number = 62}, 4), "R_X86_64_PLT32");
  EXPECT_EQ(relocation_name({.number = 62}, 4000), "relocation type 4000");
  Machine coff{.format = ObjectFormat::coff, .isa = Isa::x86_64};
  EXPECT_EQ(relocation_name(coff, 4), "IMAGE_REL_AMD64_REL32");
  EXPECT_EQ(relocation_name(coff, 99), "relocation type 99");
  coff.isa = Isa::aarch64;
  EXPECT_EQ(relocation_name(coff, 0x11), "IMAGE_REL_ARM64_REL32");
  coff.isa = Isa::i386;
  EXPECT_EQ(relocation_name(coff, 0x14), "IMAGE_REL_I386_REL32");
  EXPECT_EQ(relocation_name(coff, 3), "relocation type 3");
}
