#include "hpapply/frame_finder.h"

#include "hpapply/return_address.h"

#include <algorithm>
#include <array>
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

// What a section has from `rva` on.
template <typename Section>
BytesView bytes_from(const Section &section, Rva rva) {
  const BytesView bytes = section.bytes;
  return rva < section.rva || rva - section.rva > bytes.size()
             ? BytesView()
             : bytes.subspan(rva - section.rva);
}

BytesAt bytes_of(const Image &image) {
  return [&image](Rva rva) {
    const ImageSection *section = image.section_at(rva);
    return section ? bytes_from(*section, rva) : BytesView();
  };
}

BytesAt bytes_of(const Payload &payload) {
  return [&payload](Rva rva) {
    for (const PayloadSection &section : payload.sections)
      if (section.rva <= rva && rva - section.rva < section.size)
        return bytes_from(section, rva);
    return BytesView();
  };
}

std::vector<FrameRow> rows_of(const Image &image, const UnwindRange &record) {
  if (image.identity.format == ObjectFormat::coff)
    return read_unwind_info_rows(bytes_of(image), record.own_info);
  for (const ConstantPart &part : image.constant_parts)
    if (part.rva <= record.info && record.info - part.rva < part.bytes.size())
      return read_frame_rows(part.bytes, record.info - part.rva);
  return {};
}

std::vector<FrameRow> rows_of(const Payload &payload,
                              const PayloadUnwind &record) {
  if (payload.base.format == ObjectFormat::coff)
    return read_unwind_info_rows(bytes_of(payload), record.info);
  const auto section =
      std::ranges::find(payload.sections, ".eh_frame", &PayloadSection::name);
  if (section == payload.sections.end())
    return {};
  return read_frame_rows(section->bytes, record.info - section->rva);
}

} // namespace

const std::vector<LoadedModule> &FrameFinder::modules() {
  if (!modules_) {
    modules_ = process_.modules().value_or(std::vector<LoadedModule>{});
    std::ranges::sort(*modules_, {}, &LoadedModule::base);
  }
  return *modules_;
}

const std::optional<RunningImage> &
FrameFinder::read_module(const LoadedModule &module) {
  const auto known = images_.find(module.base);
  if (known != images_.end())
    return known->second;
  Expected<RunningImage> image = read_running_image(process_, module, {});
  std::optional<RunningImage> &kept = images_[module.base];
  if (image)
    kept = *std::move(image);
  return kept;
}

void FrameFinder::read_pe_modules() {
  for (const LoadedModule &module : modules()) {
    std::array<std::byte, 2> magic = {};
    if (process_.read(module.base, magic) && as_text(magic) == "MZ")
      read_module(module);
  }
}

const RunningImage *FrameFinder::module_at(Address place) {
  const std::vector<LoadedModule> &all = modules();
  const auto after =
      std::ranges::upper_bound(all, place, {}, &LoadedModule::base);
  if (after == all.begin())
    return nullptr;
  const std::optional<RunningImage> &image = read_module(*std::prev(after));
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

// A return address leads behind a call, which decides whose frame it is in.
std::optional<UnwindRegisters>
FrameFinder::caller_of(const UnwindRegisters &registers, bool is_innermost) {
  const Address place = registers.instruction - (is_innermost ? 0 : 1);
  const ReadWord read = [&](Address at) -> std::optional<std::uint64_t> {
    std::uint64_t value = 0;
    if (!process_.read(at, std::as_writable_bytes(std::span(&value, 1))))
      return std::nullopt;
    return value;
  };
  if (is_innermost) {
    constexpr std::size_t longest = 40; // eight pops and more
    std::array<std::byte, longest> code = {};
    if (!process_.read(place, code))
      return std::nullopt;
    const EpiloguePart part = epilogue_part(code);
    if (part == EpiloguePart::jump)
      return std::nullopt;
    if (part == EpiloguePart::end)
      return unwind_epilogue(code, registers, read);
  }
  const auto unwind = [&](const BytesAt &bytes_at, Rva info,
                          std::uint64_t offset) {
    return unwind_frame(bytes_at, info, offset, registers, read);
  };
  for (const Residence *residence : residences_)
    if (residence->range.contains(place)) {
      const Payload &payload = residence->payload;
      const auto rva = static_cast<Rva>(place - residence->range.begin);
      const PayloadUnwind *const record = record_at(payload.unwind, rva);
      if (!record || payload.base.format != ObjectFormat::coff)
        return std::nullopt;
      return unwind(bytes_of(payload), record->info, rva - record->begin);
    }
  const RunningImage *const module = module_at(place);
  if (!module || module->image.identity.format != ObjectFormat::coff)
    return std::nullopt;
  const auto rva = static_cast<Rva>(place - module->module.base);
  const UnwindRange *const record = record_at(module->image.unwind, rva);
  if (!record)
    return std::nullopt;
  return unwind(bytes_of(module->image), record->own_info, rva - record->begin);
}

WalkedStack FrameFinder::walk(const StoppedThread &thread) {
  constexpr std::size_t deepest = 10'000;
  WalkedStack walked{.end = thread.stack};
  UnwindRegisters registers{.instruction = thread.instruction};
  if (thread.registers.size() != registers.general.size())
    return walked;
  std::ranges::copy(thread.registers, registers.general.begin());
  while (walked.returns.size() < deepest) {
    const std::optional<UnwindRegisters> caller =
        caller_of(registers, walked.returns.empty());
    if (!caller)
      return walked;
    const Address after = caller->general[UnwindRegisters::stack];
    // Frames lie above each other, and each was made by a call.
    if (after <= walked.end || !ends_with_call(process_, caller->instruction))
      return walked;
    walked.returns.push_back({after - sizeof after, caller->instruction});
    walked.end = after;
    registers = *caller;
  }
  return walked;
}

} // namespace hotpatch
