#include "hpapply/frame_finder.h"

#include "hpapply/return_address.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <utility>

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

bool is_pe(const Image &image) {
  return image.identity.format == ObjectFormat::coff;
}
bool is_pe(const Payload &payload) {
  return payload.base.format == ObjectFormat::coff;
}

Rva own_info(const UnwindRange &record) { return record.own_info; }
Rva own_info(const PayloadUnwind &record) { return record.info; }

std::vector<FrameRow> rows_of(const Image &image, const UnwindRange &record) {
  if (is_pe(image))
    return read_unwind_info_rows(bytes_of(image), own_info(record));
  for (const ConstantPart &part : image.constant_parts)
    if (part.rva <= record.info && record.info - part.rva < part.bytes.size())
      return read_frame_rows(part.bytes, record.info - part.rva);
  return {};
}

std::vector<FrameRow> rows_of(const Payload &payload,
                              const PayloadUnwind &record) {
  if (is_pe(payload))
    return read_unwind_info_rows(bytes_of(payload), own_info(record));
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

template <typename Use> auto FrameFinder::with_record(Address place, Use use) {
  using Result = decltype(use(Address{}, std::declval<const Image &>(),
                              std::declval<const UnwindRange &>()));
  const auto use_record = [&](Address base, const auto &owner) -> Result {
    const auto *const record =
        record_at(owner.unwind, static_cast<Rva>(place - base));
    return record ? use(base, owner, *record) : Result();
  };
  for (const Residence *residence : residences_)
    if (residence->range.contains(place))
      return use_record(residence->range.begin, residence->payload);
  const RunningImage *const module = module_at(place);
  return module ? use_record(module->module.base, module->image) : Result();
}

FrameFinder::Frames FrameFinder::find(Address place) {
  return with_record(
      place, [](Address base, const auto &owner, const auto &record) -> Frames {
        return {{base + record.begin, base + record.end},
                rows_of(owner, record)};
      });
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
  return with_record(place,
                     [&](Address base, const auto &owner,
                         const auto &record) -> std::optional<UnwindRegisters> {
                       if (!is_pe(owner))
                         return std::nullopt;
                       return unwind_frame(bytes_of(owner), own_info(record),
                                           place - base - record.begin,
                                           registers, read);
                     });
}

WalkedStack FrameFinder::walk(const StoppedThread &thread,
                              Address end_of_stack) {
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
    if (after <= walked.end || after > end_of_stack ||
        !ends_with_call(process_, caller->instruction))
      return walked;
    walked.returns.push_back({after - sizeof after, caller->instruction});
    walked.end = after;
    registers = *caller;
  }
  return walked;
}

} // namespace hotpatch
