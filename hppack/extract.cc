// A manifest's names are without slashes, but that is a rule of another folder;
// what becomes a path here is made of a short list of characters whatever was
// signed.  Where two payloads would get one name, all get the number of their
// image before it, so that no name made up can meet one that is given.
#include "hppack/extract.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace hotpatch {
namespace {

constexpr std::size_t max_name = 200; // file systems take 255 bytes

bool is_safe(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '+';
}

std::string safe_name(const std::string &name) {
  std::string safe = name.substr(0, max_name);
  std::ranges::replace_if(safe, [](char c) { return !is_safe(c); }, '_');
  if (safe.empty() || safe.front() == '.' || safe.front() == '-')
    safe.insert(safe.begin(), '_');
  return safe + ".payload";
}

std::vector<std::string> file_names(const Manifest &manifest) {
  std::vector<std::string> names;
  for (const PackedImage &image : manifest.images)
    names.push_back(safe_name(image.name));
  if (std::set(names.begin(), names.end()).size() < names.size())
    for (std::size_t i = 0; i < names.size(); ++i)
      names[i] = std::to_string(i + 1) + "-" + names[i];
  return names;
}

} // namespace

Expected<std::vector<ExtractedFile>>
extract_payloads(const CheckedPackage &checked) {
  const Manifest &manifest = checked.package.manifest();
  std::vector<std::string> names = file_names(manifest);
  std::vector<ExtractedFile> files;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::optional<std::vector<std::byte>> &payload =
        checked.images[i].payload;
    if (!payload)
      return fail(ErrorCode::mismatch,
                  manifest.images[i].name +
                      ": can only be unpacked with its base image",
                  "give it with --image");
    files.push_back({std::move(names[i]), *payload});
  }
  return files;
}

} // namespace hotpatch
