// A process that runs one made-up image, and packages for it.
#ifndef HOTPATCH_TESTS_UNIT_HPAPPLY_MADE_UP_TARGET_H
#define HOTPATCH_TESTS_UNIT_HPAPPLY_MADE_UP_TARGET_H

#include "formats/package/packed_payload.h"
#include "formats/package/verify.h"
#include "hpapply/change.h"
#include "tests/support/fake_process.h"
#include "tests/support/hex.h"
#include "tests/support/package_builder.h"
#include "tests/support/payload_builder.h"
#include "tests/unit/package/packed_bases.h"

#include <cstring>
#include <elf.h>
#include <string>
#include <vector>

namespace hotpatch {

inline constexpr Address made_up_base_at = 0x7f0000000000;
inline constexpr Address made_up_stack = 0x7fff00000000;           // a page
inline constexpr Address made_up_stack_2 = made_up_stack + 0x2000; // another
// Functions of the image; the first has room for a jump before it.
inline constexpr Rva with_pad = 0x1100, without_pad = 0x1180;
inline constexpr std::uint32_t function_bytes = 0x40;

// A library of four pages whose file lies in memory as it is: headers, code,
// constants, variables.  `build` is in its build id.
inline std::vector<std::byte> made_up_library(std::uint8_t build = 1) {
  constexpr std::size_t page = 0x1000, note_at = 0x300;
  std::vector<std::byte> bytes(4 * page);
  Elf64_Ehdr header = {};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_ident[EI_VERSION] = EV_CURRENT;
  header.e_type = ET_DYN;
  header.e_machine = EM_X86_64;
  header.e_version = EV_CURRENT;
  header.e_phoff = sizeof header;
  header.e_ehsize = sizeof header;
  header.e_phentsize = sizeof(Elf64_Phdr);
  std::vector<Elf64_Phdr> segments;
  const auto add = [&](std::uint32_t type, std::uint32_t flags,
                       std::uint64_t at, std::uint64_t size) {
    segments.push_back(
        {type, flags, at, at, at, size, size, type == PT_LOAD ? page : 4});
  };
  add(PT_LOAD, PF_R, 0, page);
  add(PT_LOAD, PF_R | PF_X, page, page);
  add(PT_LOAD, PF_R, 2 * page, page);
  add(PT_LOAD, PF_R | PF_W, 3 * page, page);
  add(PT_NOTE, PF_R, note_at, 0x18);
  header.e_phnum = static_cast<std::uint16_t>(segments.size());
  std::memcpy(bytes.data(), &header, sizeof header);
  std::memcpy(&bytes[header.e_phoff], segments.data(),
              segments.size() * sizeof segments[0]);
  const std::vector<std::byte> note =
      from_hex("04000000 08000000 03000000 474e5500 0102030405060708");
  std::ranges::copy(note, &bytes[note_at]);
  bytes[note_at + 0x10] = static_cast<std::byte>(build);
  for (std::size_t at = page; at < 3 * page; ++at)
    bytes[at] = static_cast<std::byte>(at * 7 + at / 256);
  return bytes;
}

// Redirects both functions and has all hooks.
inline Payload made_up_payload(const std::vector<std::byte> &library) {
  const Image image = read_image(library).value();
  const BaseMemory memory = base_memory(image);
  Payload payload = small_payload(ObjectFormat::elf);
  payload.base = image.identity;
  payload.base_name = "libmadeup.so";
  PayloadFunction second = payload.functions[0];
  payload.functions[0].base_rva = with_pad;
  second.name = "parse_body";
  second.base_rva = without_pad;
  second.payload_rva += 4; // the same code behind its first instruction
  second.size -= 4;
  payload.functions.push_back(second);
  payload.redirects = {{.kind = RedirectKind::pad,
                        .base_entry = with_pad,
                        .patch_begin = with_pad - 5,
                        .payload_entry = 0x1000},
                       {.kind = RedirectKind::entry,
                        .base_entry = without_pad,
                        .patch_begin = without_pad,
                        .payload_entry = 0x1004}};
  payload.redirects[0].base_bytes.resize(7);
  payload.redirects[1].base_bytes.resize(5);
  payload.hooks = {{HookKind::pre_apply, 0x1000},
                   {HookKind::post_apply, 0x1001},
                   {HookKind::pre_rollback, 0x1002},
                   {HookKind::post_rollback, 0x1003}};
  return made_for(payload, memory);
}

// Packed against its base, signed and verified.
inline VerifiedPackage made_up_package(Payload payload,
                                       const std::vector<std::byte> &library,
                                       std::uint32_t sequence = 1,
                                       std::uint32_t supersedes = 0) {
  payload.sequence = sequence;
  const Image image = read_image(library).value();
  const BaseMemory memory = base_memory(image);
  const PackedPayload packed =
      pack_payload(payload, write_payload(payload).value(), &memory).value();
  const PrivateKey key = ed25519_key('k');
  const std::string section(as_text(packed.stored));
  const std::vector<std::byte> package =
      signed_package({.product = "shop",
                      .sequence = sequence,
                      .supersedes = supersedes,
                      .images = {packed.image}},
                     std::span(&key, 1), {section});
  return verify_package(package, trust_in(key), {.now = 0}).value();
}

// Two threads, elsewhere.
inline FakeProcess made_up_process(const std::vector<std::byte> &library) {
  constexpr std::size_t page = 0x1000;
  const BytesView bytes = library;
  FakeProcess process;
  const std::string path = "/opt/shop/libmadeup.so";
  process.put(made_up_base_at, bytes.first(page), {.read = true}, path);
  process.put(made_up_base_at + page, bytes.subspan(page, page),
              {.read = true, .execute = true}, path);
  process.put(made_up_base_at + 2 * page, bytes.subspan(2 * page, page),
              {.read = true}, path);
  process.put(made_up_base_at + 3 * page, bytes.subspan(3 * page, page),
              {.read = true, .write = true}, path);
  for (const Address stack : {made_up_stack, made_up_stack_2})
    process.put(stack, std::vector<std::byte>(page),
                {.read = true, .write = true});
  process.add_module(path, made_up_base_at);
  process.add_thread({.id = 11,
                      .instruction = made_up_base_at + 0x1800,
                      .stack = made_up_stack + 0x800,
                      .in_own_stack = made_up_stack + 0xff8});
  process.add_thread({.id = 12,
                      .instruction = made_up_base_at + 0x1900,
                      .stack = made_up_stack_2 + 0xc00,
                      .in_own_stack = made_up_stack_2 + 0xff8});
  return process;
}

// Time that passes only by sleeping.
inline Clock made_up_clock() {
  const auto time = std::make_shared<Duration>();
  return {[time] { return *time; }, [time](Duration pause) { *time += pause; }};
}

inline ChangePolicy made_up_policy() { return {.clock = made_up_clock()}; }

} // namespace hotpatch

#endif
