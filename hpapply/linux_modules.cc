// The program's dynamic section leads to the loader's notes for debuggers.
// Source: System V gABI, chapter 5 (DT_DEBUG); <link.h>, struct r_debug and
// struct link_map.
#include "hpapply/linux_modules.h"

#include <algorithm>
#include <cstring>
#include <elf.h>
#include <optional>
#include <span>

namespace hotpatch {
namespace {

struct Debug {
  std::uint64_t version = 0; // an int and its padding
  Address first = 0;
};

struct LinkMap {
  Address bias = 0, name = 0, dynamic = 0, next = 0, previous = 0;
};

template <typename T>
std::optional<T> read_as(const ReadMemory &read, Address address) {
  T value = {};
  if (!read(address, std::as_writable_bytes(std::span(&value, 1))))
    return std::nullopt;
  return value;
}

std::uint64_t auxiliary_value(BytesView auxiliary, std::uint64_t type) {
  Elf64_auxv_t entry = {};
  for (std::size_t at = 0; at + sizeof entry <= auxiliary.size();
       at += sizeof entry) {
    std::memcpy(&entry, &auxiliary[at], sizeof entry);
    if (entry.a_type == type)
      return entry.a_un.a_val;
  }
  return 0;
}

// Where the program's dynamic section is.
std::optional<Address> find_dynamic(const ReadMemory &read, Address headers,
                                    std::uint64_t count) {
  constexpr std::uint64_t most = 64;
  Address bias = 0;
  std::optional<Address> dynamic;
  for (std::uint64_t i = 0; i < std::min(count, most); ++i) {
    const auto header =
        read_as<Elf64_Phdr>(read, headers + i * sizeof(Elf64_Phdr));
    if (!header)
      return std::nullopt;
    if (header->p_type == PT_PHDR)
      bias = headers - header->p_vaddr;
    else if (header->p_type == PT_DYNAMIC)
      dynamic = header->p_vaddr;
  }
  return dynamic ? std::optional(bias + *dynamic) : std::nullopt;
}

std::optional<Address> find_debug(const ReadMemory &read, Address dynamic) {
  constexpr int most = 256; // entries
  for (int i = 0; i < most; ++i) {
    const auto entry = read_as<Elf64_Dyn>(
        read, dynamic + static_cast<Address>(i) * sizeof(Elf64_Dyn));
    if (!entry || entry->d_tag == DT_NULL)
      return std::nullopt;
    if (entry->d_tag == DT_DEBUG && entry->d_un.d_ptr != 0)
      return entry->d_un.d_ptr;
  }
  return std::nullopt;
}

// Dynamic sections in the loader's order: each is in its module.
std::vector<Address> dynamic_sections(const ReadMemory &read,
                                      BytesView auxiliary) {
  constexpr std::size_t most = 4096; // a list that somebody has made a ring
  std::vector<Address> places;
  const Address headers = auxiliary_value(auxiliary, AT_PHDR);
  const auto dynamic =
      find_dynamic(read, headers, auxiliary_value(auxiliary, AT_PHNUM));
  const auto debug = dynamic ? find_debug(read, *dynamic) : std::nullopt;
  const auto notes = debug ? read_as<Debug>(read, *debug) : std::nullopt;
  for (Address at = notes ? notes->first : 0;
       at != 0 && places.size() < most;) {
    const auto map = read_as<LinkMap>(read, at);
    if (!map)
      break;
    places.push_back(map->dynamic);
    at = map->next;
  }
  return places;
}

} // namespace

std::vector<LoadedModule> in_link_order(std::vector<LoadedModule> modules,
                                        const ReadMemory &read,
                                        BytesView auxiliary) {
  // A module goes up to where the next one begins.
  std::ranges::stable_sort(modules, {}, &LoadedModule::base);
  std::vector<LoadedModule> ordered;
  std::vector<bool> is_taken(modules.size());
  for (const Address place : dynamic_sections(read, auxiliary)) {
    const auto after =
        std::ranges::upper_bound(modules, place, {}, &LoadedModule::base);
    if (after == modules.begin())
      continue;
    const auto i = static_cast<std::size_t>(after - modules.begin()) - 1;
    if (!is_taken[i])
      ordered.push_back(modules[i]);
    is_taken[i] = true;
  }
  for (std::size_t i = 0; i < modules.size(); ++i)
    if (!is_taken[i])
      ordered.push_back(std::move(modules[i]));
  return ordered;
}

} // namespace hotpatch
