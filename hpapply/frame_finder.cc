#include "hpapply/frame_finder.h"

#include <algorithm>
#include <ranges>

namespace hotpatch {
namespace {

// The record for the code at `rva`; null: none.
template <typename Unwind>
const Unwind *record_at(const std::vector<Unwind> &unwind, Rva rva) {
  const auto after = std::ranges::upper_bound(unwind, rva, {}, &Unwind::begin);
  if (after == unwind.begin() || rva >= std::prev(after)->end)
    return nullptr;
  return &*std::prev(after);
}

std::vector<FrameRow> rows_of(const Image &image, const UnwindRange &record) {
  for (const ConstantPart &part : image.constant_parts)
    if (part.rva <= record.info && record.info - part.rva < part.bytes.size() &&
        image.identity.format == ObjectFormat::elf)
      return read_frame_rows(part.bytes, record.info - part.rva);
  return {};
}

std::vector<FrameRow> rows_of(const Payload &payload,
                              const PayloadUnwind &record) {
  const auto section =
      std::ranges::find(payload.sections, ".eh_frame", &PayloadSection::name);
  if (section == payload.sections.end())
    return {};
  return read_frame_rows(section->bytes, record.info - section->rva);
}

} // namespace

const RunningImage *FrameFinder::module_at(Address place) {
  if (!modules_) {
    modules_ = process_.modules().value_or(std::vector<LoadedModule>{});
    std::ranges::sort(*modules_, {}, &LoadedModule::base);
  }
  const auto after =
      std::ranges::upper_bound(*modules_, place, {}, &LoadedModule::base);
  if (after == modules_->begin())
    return nullptr;
  const LoadedModule &module = *std::prev(after);
  auto known = images_.find(module.base);
  if (known == images_.end()) {
    Expected<RunningImage> image = read_running_image(process_, module, {});
    known = images_
                .emplace(module.base, image ? std::optional(*std::move(image))
                                            : std::nullopt)
                .first;
  }
  const std::optional<RunningImage> &image = known->second;
  return image && image->range().contains(place) ? &*image : nullptr;
}

FrameFinder::Frames FrameFinder::find(Address place) {
  const auto frames = [&](Address base, const auto &owner,
                          const auto *record) -> Frames {
    if (!record)
      return {};
    return {{base + record->begin, base + record->end},
            rows_of(owner, *record)};
  };
  for (const Residence *residence : residences_)
    if (residence->range.contains(place)) {
      const Address base = residence->range.begin;
      return frames(
          base, residence->payload,
          record_at(residence->payload.unwind, static_cast<Rva>(place - base)));
    }
  const RunningImage *module = module_at(place);
  if (!module)
    return {};
  const Address base = module->module.base;
  return frames(
      base, module->image,
      record_at(module->image.unwind, static_cast<Rva>(place - base)));
}

std::optional<std::uint64_t> FrameFinder::to_return(Address place) {
  const auto after = found_.upper_bound(place);
  if (after != found_.begin()) {
    const Frames &known = std::prev(after)->second;
    if (known.range.contains(place))
      return to_return_at(known.rows, place - known.range.begin);
  }
  Frames frames = find(place);
  if (!frames.range.contains(place))
    return std::nullopt;
  const Frames &kept =
      found_.emplace(frames.range.begin, std::move(frames)).first->second;
  return to_return_at(kept.rows, place - kept.range.begin);
}

} // namespace hotpatch
