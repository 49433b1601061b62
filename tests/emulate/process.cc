// Loading, as far as self-contained functions need it.
//
// Written from the description of the formats alone, and without the code that
// validates or applies payloads: it is one more opinion on what a payload does.
#include "tests/emulate/process.h"

#include "formats/core/text.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace hotpatch {
namespace {

constexpr std::uint64_t page = 0x1000;
constexpr std::uint64_t granule = 0x10000;

std::uint64_t round_up(std::uint64_t value, std::uint64_t to) {
  return (value + to - 1) / to * to;
}

class Loading {
public:
  Loading(const Image &image, const ImageSymbols &symbols)
      : image_(image), symbols_(symbols) {
    process_.format = image.machine.format;
  }

  Expected<Process> run(const Payload *payload) {
    map_image();
    HP_TRY(fill_slots());
    if (payload != nullptr) {
      map_payload(*payload);
      HP_TRY(apply_fixups(*payload));
      HP_TRY(redirect(*payload));
    }
    find_names();
    process_.regions.push_back({import_address, std::vector<std::byte>(page)});
    for (std::size_t i = 0; i < process_.imports.size(); ++i)
      process_.regions.back().bytes.at(16 * i) = std::byte{0xC3};
    return std::move(process_);
  }

private:
  std::byte *at(Address address, std::size_t size) {
    for (Region &region : process_.regions)
      if (address >= region.begin &&
          address - region.begin + size <= region.bytes.size())
        return region.bytes.data() + (address - region.begin);
    return nullptr;
  }

  Expected<void> put(Address address, std::uint64_t value, std::size_t size) {
    std::byte *to = at(address, size);
    if (to == nullptr)
      return fail(ErrorCode::malformed,
                  "no memory at " + hex(address) + " to write to");
    for (std::size_t i = 0; i < size; ++i)
      to[i] = static_cast<std::byte>(value >> (8 * i));
    return {};
  }

  void map_image() {
    std::uint64_t size = page;
    for (const ImageSection &section : image_.sections)
      size = std::max<std::uint64_t>(size, section.rva + section.size);
    Region region = {image_address,
                     std::vector<std::byte>(round_up(size, page))};
    for (const ImageSection &section : image_.sections)
      std::ranges::copy(section.bytes, region.bytes.begin() + section.rva);
    payload_address_ = image_address + round_up(size, granule) + granule;
    process_.regions.push_back(std::move(region));
  }

  Address import(std::string_view name) {
    auto found = std::ranges::find(process_.imports, name);
    if (found == process_.imports.end())
      found = process_.imports.insert(found, std::string(name));
    return import_address +
           16 * static_cast<Address>(found - process_.imports.begin());
  }

  std::optional<Address> exported(std::string_view name) const {
    for (const Export &entry : image_.exports)
      if (entry.name == name)
        return image_address + entry.rva;
    return std::nullopt;
  }

  Expected<void> fill_slots() {
    for (const Slot &slot : image_.slots) {
      std::optional<Address> value;
      if (slot.kind == SlotKind::import)
        value = import(slot.name);
      else if (slot.kind == SlotKind::relative)
        value = image_address + static_cast<Address>(slot.target);
      else if (slot.kind == SlotKind::symbol && exported(slot.name))
        value = *exported(slot.name) + static_cast<Address>(slot.target);
      if (!value)
        return fail(ErrorCode::unsupported,
                    "the slot at " + hex(slot.rva) + " is no address");
      HP_TRY(put(image_address + slot.rva, *value, 8));
    }
    for (const RelocationSite &site : image_.relocation_sites) {
      if (site.width != 8 || image_.slot_at(site.rva) != nullptr)
        continue;
      const std::byte *from = at(image_address + site.rva, 8);
      std::uint64_t value = 0;
      if (from != nullptr)
        std::memcpy(&value, from, 8);
      HP_TRY(put(image_address + site.rva,
                 value - image_.preferred_base + image_address, 8));
    }
    return {};
  }

  void map_payload(const Payload &payload) {
    for (const PayloadSection &section : payload.sections) {
      Region region = {payload_address_ + section.rva,
                       std::vector<std::byte>(round_up(section.size, page))};
      std::ranges::copy(section.bytes, region.bytes.begin());
      process_.regions.push_back(std::move(region));
    }
  }

  Expected<void> apply_fixups(const Payload &payload) {
    for (const Fixup &fixup : payload.fixups) {
      const Address field = payload_address_ + fixup.site;
      const Address value = image_address + fixup.base_target +
                            static_cast<Address>(fixup.addend);
      if (fixup.kind == FixupKind::rel32) {
        HP_TRY(put(field, value - field, 4));
      } else if (fixup.kind == FixupKind::absolute) {
        HP_TRY(put(field, value, 8));
      } else {
        const std::byte *from = at(image_address + fixup.base_target, 8);
        std::uint64_t copied = 0;
        if (from != nullptr)
          std::memcpy(&copied, from, 8);
        HP_TRY(put(field, copied, 8));
      }
    }
    for (const PayloadImport &entry : payload.imports)
      HP_TRY(put(payload_address_ + entry.slot, import(entry.name), 8));
    for (const Rva site : payload.relative_sites) {
      const std::byte *from = at(payload_address_ + site, 8);
      std::uint64_t value = 0;
      if (from != nullptr)
        std::memcpy(&value, from, 8);
      HP_TRY(put(payload_address_ + site, payload_address_ + value, 8));
    }
    return {};
  }

  Expected<void> redirect(const Payload &payload) {
    for (const Redirect &redirect : payload.redirects) {
      const Address begin = image_address + redirect.patch_begin;
      const std::size_t size = redirect.base_bytes.size();
      const std::byte *from = at(begin, size);
      if (from == nullptr || !equal_bytes({from, size}, redirect.base_bytes))
        return fail(ErrorCode::mismatch,
                    "the base has other bytes at " + hex(redirect.patch_begin));
      HP_TRY(put(begin, 0xE9, 1));
      HP_TRY(put(begin + 1,
                 payload_address_ + redirect.payload_entry - (begin + 5), 4));
      if (redirect.kind == RedirectKind::pad)
        HP_TRY(put(image_address + redirect.base_entry, 0xF9EB, 2));
    }
    return {};
  }

  void find_names() {
    for (const NamedPlace &place : symbols_.places)
      process_.names.emplace(place.name, image_address + place.rva);
  }

  const Image &image_;
  const ImageSymbols &symbols_;
  Address payload_address_ = 0;
  Process process_;
};

} // namespace

Expected<Process> load(const Image &image, const ImageSymbols &symbols,
                       const Payload *payload) {
  return Loading(image, symbols).run(payload);
}

} // namespace hotpatch
