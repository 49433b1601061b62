// Both payloads are made of the same two functions:
//
//     1000  f: sub rsp, 0x28           48 83 ec 28
//     1004     call base+0x1200        e8 ........         rel32
//     1009     lea rax, [base+0x3008]  48 8d 05 ........   rel32
//     1010     add rsp, 0x28           48 83 c4 28
//     1014     ret                     c3
//     1020  g: lea rax, [rip + slot]   48 8d 05 d9 0f 00 00   (0x2000)
//     1027     mov rax, [rax]          48 8b 00
//     102a     ret                     c3
//
// The fields of fixups hold other bytes than zero, as those of real payloads.
#include "tests/support/payload_builder.h"
#include "tests/support/hex.h"

#include <string>

namespace hotpatch {
namespace {

constexpr std::string_view code =
    "4883ec28 e811223344 488d0555667788 4883c428 c3 cccccccccccccccccccccc"
    "488d05d90f0000 488b00 c3";

constexpr std::string_view windows_unwind = "01040100 04420000";

// A CIE of "zR", FDEs for [1000, 1015) and [1020, 102b), the end.  `place` is
// where it begins.
std::vector<std::byte> frames(Rva place, bool both) {
  std::vector<std::byte> bytes =
      from_hex("14000000 00000000 01 7a5200 01 78 10 01 1b 0c0708 9001 0000");
  const auto put = [&](std::uint32_t value) {
    for (unsigned i = 0; i < 4; ++i)
      bytes.push_back(static_cast<std::byte>(value >> (8 * i)));
  };
  const auto put_fde = [&](Rva begin, std::uint32_t size) {
    put(16);
    put(static_cast<std::uint32_t>(bytes.size()));
    put(begin - (place + static_cast<Rva>(bytes.size())));
    put(size);
    put(0); // no augmentation data, three DW_CFA_nop
  };
  put_fde(0x1000, 0x15);
  if (both)
    put_fde(0x1020, 0xb);
  put(0);
  return bytes;
}

void add_section(Payload &payload, PayloadSectionKind kind, std::string name,
                 std::vector<std::byte> bytes) {
  Rva rva = payload_page;
  if (!payload.sections.empty()) {
    const PayloadSection &last = payload.sections.back();
    rva = (last.rva + last.size + payload_page - 1) & ~(payload_page - 1);
  }
  const auto size = static_cast<std::uint32_t>(bytes.size());
  payload.sections.push_back({.kind = kind,
                              .name = std::move(name),
                              .rva = rva,
                              .size = size,
                              .bytes = std::move(bytes)});
}

void add_unwind(Payload &payload, bool both) {
  const bool is_pe = payload.base.format == ObjectFormat::coff;
  const Rva place = payload.sections.back().rva + payload_page;
  add_section(payload, PayloadSectionKind::unwind,
              is_pe ? ".xdata" : ".eh_frame",
              is_pe ? from_hex(windows_unwind) : frames(place, both));
  payload.unwind = {{0x1000, 0x1015, is_pe ? place : place + 0x18}};
  if (both)
    payload.unwind.push_back({0x1020, 0x102b, is_pe ? place : place + 0x2c});
}

Payload begin_payload(ObjectFormat format) {
  const bool is_pe = format == ObjectFormat::coff;
  Payload payload;
  payload.base.format = format;
  payload.base.machine = is_pe ? 0x8664U : 62U;
  payload.base.size_of_image = 0x8000;
  if (is_pe) {
    payload.base.time_date_stamp = 0x5f3759df;
    payload.base.checksum = 0x1a2b3;
    payload.base.pdb_age = 3;
    for (std::size_t i = 0; i < payload.base.pdb_guid.size(); ++i)
      payload.base.pdb_guid[i] = static_cast<std::byte>(0xa0 + i);
  } else {
    payload.base.build_id =
        from_hex("0123456789abcdef0123456789abcdef01234567");
  }
  payload.base.code_digest.fill(std::byte{0xc0});
  payload.base_name = is_pe ? "base.dll" : "libbase.so.1";
  return payload;
}

PayloadFunction changed(std::string name, Rva payload_rva, std::uint32_t size,
                        Rva base_rva) {
  PayloadFunction function{.name = std::move(name),
                           .object = "src/parse.o",
                           .reason = FunctionReason::changed,
                           .payload_rva = payload_rva,
                           .size = size,
                           .base_rva = base_rva,
                           .base_size = 0x40};
  function.base_digest.fill(std::byte{0xd1});
  return function;
}

void add_slots(Payload &payload) {
  const bool is_pe = payload.base.format == ObjectFormat::coff;
  payload.fixups.push_back({FixupKind::absolute, 0x2000, 0x3010, 8});
  payload.fixups.push_back({FixupKind::indirect, 0x2008, 0x4000, 0});
  payload.imports = {{.slot = 0x2010,
                      .module = is_pe ? "KERNEL32.dll" : "",
                      .name = "GetLastError"}};
  if (is_pe)
    payload.imports.push_back(
        {.slot = 0x2018, .module = "WS2_32.dll", .ordinal = 115});
  payload.relative_sites = {0x2020, 0x3000};
}

} // namespace

Payload small_payload(ObjectFormat format) {
  Payload payload = begin_payload(format);
  std::vector<std::byte> bytes = from_hex(code);
  bytes.resize(0x15);
  add_section(payload, PayloadSectionKind::code, ".text", std::move(bytes));
  add_unwind(payload, false);
  payload.functions = {changed("parse_header", 0x1000, 0x15, 0x1100)};
  payload.redirects = {{.kind = RedirectKind::pad,
                        .base_entry = 0x1100,
                        .patch_begin = 0x10fb,
                        .payload_entry = 0x1000,
                        .base_bytes = from_hex("cccccccccc 4889")}};
  payload.fixups = {{FixupKind::rel32, 0x1005, 0x1200, -4},
                    {FixupKind::rel32, 0x100c, 0x3008, -4}};
  return payload;
}

Payload full_payload(ObjectFormat format) {
  const bool is_pe = format == ObjectFormat::coff;
  Payload payload = begin_payload(format);
  payload.sequence = 7;
  add_section(payload, PayloadSectionKind::code, ".text", from_hex(code));
  // absolute, indirect, two imports, a relative site, a constant
  add_section(payload, PayloadSectionKind::read_only,
              is_pe ? ".rdata" : ".rodata",
              from_hex("1111111111111111 2222222222222222 3333333333333333"
                       "4444444444444444 2010000000000000 68656c6c6f00"));
  add_section(payload, PayloadSectionKind::writable, ".data",
              from_hex("0030000000000000 2a000000"));
  payload.sections.back().bytes.resize(16);
  payload.sections.back().size = 0x800;
  add_unwind(payload, true);
  if (!is_pe)
    add_section(payload, PayloadSectionKind::unwind, ".gcc_except_table",
                from_hex("ff9b0501 0000"));
  payload.needs_unwind = !is_pe;

  payload.functions = {changed("parse_header", 0x1000, 0x15, 0x1100),
                       changed("parse_header_alias", 0x1000, 0x15, 0x1100),
                       changed("parse_body", 0x1020, 0xb, 0x1180),
                       {.name = "parse_limits",
                        .object = "src/limits.o",
                        .reason = FunctionReason::added,
                        .payload_rva = 0x1020,
                        .size = 0xb},
                       {.name = "tail",
                        .object = "src/limits.o",
                        .reason = FunctionReason::reached,
                        .payload_rva = 0x102a,
                        .size = 1,
                        .is_call_target = true}};
  payload.functions[2].base_pieces = {{0x1f00, 0x20}, {0x1f40, 8}};
  payload.functions.push_back(changed("ünicode", 0x102a, 1, 0x1240));
  payload.functions.back().is_call_target = true;
  payload.redirects = {
      {RedirectKind::pad, 0x1100, 0x10fb, 0x1000, from_hex("cccccccccc 4889")},
      {RedirectKind::entry, 0x1180, 0x1180, 0x1020, from_hex("5553 4883ec")},
      {RedirectKind::entry, 0x1240, 0x1244, 0x102a, from_hex("554889e553")}};
  payload.fixups = {{FixupKind::rel32, 0x1005, 0x1200, -4},
                    {FixupKind::rel32, 0x100c, 0x3008, -4}};
  add_slots(payload);
  payload.hooks = {{HookKind::pre_apply, 0x1000},
                   {HookKind::post_rollback, 0x1020}};
  payload.accepted = {{"changed-data", "limit", "set by the hook"}};
  return payload;
}

} // namespace hotpatch
