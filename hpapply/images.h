// Which images a process runs.
#ifndef HOTPATCH_HPAPPLY_IMAGES_H
#define HOTPATCH_HPAPPLY_IMAGES_H

#include "formats/core/error.h"
#include "formats/image/image.h"
#include "formats/package/package.h"
#include "formats/payload/payload.h"
#include "hpapply/process.h"
#include "hpapply/residence.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

// The file name in a module's path.
std::string_view module_name(std::string_view path);

// A module as the linker made it: what payloads in force have changed is put
// back.
struct RunningImage {
  LoadedModule module = {};
  std::unique_ptr<std::vector<std::byte>> bytes = {}; // what `image` views
  Image image = {};

  [[nodiscard]] MemoryRange range() const {
    return {module.base, module.base + image.identity.size_of_image};
  }
};

Expected<RunningImage>
read_running_image(Process &process, const LoadedModule &module,
                   std::span<const Residence> residences);

// A module of the process that is the base of `packed`.
struct ImageMatch {
  std::size_t image = 0; // of the manifest
  RunningImage running = {};
};

struct MatchedImages {
  std::vector<ImageMatch> images = {}; // at least one
  // Modules that have an image's name and are no such image, each with the
  // first difference.
  std::vector<std::string> notes = {};
};

// Every image of the manifest that the process runs, by identity alone.
// untrusted: "wrong-base": it runs none.  "code-changed": it is one but for its
// code.
Expected<MatchedImages> match_images(Process &process, const Manifest &manifest,
                                     std::span<const Residence> residences);

} // namespace hotpatch

#endif
