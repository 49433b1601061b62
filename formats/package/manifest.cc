// Writing and reading the manifest.
//
// It is most of what a package has besides its payloads, so it is small: keys
// are numbers, elements of lists are arrays by position, what is empty is left
// out, and an image with the name of an earlier one names that by its number.
//
// For a value there is one right encoding.  The reader asks for what must come
// next, so depth, types and lengths are bounded by the grammar; order and form
// are settled by writing what was read once more and comparing.  A key that is
// not known is an error: what a newer tool asks for must not be overlooked.
#include "formats/package/manifest.h"

#include "formats/core/cbor.h"
#include "formats/core/text.h"
#include "formats/package/manifest_format.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::uint64_t any_number = std::numeric_limits<std::uint64_t>::max();

bool has_pdb(const ImageIdentity &base) {
  return base.pdb_age != 0 || base.pdb_guid != decltype(base.pdb_guid){};
}

void put_base(CborWriter &out, const ImageIdentity &base) {
  const bool is_pe = base.format == ObjectFormat::coff;
  out.begin_array(!is_pe          ? elf_base_items
                  : has_pdb(base) ? pe_base_items_with_pdb
                                  : pe_base_items);
  out.put_uint(is_pe ? 1 : 0);
  out.put_uint(base.machine);
  out.put_uint(base.size_of_image);
  out.put_bytes(base.code_digest);
  if (!is_pe) {
    out.put_bytes(base.build_id);
    return;
  }
  out.put_uint(base.time_date_stamp);
  out.put_uint(base.checksum);
  if (has_pdb(base)) {
    out.put_bytes(base.pdb_guid);
    out.put_uint(base.pdb_age);
  }
}

void put_image(CborWriter &out, const std::vector<PackedImage> &images,
               const PackedImage &image) {
  out.begin_array(image_items + (image.base_check ? 1 : 0));
  const auto first = std::ranges::find(images, image.name, &PackedImage::name);
  if (&*first == &image)
    out.put_text(image.name);
  else
    out.put_uint(static_cast<std::uint64_t>(first - images.begin()));
  put_base(out, image.base);
  out.put_uint(image.stored_bytes);
  out.put_bytes(image.stored_digest);
  out.put_uint(image.stream_bytes);
  out.put_uint(image.payload_bytes);
  out.put_bytes(image.payload_digest);
  if (image.base_check)
    out.put_uint(*image.base_check);
}

void put_key(CborWriter &out, ManifestKey key) {
  out.put_uint(static_cast<std::uint64_t>(key));
}

void put_text(CborWriter &out, ManifestKey key, std::string_view text) {
  if (text.empty())
    return;
  put_key(out, key);
  out.put_text(text);
}

void put_time(CborWriter &out, ManifestKey key,
              const std::optional<std::uint64_t> &time) {
  if (!time)
    return;
  put_key(out, key);
  out.put_uint(*time);
}

std::vector<std::byte> encode(const Manifest &manifest) {
  CborWriter out;
  out.begin_map(3U + std::uint64_t{!manifest.channel.empty()} +
                std::uint64_t{manifest.supersedes != 0} +
                std::uint64_t{!manifest.cves.empty()} +
                std::uint64_t{manifest.created.has_value()} +
                std::uint64_t{manifest.expires.has_value()} +
                std::uint64_t{!manifest.notes.empty()} +
                std::uint64_t{!manifest.min_applier.empty()});
  put_text(out, ManifestKey::product, manifest.product);
  put_key(out, ManifestKey::sequence);
  out.put_uint(manifest.sequence);
  put_key(out, ManifestKey::images);
  out.begin_array(manifest.images.size());
  for (const PackedImage &image : manifest.images)
    put_image(out, manifest.images, image);
  put_text(out, ManifestKey::channel, manifest.channel);
  if (manifest.supersedes != 0) {
    put_key(out, ManifestKey::supersedes);
    out.put_uint(manifest.supersedes);
  }
  if (!manifest.cves.empty()) {
    put_key(out, ManifestKey::cves);
    out.begin_array(manifest.cves.size());
    for (const std::string &cve : manifest.cves)
      out.put_text(cve);
  }
  put_time(out, ManifestKey::created, manifest.created);
  put_time(out, ManifestKey::expires, manifest.expires);
  put_text(out, ManifestKey::notes, manifest.notes);
  put_text(out, ManifestKey::min_applier, manifest.min_applier);
  return std::move(out).take();
}

Expected<ImageIdentity> read_base(CborReader &in) {
  const std::uint64_t items = HP_TRY(in.begin_array());
  ImageIdentity base;
  const bool is_pe = HP_TRY(in.read_uint(1)) == 1;
  base.format = is_pe ? ObjectFormat::coff : ObjectFormat::elf;
  const bool is_known =
      is_pe ? items == pe_base_items || items == pe_base_items_with_pdb
            : items == elf_base_items;
  if (!is_known)
    return fail(ErrorCode::malformed, std::to_string(items) +
                                          " items, expected " +
                                          (is_pe ? "6 or 8" : "5"));
  base.machine = static_cast<std::uint32_t>(HP_TRY(in.read_uint(max_machine)));
  base.size_of_image = HP_TRY(in.read_u32());
  base.code_digest = HP_TRY(in.read_byte_array<32>());
  if (!is_pe) {
    const BytesView build_id = HP_TRY(in.read_bytes());
    base.build_id.assign(build_id.begin(), build_id.end());
    return base;
  }
  base.time_date_stamp = HP_TRY(in.read_u32());
  base.checksum = HP_TRY(in.read_u32());
  if (items == pe_base_items_with_pdb) {
    base.pdb_guid = HP_TRY(in.read_byte_array<16>());
    base.pdb_age = HP_TRY(in.read_u32());
  }
  return base;
}

// A text, or the number of an earlier image that has it.  Of a text that is too
// long there must be no thousand copies before somebody looks.
Expected<std::string> read_name(CborReader &in,
                                const std::vector<PackedImage> &before) {
  CborReader ahead = in;
  Expected<std::string> text = ahead.read_text();
  if (text && text->size() > max_manifest_text)
    return fail(ErrorCode::malformed, "name of " +
                                          std::to_string(text->size()) +
                                          " bytes, expected at most " +
                                          std::to_string(max_manifest_text));
  if (text) {
    in = ahead;
    return text;
  }
  if (before.empty())
    return text;
  const std::uint64_t number = HP_TRY(in.read_uint(before.size() - 1));
  return before[static_cast<std::size_t>(number)].name;
}

Expected<PackedImage> read_image(CborReader &in,
                                 const std::vector<PackedImage> &before) {
  if (before.size() == max_package_images)
    return fail(ErrorCode::malformed,
                "expected at most " + std::to_string(max_package_images));
  const std::uint64_t items = HP_TRY(in.begin_array());
  if (items != image_items && items != image_items + 1)
    return fail(ErrorCode::malformed,
                std::to_string(items) + " items, expected 7 or 8");
  PackedImage image;
  image.name = HP_TRY(read_name(in, before));
  Expected<ImageIdentity> base = read_base(in);
  if (!base)
    return std::unexpected(std::move(base).error().at("base"));
  image.base = *std::move(base);
  image.stored_bytes = HP_TRY(in.read_uint(any_number));
  image.stored_digest = HP_TRY(in.read_byte_array<32>());
  image.stream_bytes = HP_TRY(in.read_uint(any_number));
  image.payload_bytes = HP_TRY(in.read_uint(any_number));
  image.payload_digest = HP_TRY(in.read_byte_array<32>());
  if (items == image_items + 1)
    image.base_check = HP_TRY(in.read_uint(any_number));
  return image;
}

Expected<void> read_value(CborReader &in, ManifestKey key, Manifest &manifest) {
  switch (key) {
  case ManifestKey::product:
    manifest.product = HP_TRY(in.read_text());
    return {};
  case ManifestKey::sequence:
    manifest.sequence = HP_TRY(in.read_u32());
    return {};
  case ManifestKey::images:
    return read_cbor_list(in, manifest.images, [&](CborReader &item) {
      return read_image(item, manifest.images);
    });
  case ManifestKey::channel:
    manifest.channel = HP_TRY(in.read_text());
    return {};
  case ManifestKey::supersedes:
    manifest.supersedes = HP_TRY(in.read_u32());
    return {};
  case ManifestKey::cves:
    return read_cbor_list(in, manifest.cves,
                          [](CborReader &item) { return item.read_text(); });
  case ManifestKey::created:
    manifest.created = HP_TRY(in.read_uint(any_number));
    return {};
  case ManifestKey::expires:
    manifest.expires = HP_TRY(in.read_uint(any_number));
    return {};
  case ManifestKey::notes:
    manifest.notes = HP_TRY(in.read_text());
    return {};
  case ManifestKey::min_applier:
    manifest.min_applier = HP_TRY(in.read_text());
    return {};
  }
  return fail(ErrorCode::malformed, "is not known");
}

Expected<void> read_map(CborReader &in, Manifest &manifest) {
  const std::uint64_t pairs = HP_TRY(in.begin_map());
  std::optional<std::uint64_t> before;
  for (std::uint64_t i = 0; i < pairs; ++i) {
    const std::uint64_t key = HP_TRY(in.read_uint(any_number));
    const std::string where = "key " + std::to_string(key);
    if (key > static_cast<std::uint64_t>(ManifestKey::min_applier))
      return fail(ErrorCode::malformed, where + " is not known");
    if (before && key <= *before)
      return fail(ErrorCode::malformed,
                  where + " behind key " + std::to_string(*before));
    if (Expected<void> read =
            read_value(in, static_cast<ManifestKey>(key), manifest);
        !read)
      return std::unexpected(std::move(read).error().at(where));
    before = key;
  }
  return {};
}

} // namespace

Expected<std::vector<std::byte>> encode_manifest(const Manifest &manifest) {
  HP_TRY(check_manifest(manifest));
  std::vector<std::byte> bytes = encode(manifest);
  if (bytes.size() > max_manifest)
    return fail(ErrorCode::unsupported,
                "manifest of " + std::to_string(bytes.size()) +
                    " bytes, expected at most " + std::to_string(max_manifest));
  return bytes;
}

Expected<Manifest> decode_manifest(BytesView bytes) {
  if (bytes.size() > max_manifest)
    return fail(ErrorCode::malformed,
                "manifest of " + std::to_string(bytes.size()) +
                    " bytes, expected at most " + std::to_string(max_manifest));
  CborReader in(bytes);
  Manifest manifest;
  Expected<void> read = read_map(in, manifest);
  if (read && !in.is_at_end())
    read = fail(ErrorCode::malformed, "bytes are left over");
  if (!read)
    return std::unexpected(
        std::move(read).error().at("manifest at " + hex(in.position())));
  HP_TRY(check_manifest(manifest));
  if (!std::ranges::equal(encode(manifest), bytes))
    return fail(ErrorCode::malformed,
                "manifest is not written as its content would be");
  return manifest;
}

PackageResult<std::vector<BytesView>> split_sections(const Manifest &manifest,
                                                     BytesView sections) {
  if (section_bytes(manifest) != sections.size())
    return fail(PackageFault::section_sizes,
                std::to_string(sections.size()) +
                    " bytes of sections, expected " +
                    std::to_string(section_bytes(manifest)));
  std::vector<BytesView> views;
  for (const PackedImage &image : manifest.images) {
    views.push_back(
        sections.first(static_cast<std::size_t>(image.stored_bytes)));
    sections = sections.subspan(views.back().size());
  }
  return views;
}

PackageResult<void> check_section(const Manifest &manifest, std::size_t image,
                                  BytesView section) {
  const Sha256 &expected = manifest.images[image].stored_digest;
  if (const Sha256 digest = sha256(section); digest != expected)
    return fail(PackageFault::changed_section,
                "section " + std::to_string(image) + " has SHA-256 " +
                    to_hex(digest) + ", expected " + to_hex(expected));
  return {};
}

} // namespace hotpatch
