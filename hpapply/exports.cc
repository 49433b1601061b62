#include "hpapply/exports.h"

#include <algorithm>

namespace hotpatch {
namespace {

std::optional<ExportPlace> find_in(const RunningImage &running,
                                   std::string_view name) {
  const auto found =
      std::ranges::find(running.image.exports, name, &Export::name);
  if (found == running.image.exports.end())
    return std::nullopt;
  return ExportPlace{running.module.base + found->rva, found->is_indirect};
}

} // namespace

Expected<std::optional<ExportPlace>> Exports::find(std::string_view name) {
  if (!modules_)
    modules_ = HP_TRY(process_.modules());
  for (const RunningImage &image : images_)
    if (const std::optional<ExportPlace> place = find_in(image, name))
      return place;
  while (read_ < modules_->size()) {
    Expected<RunningImage> image =
        read_running_image(process_, (*modules_)[read_++], {});
    if (!image)
      continue; // no image that we can read exports nothing for us
    images_.push_back(*std::move(image));
    if (const std::optional<ExportPlace> place = find_in(images_.back(), name))
      return place;
  }
  return std::nullopt;
}

} // namespace hotpatch
