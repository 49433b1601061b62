// Names are ids elsewhere: a scanner joins our documents with its own list by
// package URL.  Product and image make the name, and what tells the build (as
// the loader or debugger would show it) is the version, since a hotpatch is for
// one build and knows no marketing version.
#include "hppack/export_parts.h"

#include "cli/text.h"
#include "formats/core/text.h"

#include <algorithm>
#include <chrono>

namespace hotpatch {
namespace {

constexpr std::uint64_t last_second = 253'402'300'799; // of the year 9999

std::string digits(std::uint64_t value, std::size_t width) {
  std::string text = std::to_string(value);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

bool is_unreserved(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') || std::string_view("-._~").contains(c);
}

} // namespace

std::string utc_text(std::uint64_t seconds) {
  using namespace std::chrono;
  const sys_seconds time{std::chrono::seconds(seconds)};
  const sys_days day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  const auto part = [](auto value) {
    return digits(static_cast<std::uint64_t>(value.count()), 2);
  };
  return digits(static_cast<std::uint64_t>(static_cast<int>(date.year())), 4) +
         "-" + digits(static_cast<unsigned>(date.month()), 2) + "-" +
         digits(static_cast<unsigned>(date.day()), 2) + "T" +
         part(clock.hours()) + ":" + part(clock.minutes()) + ":" +
         part(clock.seconds()) + "Z";
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view hex_digits = "0123456789ABCDEF";
  std::string out;
  for (char c : printable(text)) {
    if (is_unreserved(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += hex_digits[byte >> 4U];
    out += hex_digits[byte & 15U];
  }
  return out;
}

std::string build_text(const ImageIdentity &identity) {
  if (!identity.build_id.empty())
    return to_hex(identity.build_id);
  const auto is_zero = [](std::byte b) { return b == std::byte{}; };
  if (!std::ranges::all_of(identity.pdb_guid, is_zero))
    return to_hex(identity.pdb_guid) + "-" + std::to_string(identity.pdb_age);
  return to_hex(identity.code_digest);
}

std::string base_purl(const Manifest &manifest, const PackedImage &image) {
  return "pkg:generic/" + percent_encoded(manifest.product) + "/" +
         percent_encoded(image.name) + "@" + build_text(image.base);
}

std::string fixed_purl(const Manifest &manifest, const PackedImage &image) {
  return base_purl(manifest, image) + "%2Bhp" +
         std::to_string(manifest.sequence);
}

std::string title_of(const Manifest &manifest) {
  return printable(manifest.product) + ", hotpatch " +
         std::to_string(manifest.sequence);
}

std::string release_id(const Manifest &manifest) {
  std::string id = percent_encoded(manifest.product);
  if (!manifest.channel.empty())
    id += "/" + percent_encoded(manifest.channel);
  return id + "/hp" + std::to_string(manifest.sequence);
}

std::string document_id(const Manifest &manifest, const ExportFrame &frame,
                        std::string_view kind) {
  std::string id = frame.author_url;
  id += id.ends_with('/') ? "" : "/";
  id += kind;
  return id + "/" + release_id(manifest);
}

std::string action_text(const Manifest &manifest) {
  return "The file on disk stays as it is. Apply hotpatch " +
         std::to_string(manifest.sequence) +
         " to running processes, which needs no restart, and install the full "
         "update before the next one.";
}

Expected<void> check(const ExportFrame &frame) {
  if (frame.author.empty())
    return fail(ErrorCode::malformed, "no author, expected who issues it");
  const std::string_view url = frame.author_url;
  const auto is_allowed = [](char c) {
    return is_unreserved(c) || std::string_view("/:%?=&@[]").contains(c);
  };
  const std::size_t scheme = url.starts_with("https://")  ? 8
                             : url.starts_with("http://") ? 7
                                                          : url.size();
  if (scheme >= url.size() || !std::ranges::all_of(url, is_allowed))
    return fail(ErrorCode::malformed, "author's URL is '" + printable(url) +
                                          "', expected https://...");
  if (frame.time > last_second)
    return fail(ErrorCode::malformed, "time is after the year 9999");
  return {};
}

Expected<void> check_vex(const Manifest &manifest, const ExportFrame &frame) {
  if (manifest.cves.empty())
    return fail(ErrorCode::malformed,
                "package names no CVE, expected one that it fixes",
                "give hppack build --cve");
  return check(frame);
}

Expected<std::uint64_t>
export_time(const Manifest &manifest,
            std::optional<std::uint64_t> source_date_epoch) {
  const std::optional<std::uint64_t> time =
      manifest.created ? manifest.created : source_date_epoch;
  if (!time)
    return fail(ErrorCode::malformed,
                "package does not say when it was made, expected a time for "
                "the document",
                "set SOURCE_DATE_EPOCH");
  if (*time > last_second)
    return fail(ErrorCode::malformed, "time is after the year 9999");
  return *time;
}

} // namespace hotpatch
