// Every member is always there, null or empty where there is nothing to say.
// Times are numbers, as in the manifest; digests are text with their algorithm.
#include "hppack/package_json.h"

#include "cli/identity.h"
#include "cli/json_writer.h"
#include "formats/core/text.h"
#include "formats/core/version.h"
#include "hppack/words.h"

#include <optional>

namespace hotpatch {
namespace {

void start(JsonWriter &w, std::string_view schema, std::string_view path) {
  w.start_object();
  w.text_member("schema", schema);
  w.key("tool");
  w.start_object();
  w.text_member("name", "hppack");
  w.text_member("version", tool_version());
  w.end_object();
  w.text_member("path", path);
}

void number_or_null(JsonWriter &w, std::string_view name,
                    std::optional<std::uint64_t> value) {
  w.key(name);
  if (value)
    w.number(*value);
  else
    w.null();
}

void write_image(JsonWriter &w, const PackedImage &image) {
  w.text_member("name", image.name);
  write_identity(w, image.base);
  w.number_member("stored_bytes", image.stored_bytes);
  w.text_member("stored_digest", to_text(image.stored_digest));
  w.number_member("stream_bytes", image.stream_bytes);
  w.number_member("payload_bytes", image.payload_bytes);
  w.text_member("payload_digest", to_text(image.payload_digest));
  w.boolean_member("needs_base", image.base_check.has_value());
}

// The manifest without its images.
void write_manifest(JsonWriter &w, const PackageId &id,
                    const Manifest &manifest) {
  w.text_member("id", to_text(id));
  w.text_member("product", manifest.product);
  w.text_or_null("channel", manifest.channel);
  w.number_member("sequence", std::uint64_t{manifest.sequence});
  number_or_null(w, "supersedes",
                 manifest.supersedes == 0
                     ? std::nullopt
                     : std::optional<std::uint64_t>(manifest.supersedes));
  w.texts_member("cves", manifest.cves);
  number_or_null(w, "created", manifest.created);
  number_or_null(w, "expires", manifest.expires);
  w.text_or_null("notes", manifest.notes);
  w.text_or_null("min_applier", manifest.min_applier);
}

void write_parts(JsonWriter &w, const PackageFrame &frame) {
  std::uint64_t total = 0;
  w.key("parts");
  w.start_array();
  for (const PackagePart &part : measure_package(frame)) {
    w.start_object();
    w.text_member("name", part.name);
    w.number_member("bytes", part.bytes);
    w.end_object();
    total += part.bytes;
  }
  w.end_array();
  w.number_member("package_bytes", total);
}

void write_signers(JsonWriter &w, const VerifiedPackage &package) {
  w.key("signers");
  w.start_array();
  for (const KeyId &id : package.signers())
    w.text(to_text(id));
  w.end_array();
  w.number_member("ignored_signatures",
                  std::uint64_t{package.ignored_signatures()});
}

} // namespace

std::string render_build_json(const BuiltPackage &built,
                              std::string_view path) {
  JsonWriter w;
  start(w, "hppack.build/1", path);
  write_manifest(w, built.id, built.manifest);
  w.text_or_null("signer", built.signer ? to_text(*built.signer) : "");
  if (const auto frame = split_package(built.bytes))
    write_parts(w, *frame);
  w.key("images");
  w.start_array();
  for (std::size_t i = 0; i < built.sources.size(); ++i) {
    w.start_row();
    w.text_member("payload", built.sources[i].payload);
    w.text_or_null("base", built.sources[i].base);
    write_image(w, built.manifest.images[i]);
    w.end_object();
  }
  w.end_array();
  w.end_object();
  return std::move(w).finish();
}

std::string render_verify_json(const PackageResult<CheckedPackage> &checked,
                               std::string_view path) {
  JsonWriter w;
  start(w, "hppack.verify/1", path);
  if (!checked) {
    const PackageFailure &failure = checked.error();
    w.text_member("verdict",
                  is_refused(failure.fault) ? "refused" : "malformed");
    w.key("fault");
    w.start_object();
    w.text_member("slug", slug_of(failure.fault));
    w.text_member("detail", failure.detail);
    w.text_member("meaning", meaning_of(failure.fault));
    w.end_object();
    w.key("package");
    w.null();
    w.end_object();
    return std::move(w).finish();
  }
  const VerifiedPackage &package = checked->package;
  w.text_member("verdict", "valid");
  w.key("fault");
  w.null();
  w.key("package");
  w.start_object();
  write_manifest(w, package.id(), package.manifest());
  write_signers(w, package);
  w.key("images");
  w.start_array();
  for (std::size_t i = 0; i < checked->images.size(); ++i) {
    w.start_row();
    w.text_or_null("base", checked->images[i].base);
    write_image(w, package.manifest().images[i]);
    w.end_object();
  }
  w.end_array();
  w.end_object();
  w.end_object();
  return std::move(w).finish();
}

std::string render_show_json(const PackageContents &contents,
                             const CheckedPackage *checked,
                             std::string_view path) {
  JsonWriter w;
  start(w, "hppack.show/1", path);
  w.boolean_member("is_verified", checked != nullptr);
  write_manifest(w, contents.id, contents.manifest);
  w.key("signatures");
  w.start_array();
  for (const Signature &signature : contents.signatures) {
    w.start_row();
    w.boolean_member("is_verified", is_verified(signature, checked));
    w.text_member("key_hint", to_hex(signature.key_hint));
    w.text_member("algorithm", to_word(signature.algorithm));
    w.end_object();
  }
  w.end_array();
  write_parts(w, contents.frame);
  w.key("images");
  w.start_array();
  for (const PackedImage &image : contents.manifest.images) {
    w.start_row();
    write_image(w, image);
    w.end_object();
  }
  w.end_array();
  w.end_object();
  return std::move(w).finish();
}

} // namespace hotpatch
