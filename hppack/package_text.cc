// A word of ours, then what belongs to it, a line each.  All text of a manifest
// goes through printable(): a package may be by anybody.
#include "hppack/package_text.h"

#include "cli/identity.h"
#include "cli/text.h"
#include "formats/core/text.h"
#include "formats/package/public_key.h"
#include "hppack/times.h"
#include "hppack/words.h"

namespace hotpatch {
namespace {

std::string line(std::string_view label, const std::string &text) {
  return left_aligned(std::string(label), 12) + printable(text) + "\n";
}

std::string optional_line(std::string_view label, const std::string &text) {
  return text.empty() ? "" : line(label, text);
}

// Each line of people's text on one of ours, so that none can look like ours.
std::string note_lines(std::string_view notes) {
  std::string text;
  while (!notes.empty()) {
    const std::size_t end = std::min(notes.find('\n'), notes.size());
    text += line("notes", std::string(notes.substr(0, end)));
    notes.remove_prefix(std::min(end + 1, notes.size()));
  }
  return text;
}

std::string joined(const std::vector<std::string> &texts) {
  std::string all;
  for (const std::string &text : texts)
    all += (all.empty() ? "" : ", ") + text;
  return all;
}

std::string bytes(std::uint64_t count, const TextStyle &style) {
  return counted(count, "byte", style.grouping);
}

std::string render_manifest(const PackageId &id, const Manifest &manifest) {
  return line("product", manifest.product) +
         optional_line("channel", manifest.channel) +
         line("sequence", std::to_string(manifest.sequence) +
                              (manifest.supersedes == 0
                                   ? ""
                                   : ", supersedes all up to " +
                                         std::to_string(manifest.supersedes))) +
         optional_line("fixes", joined(manifest.cves)) +
         optional_line("created",
                       manifest.created ? format_time(*manifest.created) : "") +
         optional_line("expires",
                       manifest.expires ? format_time(*manifest.expires) : "") +
         optional_line("applier", manifest.min_applier.empty()
                                      ? ""
                                      : "at least " + manifest.min_applier) +
         note_lines(manifest.notes) + line("package id", to_hex(id));
}

std::string image_line(const PackedImage &image, const TextStyle &style,
                       const std::string &more) {
  return line("image",
              image.name + " (" +
                  (image.base.format == ObjectFormat::coff ? "PE" : "ELF") +
                  "): payload of " + bytes(image.payload_bytes, style) +
                  " in " + to_decimal(image.stored_bytes, style.grouping) +
                  more);
}

std::string render_parts(const PackageFrame &frame, const TextStyle &style) {
  std::uint64_t total = 0;
  std::string parts;
  for (const PackagePart &part : measure_package(frame)) {
    total += part.bytes;
    parts += (parts.empty() ? "" : ", ") + std::string(part.name) + " " +
             to_decimal(part.bytes, style.grouping);
  }
  return line("size", bytes(total, style) + ": " + parts);
}

std::string signers_of(const VerifiedPackage &package) {
  std::string text;
  for (const KeyId &id : package.signers())
    text += (text.empty() ? "" : ", ") + short_id(id);
  return text;
}

std::string valid_line(const CheckedPackage &checked, const TextStyle &style) {
  return tinted("valid", Tint::green, style) + ": signed by " +
         signers_of(checked.package) + "\n";
}

} // namespace

std::string render_build_text(const BuiltPackage &built, std::string_view path,
                              const TextStyle &style) {
  std::string text = render_manifest(built.id, built.manifest);
  for (std::size_t i = 0; i < built.sources.size(); ++i)
    text += image_line(built.manifest.images[i], style,
                       built.sources[i].base.empty()
                           ? ", without a base image"
                           : ", against " + built.sources[i].base);
  if (const auto frame = split_package(built.bytes))
    text += render_parts(*frame, style);
  text += line("signed by", built.signer ? short_id(*built.signer) : "nobody");
  text += line("written", std::string(path));
  if (!built.signer)
    text += "next: hppack sign, or hppack digest and hppack attach\n";
  return text;
}

std::string render_verify_text(const CheckedPackage &checked,
                               const TextStyle &style) {
  const VerifiedPackage &package = checked.package;
  std::string text = valid_line(checked, style) +
                     render_manifest(package.id(), package.manifest());
  for (std::size_t i = 0; i < checked.images.size(); ++i)
    text += image_line(package.manifest().images[i], style,
                       !checked.images[i].payload ? ", its digest holds"
                       : checked.images[i].base.empty()
                           ? ", unpacked"
                           : ", unpacked with " + checked.images[i].base);
  if (package.ignored_signatures() > 0)
    text += line("ignored", counted(package.ignored_signatures(), "signature",
                                    style.grouping) +
                                " by keys that are not trusted");
  return text;
}

std::string render_show_text(const PackageContents &contents,
                             const CheckedPackage *checked,
                             const TextStyle &style) {
  std::string text =
      checked ? valid_line(*checked, style)
              : tinted("not verified", Tint::yellow, style) +
                    ": anybody may have written this; --trust checks it\n";
  text += render_manifest(contents.id, contents.manifest);
  for (const PackedImage &image : contents.manifest.images) {
    text += image_line(image, style,
                       image.base_check ? ", needs the base image" : "");
    text += optional_line("  build id", to_hex(image.base.build_id));
    text += optional_line("  PDB GUID", to_text(image.base.pdb_guid));
    text += line("  code", to_text(image.base.code_digest));
  }
  text += render_parts(contents.frame, style);
  for (const Signature &signature : contents.signatures)
    text += line("signature",
                 std::string(to_word(signature.algorithm)) + " by " +
                     to_hex(signature.key_hint) +
                     (is_verified(signature, checked) ? "" : ", not verified"));
  if (contents.signatures.empty())
    text += line("signature", "none");
  return text;
}

} // namespace hotpatch
