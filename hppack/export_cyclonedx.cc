// CycloneDX has a word for what we do: a patch of type "monkey" "dynamically
// modifies runtime behavior".  It stands in the pedigree of a component, so
// each image with the package in force is a component whose ancestor is the
// file on disk.
//
// The serial number must be a UUID and should be unique: it is made of the
// package's digest (RFC 9562, version 8), not of chance.
#include "hppack/export_parts.h"

#include "cli/json_writer.h"
#include "formats/core/text.h"
#include "formats/core/version.h"

#include <algorithm>
#include <array>
#include <span>

namespace hotpatch {
namespace {

std::string uuid_of(const Sha256 &digest) {
  std::array<std::byte, 16> bytes = {};
  std::ranges::copy(std::span(digest).first<16>(), bytes.begin());
  bytes[6] = (bytes[6] & std::byte{0x0f}) | std::byte{0x80};
  bytes[8] = (bytes[8] & std::byte{0x3f}) | std::byte{0x80};
  std::string text = to_hex(bytes);
  for (std::size_t at : {20U, 16U, 12U, 8U})
    text.insert(at, "-");
  return text;
}

void write_metadata(JsonWriter &w, const Manifest &manifest,
                    const ExportFrame &frame) {
  w.key("metadata");
  w.start_object();
  w.text_member("timestamp", utc_text(frame.time));
  w.key("tools");
  w.start_object();
  w.key("components");
  w.start_array();
  w.start_object();
  w.text_member("type", "application");
  w.text_member("name", "hppack");
  w.text_member("version", tool_version());
  w.end_object();
  w.end_array();
  w.end_object();
  w.key("component");
  w.start_object();
  w.text_member("type", "application");
  w.text_member("bom-ref", "product");
  w.text_member("name", manifest.product);
  w.text_member("version", "hp" + std::to_string(manifest.sequence));
  w.end_object();
  w.key("supplier");
  w.start_object();
  w.text_member("name", frame.author);
  w.texts_member("url", {frame.author_url});
  w.end_object();
  w.end_object();
}

void write_pedigree(JsonWriter &w, const Manifest &manifest,
                    const PackedImage &image) {
  w.key("pedigree");
  w.start_object();
  w.key("ancestors");
  w.start_array();
  w.start_object();
  w.text_member("type", "file");
  w.text_member("name", image.name);
  w.text_member("version", build_text(image.base));
  w.text_member("purl", base_purl(manifest, image));
  w.end_object();
  w.end_array();
  w.key("patches");
  w.start_array();
  w.start_object();
  w.text_member("type", "monkey");
  w.key("resolves");
  w.start_array();
  for (const std::string &cve : manifest.cves) {
    w.start_object();
    w.text_member("type", "security");
    w.text_member("id", cve);
    w.end_object();
  }
  w.end_array();
  w.end_object();
  w.end_array();
  w.end_object();
}

void write_distribution(JsonWriter &w, const ExportFrame &frame) {
  w.key("externalReferences");
  w.start_array();
  w.start_object();
  w.text_member("type", "distribution");
  w.text_member("url", percent_encoded(frame.package_name));
  w.key("hashes");
  w.start_array();
  w.start_object();
  w.text_member("alg", "SHA-256");
  w.text_member("content", to_hex(frame.package_digest));
  w.end_object();
  w.end_array();
  w.end_object();
  w.end_array();
}

std::string reference_of(std::size_t index) {
  return "image-" + std::to_string(index);
}

void write_component(JsonWriter &w, const Manifest &manifest, std::size_t index,
                     const ExportFrame &frame) {
  const PackedImage &image = manifest.images[index];
  w.start_row();
  w.text_member("type", "file");
  w.text_member("bom-ref", reference_of(index));
  w.text_member("name", image.name);
  w.text_member("version", build_text(image.base) + "+hp" +
                               std::to_string(manifest.sequence));
  w.text_member("purl", fixed_purl(manifest, image));
  write_pedigree(w, manifest, image);
  write_distribution(w, frame);
  w.end_object();
}

void write_vulnerability(JsonWriter &w, const Manifest &manifest,
                         const std::string &cve) {
  w.start_row();
  w.text_member("id", cve);
  w.key("analysis");
  w.start_object();
  w.text_member("state", "resolved");
  w.text_member("detail", action_text(manifest));
  w.end_object();
  w.key("affects");
  w.start_array();
  for (std::size_t i = 0; i < manifest.images.size(); ++i) {
    w.start_object();
    w.text_member("ref", reference_of(i));
    w.end_object();
  }
  w.end_array();
  w.end_object();
}

} // namespace

Expected<std::string> render_cyclonedx(const Manifest &manifest,
                                       const ExportFrame &frame) {
  HP_TRY(check(frame));
  JsonWriter w;
  w.start_object();
  w.text_member("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
  w.text_member("bomFormat", "CycloneDX");
  w.text_member("specVersion", "1.6");
  w.text_member("serialNumber", "urn:uuid:" + uuid_of(frame.package_digest));
  w.number_member("version", 1);
  write_metadata(w, manifest, frame);
  w.key("components");
  w.start_array();
  for (std::size_t i = 0; i < manifest.images.size(); ++i)
    write_component(w, manifest, i, frame);
  w.end_array();
  w.key("vulnerabilities");
  w.start_array();
  for (const std::string &cve : manifest.cves)
    write_vulnerability(w, manifest, cve);
  w.end_array();
  w.end_object();
  return std::move(w).finish();
}

} // namespace hotpatch
