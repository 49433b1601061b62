// Disassembly through LLVM MC's C interface, whose printer is the one of
// llvm-mc and whose whole state is one handle.
//
// This is a library of its own because it links the disassemblers of all of
// LLVM's targets: 28 megabytes that only `hpdiff show` on machines other than
// x86 has a use for.  A program pays for them at every start, called or not:
// 5.2 ms of CPU in all if it is position independent (relocations), 1.4 ms if
// not, where an empty one takes 0.4 ms (g++ 12, lld, perf stat -r 40).  The
// first call adds 0.3 ms: it registers the targets in LLVM's own registry,
// where registering twice changes nothing.
//
// LLVM's disassemblers trust their input more than we do: on bytes that are no
// code, some targets read tables out of bounds or end the process through
// report_fatal_error or an unreachable.  That is why comparing never comes
// here, and why the only caller shows one function at a user's request.
#include "formats/isa/disassemble.h"

#include <llvm-c/Disassembler.h>
#include <llvm-c/Target.h>
#include <llvm/BinaryFormat/COFF.h>
#include <llvm/BinaryFormat/ELF.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

namespace hotpatch {
namespace {

// What LLVM needs to know of a machine.
struct Dialect {
  const char *triple = "";
  const char *features = ""; // beyond the generic processor's
  std::uint8_t unit = 1;     // bytes to skip where nothing can be decoded
};

std::optional<Dialect> coff_dialect(std::uint32_t number) {
  switch (number) {
  case llvm::COFF::IMAGE_FILE_MACHINE_AMD64:
    return Dialect{.triple = "x86_64-pc-windows-msvc"};
  case llvm::COFF::IMAGE_FILE_MACHINE_I386:
    return Dialect{.triple = "i386-pc-windows-msvc"};
  case llvm::COFF::IMAGE_FILE_MACHINE_ARM64:
  case llvm::COFF::IMAGE_FILE_MACHINE_ARM64EC:
  case llvm::COFF::IMAGE_FILE_MACHINE_ARM64X:
    return Dialect{
        .triple = "aarch64-pc-windows-msvc", .features = "+all", .unit = 4};
  case llvm::COFF::IMAGE_FILE_MACHINE_ARMNT:
    return Dialect{.triple = "thumbv7-pc-windows-msvc", .unit = 2};
  default:
    return std::nullopt;
  }
}

// ELF machines that exist in several widths or byte orders.
std::optional<Dialect> elf_variant(const Machine &machine) {
  const bool is_big = machine.order == std::endian::big;
  const bool is_64 = machine.address_bits == 64;
  switch (machine.number) {
  case llvm::ELF::EM_AARCH64:
    return Dialect{.triple = is_big ? "aarch64_be" : "aarch64",
                   .features = "+all",
                   .unit = 4};
  case llvm::ELF::EM_ARM:
    return Dialect{.triple = is_big ? "armebv8a" : "armv8a", .unit = 4};
  case llvm::ELF::EM_BPF:
    return Dialect{.triple = is_big ? "bpfeb" : "bpfel", .unit = 8};
  case llvm::ELF::EM_LOONGARCH:
    return Dialect{.triple = is_64 ? "loongarch64" : "loongarch32",
                   .features = "+f,+d,+lsx,+lasx",
                   .unit = 4};
  case llvm::ELF::EM_MIPS:
    if (is_64)
      return Dialect{.triple = is_big ? "mips64" : "mips64el", .unit = 4};
    return Dialect{.triple = is_big ? "mips" : "mipsel", .unit = 4};
  case llvm::ELF::EM_PPC:
    return Dialect{.triple = is_big ? "powerpc" : "powerpcle", .unit = 4};
  case llvm::ELF::EM_PPC64:
    return Dialect{.triple = is_big ? "powerpc64" : "powerpc64le", .unit = 4};
  case llvm::ELF::EM_RISCV:
    return Dialect{.triple = is_64 ? "riscv64" : "riscv32",
                   .features = "+m,+a,+f,+d,+c,+v,+zba,+zbb,+zbs",
                   .unit = 2};
  default:
    return std::nullopt;
  }
}

std::optional<Dialect> elf_dialect(const Machine &machine) {
  switch (machine.number) {
  case llvm::ELF::EM_X86_64:
    return Dialect{.triple = "x86_64"};
  case llvm::ELF::EM_386:
    return Dialect{.triple = "i386"};
  case llvm::ELF::EM_AVR:
    return Dialect{.triple = "avr", .features = "+avr6", .unit = 2};
  case llvm::ELF::EM_HEXAGON:
    return Dialect{.triple = "hexagon", .unit = 4};
  case llvm::ELF::EM_LANAI:
    return Dialect{.triple = "lanai", .unit = 4};
  case llvm::ELF::EM_MSP430:
    return Dialect{.triple = "msp430", .unit = 2};
  case llvm::ELF::EM_S390:
    return Dialect{.triple = "s390x", .unit = 2};
  case llvm::ELF::EM_SPARC:
  case llvm::ELF::EM_SPARC32PLUS:
    return Dialect{.triple = "sparc", .unit = 4};
  case llvm::ELF::EM_SPARCV9:
    return Dialect{.triple = "sparcv9", .unit = 4};
  case llvm::ELF::EM_VE:
    return Dialect{.triple = "ve", .unit = 8};
  default:
    return elf_variant(machine);
  }
}

// LLVM separates mnemonic and operands by tabs and begins with one.
std::string tidy(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("\t "), text.size()));
  std::string out;
  for (char c : text)
    out += c == '\t' || c == '\n' ? ' ' : c;
  return out;
}

using Handle =
    std::unique_ptr<void, decltype([](void *p) { LLVMDisasmDispose(p); })>;

Handle make_disassembler(const Dialect &dialect) {
  LLVMInitializeAllTargetInfos();
  LLVMInitializeAllTargetMCs();
  LLVMInitializeAllDisassemblers();
  Handle handle(LLVMCreateDisasmCPUFeatures(
      dialect.triple, "", dialect.features, nullptr, 0, nullptr, nullptr));
  if (handle)
    LLVMSetDisasmOptions(handle.get(), LLVMDisassembler_Option_PrintImmHex);
  return handle;
}

} // namespace

Expected<std::vector<DisassembledLine>> disassemble(BytesView code,
                                                    const Machine &machine) {
  const std::optional<Dialect> dialect = machine.format == ObjectFormat::coff
                                             ? coff_dialect(machine.number)
                                             : elf_dialect(machine);
  const std::string unknown = "found machine " +
                              std::to_string(machine.number) +
                              ", expected one that LLVM can disassemble";
  if (!dialect)
    return fail(ErrorCode::unsupported, unknown);
  const Handle handle = make_disassembler(*dialect);
  if (!handle)
    return fail(ErrorCode::unsupported, unknown);

  // LLVM takes its input through a pointer to non-const, but only reads.
  std::vector<std::uint8_t> bytes;
  for (std::byte byte : code)
    bytes.push_back(std::to_integer<std::uint8_t>(byte));
  std::vector<DisassembledLine> lines;
  for (std::uint64_t at = 0; at < bytes.size();) {
    std::array<char, 512> text = {};
    const std::uint64_t remaining = bytes.size() - at;
    std::uint64_t length =
        LLVMDisasmInstruction(handle.get(), bytes.data() + at, remaining, at,
                              text.data(), text.size());
    const bool is_good = length != 0 && length <= remaining;
    if (!is_good)
      length = std::min<std::uint64_t>(dialect->unit, remaining);
    lines.push_back({.offset = at,
                     .length = length,
                     .text = is_good ? tidy(text.data()) : "(bad)"});
    at += length;
  }
  return lines;
}

} // namespace hotpatch
