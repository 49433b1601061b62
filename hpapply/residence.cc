#include "hpapply/residence.h"

#include "formats/core/sha256.h"
#include "formats/package/manifest.h"
#include "formats/payload/check.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace hotpatch {
namespace {

// DO NOT CHANGE: older appliers look for it.
struct Header {
  std::array<char, 8> magic = {};
  std::uint32_t version = 1;
  std::uint32_t image = 0;
  std::uint64_t size = 0;   // of all
  std::uint64_t record = 0; // where it begins, from the header
  std::uint64_t base = 0;
  std::uint64_t frames = 0;
  std::uint64_t manifest_bytes = 0;
  std::uint64_t payload_bytes = 0;
  PackageId package = {};
  Sha256 constant = {}; // of all sections but the writable one
  Sha256 digest = {};   // of the header without it, manifest and payload
};
static_assert(sizeof(Header) == residence_header);
// Neither text nor a part of any.
constexpr std::array<char, 8> magic = {'\x89', 'H', 'P', 'L',
                                       'I',    'V', 'E', '\n'};

std::uint64_t to_pages(std::uint64_t bytes) {
  return (bytes + payload_page - 1) / payload_page * payload_page;
}

// Where the record begins.
std::uint64_t record_at(const Payload &payload, Address frames) {
  return to_pages(end_of_sections(payload)) + (frames != 0 ? payload_page : 0);
}

Sha256 digest_of(const Header &header, BytesView manifest, BytesView payload) {
  const BytesView fields =
      std::as_bytes(std::span(&header, 1)).first(offsetof(Header, digest));
  return sha256(std::array{fields, manifest, payload});
}

// `image` begins with the payload's RVA 0.
Sha256 constant_digest(const Payload &payload, BytesView image) {
  std::vector<BytesView> parts;
  for (const PayloadSection &section : payload.sections)
    if (section.kind != PayloadSectionKind::writable)
      parts.push_back(image.subspan(section.rva, section.size));
  return sha256(parts);
}

std::optional<Header> read_header(Process &process, MemoryRange range) {
  Header header;
  if (range.end - range.begin < payload_page ||
      !process.read(range.begin, std::as_writable_bytes(std::span(&header, 1))))
    return std::nullopt;
  if (header.magic != magic || header.version != 1 ||
      header.manifest_bytes > max_manifest ||
      header.payload_bytes > max_package_section || header.size >= max_image ||
      header.record >= header.size ||
      header.manifest_bytes + header.payload_bytes >
          header.size - header.record)
    return std::nullopt;
  return header;
}

// Nothing: it is not whole.
std::optional<Residence> read_residence(Process &process, MemoryRange region) {
  const std::optional<Header> header = read_header(process, region);
  if (!header)
    return std::nullopt;
  std::vector<std::byte> record(header->manifest_bytes + header->payload_bytes);
  if (!process.read(region.begin + header->record, record))
    return std::nullopt;
  const BytesView manifest_view =
      BytesView(record).first(header->manifest_bytes);
  const BytesView payload_view =
      BytesView(record).subspan(header->manifest_bytes);
  if (digest_of(*header, manifest_view, payload_view) != header->digest)
    return std::nullopt;
  Expected<Manifest> manifest = decode_manifest(manifest_view);
  Expected<Payload> payload = read_payload(payload_view);
  if (!manifest || !payload || header->image >= manifest->images.size())
    return std::nullopt;
  Expected<std::vector<BaseWrite>> writes =
      redirect_writes(*payload, {header->base, region.begin});
  if (!writes)
    return std::nullopt;
  return Residence{.range = {region.begin, region.begin + header->size},
                   .base = header->base,
                   .package = header->package,
                   .manifest = *std::move(manifest),
                   .image = header->image,
                   .payload = *std::move(payload),
                   .frames = header->frames,
                   .constant = header->constant,
                   .writes = *std::move(writes)};
}

} // namespace

MemoryRange unwinder_page(const Payload &payload, Address own) {
  const Address begin = own + to_pages(end_of_sections(payload));
  return {begin, begin + payload_page};
}

std::uint64_t residence_bytes(const Payload &payload,
                              const ResidenceRecord &record) {
  return record_at(payload, record.frames) +
         to_pages(record.manifest.size() + record.payload.size());
}

std::vector<std::byte> write_residence(const Payload &payload, BytesView image,
                                       const ResidenceRecord &record) {
  Header header{.magic = magic,
                .image = record.image,
                .size = residence_bytes(payload, record),
                .record = record_at(payload, record.frames),
                .base = record.base,
                .frames = record.frames,
                .manifest_bytes = record.manifest.size(),
                .payload_bytes = record.payload.size(),
                .package = record.package,
                .constant = constant_digest(payload, image)};
  header.digest = digest_of(header, record.manifest, record.payload);
  std::vector<std::byte> bytes(header.size);
  std::ranges::copy(image, bytes.begin());
  std::memcpy(bytes.data(), &header, sizeof header);
  const auto after_sections =
      bytes.begin() + static_cast<std::ptrdiff_t>(header.record);
  std::ranges::copy(record.payload,
                    std::ranges::copy(record.manifest, after_sections).out);
  return bytes;
}

Expected<std::vector<Residence>> find_residences(Process &process) {
  std::vector<Residence> residences;
  for (const MemoryRegion &region : HP_TRY(process.regions())) {
    if (region.is_file || !region.is_readable || region.is_writable ||
        region.is_executable)
      continue;
    if (std::optional<Residence> found = read_residence(process, region.range))
      residences.push_back(*std::move(found));
  }
  return residences;
}

Expected<ResidenceCheck> check_residence(Process &process,
                                         const Residence &residence,
                                         std::span<const Residence> others) {
  ResidenceCheck check;
  std::vector<std::byte> image(end_of_sections(residence.payload));
  HP_TRY(process.read(residence.range.begin, image));
  check.is_payload_intact =
      constant_digest(residence.payload, image) == residence.constant;
  std::size_t redirected = 0, original = 0;
  for (const BaseWrite &write : residence.writes) {
    SiteCheck site{.found = std::vector<std::byte>(write.bytes.size())};
    const Address address = residence.base + write.base_rva;
    HP_TRY(process.read(address, site.found));
    std::vector<std::byte> as_linked = site.found;
    for (const Residence &other : others)
      put_back(as_linked, address, other);
    if (site.found == write.bytes)
      site.state = SiteState::redirected;
    else if (as_linked != write.base_bytes)
      site.state = SiteState::changed;
    redirected += site.state == SiteState::redirected ? 1 : 0;
    original += site.state == SiteState::original ? 1 : 0;
    check.sites.push_back(std::move(site));
  }
  const std::size_t all = check.sites.size();
  if (redirected + original != all)
    check.state = ResidenceState::changed;
  else if (redirected == 0)
    check.state = ResidenceState::retired;
  else
    check.state =
        redirected == all ? ResidenceState::in_force : ResidenceState::partial;
  return check;
}

void put_back(std::span<std::byte> bytes, Address address,
              const Residence &residence) {
  for (const BaseWrite &write : residence.writes) {
    const Address begin = residence.base + write.base_rva;
    const Address from = std::max(begin, address);
    const Address to =
        std::min(begin + write.bytes.size(), address + bytes.size());
    for (Address at = from; at < to; ++at)
      if (bytes[at - address] == write.bytes[at - begin])
        bytes[at - address] = write.base_bytes[at - begin];
  }
}

} // namespace hotpatch
