// The rules that every manifest keeps, each with its own message.
//
// One function for the writer and the reader, as with payloads: what is written
// can be read, and whoever has read a manifest never looks at a bound again.
//
// Names are labels for people, but somebody will make a file of one: they have
// no folder, no control character, and are not "." or "..".  They may be
// repeated by number (section 2 of the document), so the reader asks for their
// length, too, before it repeats them.
#include "formats/package/manifest.h"

#include "formats/core/cbor.h"
#include "formats/core/text.h"
#include "formats/package/manifest_format.h"
#include "formats/payload/check.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <functional>
#include <string>
#include <tuple>

namespace hotpatch {
namespace {

std::unexpected<Error> broken(std::string message) {
  return fail(ErrorCode::malformed, std::move(message));
}

Expected<void> check_text(std::string_view what, std::string_view text) {
  if (text.size() > max_manifest_text)
    return broken(std::string(what) + " of " + std::to_string(text.size()) +
                  " bytes, expected at most " +
                  std::to_string(max_manifest_text));
  if (!is_utf8(text))
    return broken(std::string(what) + " is not UTF-8");
  return {};
}

bool is_file_name(std::string_view name) {
  const bool is_plain = std::ranges::none_of(name, [](char c) {
    return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20 ||
           c == 0x7f;
  });
  return is_plain && !name.empty() && name != "." && name != "..";
}

Expected<void> check_base(const ImageIdentity &base) {
  if (base.machine > max_machine)
    return broken("machine " + hex(base.machine) + ", expected 16 bits");
  if (base.size_of_image == 0 || base.size_of_image >= max_image)
    return broken("base image of " + hex(base.size_of_image) +
                  " bytes, expected less than 2 GiB and more than none");
  const bool is_pe = base.format == ObjectFormat::coff;
  const bool has_pe_fields = base.time_date_stamp != 0 || base.checksum != 0 ||
                             base.pdb_age != 0 ||
                             base.pdb_guid != decltype(base.pdb_guid){};
  if (!is_pe && has_pe_fields)
    return broken("base image in ELF with fields of PE");
  if (is_pe && !base.build_id.empty())
    return broken("base image in PE with a build id");
  if (base.build_id.size() > max_manifest_text)
    return broken("build id of " + std::to_string(base.build_id.size()) +
                  " bytes, expected at most " +
                  std::to_string(max_manifest_text));
  return {};
}

Expected<void> check_size(std::string_view what, std::uint64_t size) {
  if (size == 0 || size > max_package_section)
    return broken(std::string(what) + " of " + std::to_string(size) +
                  " bytes, expected 1 to " +
                  std::to_string(max_package_section));
  return {};
}

Expected<void> check_image(const PackedImage &image) {
  HP_TRY(check_text("name", image.name));
  if (!is_file_name(image.name))
    return broken("name is not that of a file");
  HP_TRY(check_base(image.base));
  HP_TRY(check_size("section", image.stored_bytes));
  HP_TRY(check_size("stream", image.stream_bytes));
  return check_size("payload", image.payload_bytes);
}

// Nobody could say which of two payloads for one image is meant.
Expected<void> check_distinct(const std::vector<PackedImage> &images) {
  std::vector<std::size_t> order(images.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    order[i] = i;
  const auto key = [&](std::size_t i) {
    const ImageIdentity &base = images[i].base;
    return std::tie(base.code_digest, base.format, base.machine,
                    base.size_of_image, base.time_date_stamp, base.checksum,
                    base.pdb_guid, base.pdb_age, base.build_id);
  };
  std::ranges::sort(order, {}, key);
  const auto same =
      std::ranges::adjacent_find(order, std::ranges::equal_to{}, key);
  if (same != order.end())
    return broken("images " + std::to_string(*same) + " and " +
                  std::to_string(*std::next(same)) +
                  " are for the same base image");
  return {};
}

Expected<void> check_images(const std::vector<PackedImage> &images) {
  if (images.empty() || images.size() > max_package_images)
    return broken(std::to_string(images.size()) + " images, expected 1 to " +
                  std::to_string(max_package_images));
  for (std::size_t i = 0; i < images.size(); ++i)
    if (Expected<void> check = check_image(images[i]); !check)
      return std::unexpected(
          std::move(check).error().at("image " + std::to_string(i)));
  return check_distinct(images);
}

Expected<void> check_cves(const std::vector<std::string> &cves) {
  for (std::size_t i = 0; i < cves.size(); ++i) {
    HP_TRY(check_text("cve", cves[i]));
    if (cves[i].empty() || (i > 0 && cves[i] <= cves[i - 1]))
      return broken("cve " + std::to_string(i) +
                    " is empty or not behind the one before it");
  }
  return {};
}

Expected<void> check_numbers(const Manifest &manifest) {
  if (manifest.sequence == 0)
    return broken("sequence number 0, expected at least 1");
  if (manifest.supersedes >= manifest.sequence)
    return broken("supersedes " + std::to_string(manifest.supersedes) +
                  ", expected less than the sequence number " +
                  std::to_string(manifest.sequence));
  if (manifest.created && manifest.expires &&
      *manifest.expires <= *manifest.created)
    return broken("expires at " + std::to_string(*manifest.expires) +
                  ", expected later than it was created at " +
                  std::to_string(*manifest.created));
  return {};
}

} // namespace

std::optional<ProgramVersion> parse_version(std::string_view text) {
  ProgramVersion version = {};
  for (std::size_t i = 0; i < version.size(); ++i) {
    if (i > 0) {
      if (!text.starts_with('.'))
        return std::nullopt;
      text.remove_prefix(1);
    }
    const char *const end = text.data() + text.size();
    const std::from_chars_result read =
        std::from_chars(text.data(), end, version[i]);
    const auto digits = static_cast<std::size_t>(read.ptr - text.data());
    if (read.ec != std::errc{} || (digits > 1 && text.front() == '0'))
      return std::nullopt;
    text.remove_prefix(digits);
  }
  return text.empty() ? std::optional(version) : std::nullopt;
}

Expected<void> check_manifest(const Manifest &manifest) {
  HP_TRY(check_text("product", manifest.product));
  if (manifest.product.empty())
    return broken("product has no name");
  HP_TRY(check_text("channel", manifest.channel));
  HP_TRY(check_numbers(manifest));
  HP_TRY(check_cves(manifest.cves));
  if (!is_utf8(manifest.notes))
    return broken("notes are not UTF-8");
  if (!manifest.min_applier.empty() && !parse_version(manifest.min_applier))
    return broken("applier \"" + manifest.min_applier +
                  "\", expected a version such as 1.2.0");
  return check_images(manifest.images);
}

std::uint64_t section_bytes(const Manifest &manifest) {
  std::uint64_t total = 0;
  for (const PackedImage &image : manifest.images)
    total += image.stored_bytes;
  return total;
}

} // namespace hotpatch
