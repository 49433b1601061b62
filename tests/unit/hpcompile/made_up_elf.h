// An ELF object with two functions, one of them in two pieces, and whatever a
// test wants to say about unwinding through them.
#ifndef HOTPATCH_TESTS_UNIT_HPCOMPILE_MADE_UP_ELF_H
#define HOTPATCH_TESTS_UNIT_HPCOMPILE_MADE_UP_ELF_H

#include "hpcompile/carried_unwind.h"
#include "tests/support/byte_string.h"
#include "tests/support/elf_builder.h"
#include "tests/support/expected.h"
#include "tests/unit/isa/code.h"

#include <memory>

namespace hotpatch::test_elf {

inline constexpr std::uint64_t alloc = 2, exec = 4;
inline constexpr std::uint32_t r_64 = 1, r_pc32 = 2, r_32 = 10;

// Sections by number, and symbols: the same in every object here.
enum SectionNumber : std::uint16_t { text = 1, tables, frames, slots };
enum SymbolNumber : std::uint32_t {
  text_symbol = 1,
  tables_symbol,
  slots_symbol,
  f,          // [0, 0x20) of .text
  f_cold,     // [0x30, 0x40)
  g,          // [0x20, 0x30)
  personality // undefined
};

struct Field {
  std::uint64_t offset = 0;
  std::uint32_t symbol = 0, type = r_pc32;
  std::int64_t addend = 0;
};

// What an object says; the rest is made up around it.
struct Spec {
  std::string frames = {}, tables = {};
  std::vector<Field> frame_fields = {}, table_fields = {};
  bool has_slot = true; // .data's first 8 bytes are the personality's address
};

inline std::string hex(std::string_view digits) {
  std::vector<std::byte> bytes = test::code(digits);
  return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

// A record of .eh_frame: `id` and `body`, up to a multiple of 4 bytes.
inline std::string record(std::uint32_t id, std::string body) {
  body.resize((body.size() + 3) / 4 * 4);
  return number(4 + body.size(), 4) + number(id, 4) + body;
}

// A CIE without code; `data` is the augmentation's.
inline std::string cie(const std::string &augmentation, std::string_view data,
                       char version = 1) {
  std::string body =
      std::string(1, version) + augmentation + '\0' + hex("01 78 10");
  std::string bytes = hex(data);
  if (!augmentation.empty())
    body += static_cast<char>(bytes.size());
  return record(0, body + bytes);
}

// An FDE at `at`, whose CIE is at 0.
inline std::string fde(std::uint64_t at, std::uint32_t code_size,
                       std::string_view rest = "00") {
  return record(static_cast<std::uint32_t>(at + 4),
                number(0, 4) + number(code_size, 4) + hex(rest));
}

inline std::string rela_of(const ElfSpec &spec,
                           const std::vector<Field> &fields) {
  std::string bytes;
  for (const Field &field : fields)
    bytes += rela(spec, field.offset, field.symbol, field.type, field.addend);
  return bytes;
}

inline ElfSectionSpec relocations(const ElfSpec &spec, SectionNumber target,
                                  const std::vector<Field> &fields) {
  return {.name = ".rela" + std::to_string(target),
          .type = 4,
          .bytes = rela_of(spec, fields),
          .link = 8, // .symtab
          .info = target,
          .entry_size = 24};
}

// Keeps what a Side needs alive.
class Object {
public:
  explicit Object(const Spec &spec) {
    ElfSpec elf;
    elf.sections = {
        {.name = ".text", .flags = alloc | exec, .bytes = hex(code_bytes())},
        {.name = ".gcc_except_table", .flags = alloc, .bytes = spec.tables},
        {.name = ".eh_frame", .flags = alloc, .bytes = spec.frames},
        {.name = ".data", .flags = alloc | 1, .bytes = std::string(16, '\0')}};
    std::vector<Field> slot_fields;
    if (spec.has_slot)
      slot_fields.push_back({.symbol = personality, .type = r_64});
    elf.sections.push_back(relocations(elf, frames, spec.frame_fields));
    elf.sections.push_back(relocations(elf, tables, spec.table_fields));
    elf.sections.push_back(relocations(elf, slots, slot_fields));
    elf.symbols = {{.info = 3, .section = text},
                   {.info = 3, .section = tables},
                   {.info = 3, .section = slots},
                   {.name = "f", .info = 0x12, .section = text, .size = 0x20},
                   {.name = "f.cold",
                    .info = 2,
                    .section = text,
                    .value = 0x30,
                    .size = 0x10},
                   {.name = "g",
                    .info = 0x12,
                    .section = text,
                    .value = 0x20,
                    .size = 0x10},
                   {.name = "personality", .info = 0x10}};
    bytes_ = build_elf(elf).bytes;
    Expected<ObjectFile> object = read_object(as_bytes(bytes_));
    EXPECT_TRUE(object) << object.error().message;
    if (object)
      side_ = std::make_unique<Side>(*std::move(object), &decoder_);
  }

  Expected<CarriedUnwind> carry(std::string_view name) const {
    const std::vector<Function> &functions = side_->contents().functions;
    for (std::uint32_t i = 0; i < functions.size(); ++i)
      if (name_of(side_->object(), functions[i]) == name)
        return UnwindCarrier(*side_).carry(i);
    return fail(ErrorCode::io, "no such function");
  }
  [[nodiscard]] std::uint32_t function(std::string_view name) const {
    const std::vector<Function> &functions = side_->contents().functions;
    std::uint32_t i = 0;
    while (name_of(side_->object(), functions[i]) != name)
      ++i;
    return i;
  }

private:
  static std::string code_bytes() {
    std::string digits;
    for (int i = 0; i < 0x40; ++i)
      digits += "c3";
    return digits;
  }

  std::string bytes_;
  Decoder decoder_{Isa::x86_64};
  std::unique_ptr<Side> side_;
};

} // namespace hotpatch::test_elf

#endif
