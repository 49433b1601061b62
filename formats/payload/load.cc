// Applying fixups and encoding redirects.
//
// This is the one place that computes S + A - P, so that the applier and the
// validator cannot disagree about what a payload will be.  Addresses are 64-bit
// and their sums wrap around as the processor's do; only what must fit in 32
// bits is checked, as a signed distance.
//
// A redirect is encoded from its end: E9's displacement counts from the byte
// behind it.  `pad`:
//
//     entry-5  E9 rel32   to the payload
//     entry    EB F9      to entry-5: two bytes back, five more
//
// Source: Intel SDM vol. 2, JMP (E9 cd, EB cb).
#include "formats/payload/load.h"

#include "formats/core/byte_writer.h"
#include "formats/core/text.h"
#include "formats/payload/check.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::uint64_t jump_size = 5; // E9 rel32

// `target` - `place`, if it fits in 32 bits.
std::optional<std::uint32_t> distance(std::uint64_t place,
                                      std::uint64_t target) {
  const auto value = static_cast<std::int64_t>(target - place);
  if (value < INT32_MIN || value > INT32_MAX)
    return std::nullopt;
  return static_cast<std::uint32_t>(value);
}

std::unexpected<Error> too_far(std::uint64_t place, std::uint64_t target) {
  return fail(ErrorCode::unsupported, hex(place) + " does not reach " +
                                          hex(target) +
                                          ", which is 2 GiB or more away");
}

Expected<void> check_addresses(const Payload &payload,
                               const LoadAddresses &addresses) {
  const auto fits = [](std::uint64_t address, std::uint64_t size) {
    return address + size > address && address % payload_page == 0;
  };
  const std::uint64_t end = end_of_sections(payload);
  if (!fits(addresses.base, payload.base.size_of_image) ||
      !fits(addresses.payload, end))
    return fail(ErrorCode::mismatch,
                "base at " + hex(addresses.base) + " and payload at " +
                    hex(addresses.payload) +
                    ", expected multiples of a page with room behind");
  const bool is_apart = addresses.payload + payload_page >=
                            addresses.base + payload.base.size_of_image ||
                        addresses.base >= addresses.payload + end;
  if (!is_apart)
    return fail(ErrorCode::mismatch, "base at " + hex(addresses.base) +
                                         " and payload at " +
                                         hex(addresses.payload) + " overlap");
  return {};
}

Expected<std::uint64_t> read_base_slot(const LoadSource &source, Rva rva) {
  if (!source.read_base)
    return fail(ErrorCode::unsupported,
                "nobody can read the base image's slot");
  return source.read_base(rva);
}

Expected<std::uint64_t> find_export(const LoadSource &source,
                                    const PayloadImport &import) {
  if (!source.find_export)
    return fail(ErrorCode::unsupported, "nobody can find exports");
  return source.find_export(import);
}

Expected<void> apply_fixup(std::span<std::byte> image, const Fixup &fixup,
                           const LoadAddresses &addresses,
                           const LoadSource &source) {
  const std::uint64_t target = addresses.base + fixup.base_target +
                               static_cast<std::uint64_t>(fixup.addend);
  switch (fixup.kind) {
  case FixupKind::rel32: {
    const std::uint64_t place = addresses.payload + fixup.site;
    const std::optional<std::uint32_t> value = distance(place, target);
    if (!value)
      return too_far(place, target);
    put_at(image, fixup.site, *value);
    return {};
  }
  case FixupKind::absolute:
    put_at(image, fixup.site, target);
    return {};
  case FixupKind::indirect:
    break;
  }
  put_at(image, fixup.site, HP_TRY(read_base_slot(source, fixup.base_target)));
  return {};
}

std::vector<std::byte> lay_out_sections(const Payload &payload) {
  std::vector<std::byte> image(
      static_cast<std::size_t>(end_of_sections(payload)));
  for (const PayloadSection &section : payload.sections)
    std::ranges::copy(section.bytes, image.begin() + section.rva);
  return image;
}

Expected<BaseWrite> make_write(const Redirect &redirect,
                               const LoadAddresses &addresses) {
  const std::uint64_t place = addresses.base + redirect.patch_begin;
  const std::uint64_t target = addresses.payload + redirect.payload_entry;
  const std::optional<std::uint32_t> value =
      distance(place + jump_size, target);
  if (!value)
    return too_far(place, target);
  ByteWriter bytes;
  bytes.put_as<std::uint8_t>(0xe9);
  bytes.put(*value);
  if (redirect.kind == RedirectKind::pad) {
    bytes.put_as<std::uint8_t>(0xeb);
    bytes.put_as<std::uint8_t>(0xf9);
  }
  return BaseWrite{.kind = redirect.kind,
                   .base_rva = redirect.patch_begin,
                   .base_bytes = redirect.base_bytes,
                   .bytes = std::move(bytes).take()};
}

std::unexpected<Error> at(Error error, std::string_view what, Rva rva) {
  return std::unexpected(
      std::move(error).at(std::string(what) + " at " + hex(rva)));
}

} // namespace

Expected<std::vector<BaseWrite>>
redirect_writes(const Payload &payload, const LoadAddresses &addresses) {
  HP_TRY(check_payload(payload));
  HP_TRY(check_addresses(payload, addresses));
  std::vector<BaseWrite> writes;
  for (const Redirect &redirect : payload.redirects) {
    Expected<BaseWrite> write = make_write(redirect, addresses);
    if (!write)
      return at(std::move(write).error(), "redirect", redirect.base_entry);
    writes.push_back(*std::move(write));
  }
  return writes;
}

Expected<LoadedPayload> load_payload(const Payload &payload,
                                     const LoadAddresses &addresses,
                                     const LoadSource &source) {
  LoadedPayload loaded;
  loaded.writes = HP_TRY(redirect_writes(payload, addresses));
  loaded.image = lay_out_sections(payload);
  const std::span<std::byte> image(loaded.image);
  for (const Fixup &fixup : payload.fixups)
    if (Expected<void> done = apply_fixup(image, fixup, addresses, source);
        !done)
      return at(std::move(done).error(), "fixup", fixup.site);
  for (const PayloadImport &import : payload.imports) {
    Expected<std::uint64_t> address = find_export(source, import);
    if (!address)
      return at(std::move(address).error(), "import", import.slot);
    put_at(image, import.slot, *address);
  }
  for (const Rva site : payload.relative_sites)
    put_at(image, site,
           addresses.payload +
               read_int<std::uint64_t>(image, site).value_or(0));
  return loaded;
}

} // namespace hotpatch
