#include "hpapply/images.h"

#include "formats/core/file_name.h"
#include "formats/package/base_identity.h"
#include "hpapply/module_bytes.h"

#include <algorithm>

namespace hotpatch {
namespace {

// How a module differs from the images of the manifest.
struct ModuleDifference {
  bool is_code_only = false;
  std::string of_name = {}; // from the image of its name, if there is one
};

ModuleDifference difference_of(const Manifest &manifest,
                               const LoadedModule &module,
                               const ImageIdentity &identity) {
  ModuleDifference result;
  for (const PackedImage &image : manifest.images) {
    ImageIdentity with_code = identity;
    with_code.code_digest = image.base.code_digest;
    result.is_code_only |= !base_difference(image, with_code);
    const std::optional<IdentityDifference> difference =
        base_difference(image, identity);
    if (module_name(module.path) == image.name && difference &&
        result.of_name.empty())
      result.of_name = module.path + ": " + difference->field + ": found " +
                       difference->found + ", expected " + difference->expected;
  }
  return result;
}

} // namespace

std::string_view module_name(std::string_view path) {
  constexpr std::string_view deleted = " (deleted)";
  if (path.ends_with(deleted))
    path.remove_suffix(deleted.size());
  return file_name(path);
}

Expected<RunningImage>
read_running_image(Process &process, const LoadedModule &module,
                   std::span<const Residence> residences) {
  const auto read = [&](Address address,
                        std::span<std::byte> bytes) -> Expected<void> {
    HP_TRY(process.read(address, bytes));
    for (const Residence &residence : residences)
      put_back(bytes, address, residence);
    return {};
  };
  RunningImage running = {.module = module};
  running.bytes = std::make_unique<std::vector<std::byte>>(
      HP_TRY(module_bytes(read, module.base)));
  running.image = HP_TRY(read_image(*running.bytes));
  return running;
}

Expected<MatchedImages> match_images(Process &process, const Manifest &manifest,
                                     std::span<const Residence> residences) {
  MatchedImages matched;
  for (const LoadedModule &module : HP_TRY(process.modules())) {
    Expected<RunningImage> running =
        read_running_image(process, module, residences);
    if (!running)
      continue; // nothing that a payload could be for
    const auto found = std::ranges::find(
        manifest.images, running->image.identity, &PackedImage::base);
    if (found != manifest.images.end()) {
      matched.images.push_back(
          {static_cast<std::size_t>(found - manifest.images.begin()),
           *std::move(running)});
      continue;
    }
    ModuleDifference difference =
        difference_of(manifest, module, running->image.identity);
    if (difference.is_code_only)
      return refuse("code-changed",
                    module.path + ": its code is not as it was linked",
                    "a debugger or another program has changed it");
    if (!difference.of_name.empty())
      matched.notes.push_back(std::move(difference.of_name));
  }
  if (!matched.images.empty())
    return matched;
  return refuse("wrong-base",
                matched.notes.empty()
                    ? "the process runs no image that the package is for, "
                      "expected " +
                          manifest.images.front().name
                    : matched.notes.front(),
                "the package was made for another build");
}

} // namespace hotpatch
