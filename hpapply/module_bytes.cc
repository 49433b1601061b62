// Source: System V gABI, chapter 5 (program headers, dynamic section); glibc's
// loader adds the load address to the pointers of a writable dynamic section.
#include "hpapply/module_bytes.h"

#include "formats/payload/check.h"

#include <algorithm>
#include <cstring>
#include <elf.h>
#include <ranges>

namespace hotpatch {
namespace {

constexpr std::uint64_t page = 0x1000;
constexpr std::size_t max_headers = 64;

template <typename T> std::span<std::byte> bytes_of(T &value) {
  return std::as_writable_bytes(std::span(&value, 1));
}

// The program headers, which the first segment must hold.
Expected<std::vector<Elf64_Phdr>>
read_headers(const ReadMemory &read, Address base, Elf64_Ehdr &header) {
  HP_TRY(read(base, bytes_of(header)));
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 ||
      header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_machine != EM_X86_64 ||
      header.e_phentsize != sizeof(Elf64_Phdr))
    return fail(ErrorCode::malformed, "no ELF64 image for x86-64");
  if (header.e_phnum == 0 || header.e_phnum > max_headers ||
      header.e_phoff > page)
    return fail(ErrorCode::malformed, std::to_string(header.e_phnum) +
                                          " program headers, expected 1 to " +
                                          std::to_string(max_headers) +
                                          " in the first page");
  std::vector<Elf64_Phdr> headers(header.e_phnum);
  HP_TRY(
      read(base + header.e_phoff, std::as_writable_bytes(std::span(headers))));
  return headers;
}

Expected<std::uint64_t> file_size(const std::vector<Elf64_Phdr> &headers) {
  std::uint64_t size = 0;
  for (const Elf64_Phdr &header : headers) {
    if (header.p_type != PT_LOAD)
      continue;
    if (header.p_offset >= max_image || header.p_filesz >= max_image ||
        header.p_vaddr > UINT64_MAX - max_image)
      return fail(ErrorCode::malformed, "a segment of 2 GiB or more");
    size = std::max(size, header.p_offset + header.p_filesz);
  }
  return size;
}

// Takes the load address out of the pointers.
void unload_dynamic(std::span<std::byte> dynamic, Address base,
                    std::uint64_t bias, std::uint64_t size) {
  for (std::size_t at = 0; at + sizeof(Elf64_Dyn) <= dynamic.size();
       at += sizeof(Elf64_Dyn)) {
    Elf64_Dyn entry;
    std::memcpy(&entry, &dynamic[at], sizeof entry);
    if (entry.d_un.d_val < base || entry.d_un.d_val - base >= size)
      continue;
    entry.d_un.d_val -= bias;
    std::memcpy(&dynamic[at], &entry, sizeof entry);
  }
}

} // namespace

Expected<std::vector<std::byte>> module_bytes(const ReadMemory &read,
                                              Address base) {
  Elf64_Ehdr header;
  const std::vector<Elf64_Phdr> headers =
      HP_TRY(read_headers(read, base, header));
  std::vector<std::byte> file(
      std::max<std::uint64_t>(HP_TRY(file_size(headers)), sizeof header));
  const auto is_load = [](const Elf64_Phdr &h) { return h.p_type == PT_LOAD; };
  const auto first = std::ranges::find_if(headers, is_load);
  if (first == headers.end())
    return fail(ErrorCode::malformed, "no segment is loaded");
  const std::uint64_t bias = base - (first->p_vaddr & ~(page - 1));
  std::uint64_t end = base;
  for (const Elf64_Phdr &segment : headers | std::views::filter(is_load)) {
    HP_TRY(read(bias + segment.p_vaddr,
                std::span(file).subspan(segment.p_offset, segment.p_filesz)));
    end = std::max(end, bias + segment.p_vaddr + segment.p_memsz);
  }
  header.e_shoff = 0;
  header.e_shnum = header.e_shstrndx = 0;
  std::memcpy(file.data(), &header, sizeof header);
  if (bias == 0)
    return file;
  for (const Elf64_Phdr &segment : headers)
    if (segment.p_type == PT_DYNAMIC && segment.p_offset < file.size() &&
        segment.p_filesz <= file.size() - segment.p_offset)
      unload_dynamic(
          std::span(file).subspan(segment.p_offset, segment.p_filesz), base,
          bias, end - base);
  return file;
}

} // namespace hotpatch
