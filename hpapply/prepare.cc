// The header is written last: until then nobody takes for a payload what is
// half written.  On the way back it goes first.
#include "hpapply/prepare.h"

#include "formats/package/manifest.h"
#include "formats/payload/load.h"
#include "hpapply/exports.h"
#include "hpapply/frames.h"
#include "hpapply/near_space.h"
#include "hpapply/undo_log.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <utility>

namespace hotpatch {
namespace {

Address to_page(Address address) {
  return (address + payload_page - 1) / payload_page * payload_page;
}

// What payloads need, looked up before anybody is stopped.
struct Needs {
  std::vector<std::byte> manifest = {}; // for their records
  // By base image and import, whose slot is 0.
  std::map<std::pair<Address, PayloadImport>, ExportPlace> exports = {};
  std::optional<FrameRegistry> registry = {};
};

PayloadImport without_slot(PayloadImport import) {
  import.slot = 0;
  return import;
}

std::string unbound_text(const PayloadImport &import) {
  const std::string who = import.module.empty()
                              ? "no module of the process"
                              : "no " + import.module + " of the process";
  return who + " exports " +
         (import.name.empty() ? "ordinal " + std::to_string(import.ordinal)
                              : import.name);
}

Expected<Needs> find_needs(Process &process, const Arrivals &arrivals) {
  Exports exports(process);
  Needs needs;
  needs.manifest = HP_TRY(encode_manifest(arrivals.manifest));
  bool has_frames = false;
  for (const Arrival &arrival : arrivals.payloads) {
    has_frames |= !arrival.payload.unwind.empty();
    for (const PayloadImport &import : arrival.payload.imports) {
      const std::optional<ExportPlace> place =
          HP_TRY(exports.find_for(arrival.base, import));
      if (!place)
        return refuse("unbound", unbound_text(import));
      needs.exports.emplace(std::pair(arrival.base, without_slot(import)),
                            *place);
    }
  }
  if (has_frames)
    needs.registry = HP_TRY(
        find_registry(exports, arrivals.payloads.front().payload.base.format));
  for (const Arrival &arrival : arrivals.payloads)
    if (arrival.payload.needs_unwind && !needs.registry)
      return refuse("no-unwinder",
                    "the payload for " + arrival.payload.base_name +
                        " throws or catches exceptions, and the process has "
                        "no unwinder that could be told of it",
                    "it needs libgcc_s.so.1");
  return needs;
}

class Preparation {
public:
  Preparation(Process &process, const Arrivals &arrivals, const Needs &needs,
              std::span<const Residence> residences, bool is_dry_run)
      : process_(process), arrivals_(arrivals), needs_(needs),
        residences_(residences), is_dry_run_(is_dry_run) {}

  Expected<std::vector<Prepared>> run() {
    std::vector<Prepared> all;
    for (const Arrival &arrival : arrivals_.payloads) {
      std::optional<Prepared> prepared = HP_TRY(reuse(arrival));
      all.push_back(prepared ? *std::move(prepared) : HP_TRY(place(arrival)));
    }
    return all;
  }
  Expected<void> undo() { return undo_.run(); }

private:
  Expected<LoadedPayload> load(const Arrival &arrival, Address own);
  Expected<std::optional<Prepared>> reuse(const Arrival &arrival);
  Expected<Prepared> place(const Arrival &arrival);
  // What the unwinder knows; unknown: it was told, and did not answer.
  enum class FrameState : std::uint8_t { none, unknown, added };

  Expected<void> fill(const Payload &payload, const ResidenceRecord &record,
                      MemoryRange range, BytesView image, FrameState &frames);
  Expected<void> take_out(MemoryRange range, Address address,
                          FrameState &frames);
  Expected<void> protect(const Payload &payload, MemoryRange range,
                         bool has_unwinder_page);

  Process &process_;
  const Arrivals &arrivals_;
  const Needs &needs_;
  std::span<const Residence> residences_;
  bool is_dry_run_;
  std::deque<FrameState> frames_ = {}; // of each that is mapped
  UndoLog undo_;
};

Expected<LoadedPayload> Preparation::load(const Arrival &arrival, Address own) {
  const auto read_slot = [&](Rva rva) -> Expected<std::uint64_t> {
    std::uint64_t value = 0;
    HP_TRY(process_.read(arrival.base + rva,
                         std::as_writable_bytes(std::span(&value, 1))));
    return value;
  };
  const auto find_export =
      [&](const PayloadImport &import) -> Expected<std::uint64_t> {
    const ExportPlace &place =
        needs_.exports.at({arrival.base, without_slot(import)});
    if (place.is_indirect && !is_dry_run_)
      return process_.call(place.address);
    return place.address;
  };
  return load_payload(arrival.payload, {arrival.base, own},
                      {.read_base = read_slot, .find_export = find_export});
}

// What was retired because somebody may still be in it: its variables keep
// their values.  Only if all else is as it would be now.
Expected<std::optional<Prepared>> Preparation::reuse(const Arrival &arrival) {
  for (const Residence &old : residences_) {
    if (old.package != arrivals_.package || old.base != arrival.base ||
        old.image != arrival.image)
      continue;
    const LoadedPayload loaded = HP_TRY(load(arrival, old.range.begin));
    bool is_same = true;
    for (const PayloadSection &section : arrival.payload.sections) {
      if (section.kind == PayloadSectionKind::writable)
        continue;
      std::vector<std::byte> found(section.size);
      HP_TRY(process_.read(old.range.begin + section.rva, found));
      is_same &= std::ranges::equal(
          found, BytesView(loaded.image).subspan(section.rva, section.size));
    }
    if (is_same)
      return Prepared{.residence = old, .is_new = false};
  }
  return std::nullopt;
}

Expected<Prepared> Preparation::place(const Arrival &arrival) {
  const Payload &payload = arrival.payload;
  // Only whether there are frames counts until the place is known.
  const bool has_frames =
      needs_.registry && HP_TRY(frames_of(payload, payload_page)) != 0;
  ResidenceRecord record{.base = arrival.base,
                         .package = arrivals_.package,
                         .image = arrival.image,
                         .frames = has_frames ? Address{1} : 0,
                         .manifest = needs_.manifest,
                         .payload = arrival.file};
  const std::vector<MemoryRegion> regions = HP_TRY(process_.regions());
  const MemoryRange base = {arrival.base,
                            to_page(arrival.base + payload.base.size_of_image)};
  const std::uint64_t size = residence_bytes(payload, record);
  const std::optional<MemoryRange> range = find_near_space(regions, base, size);
  if (!range)
    return refuse("no-near-space", "no " + std::to_string(size) +
                                       " free bytes within 2 GiB of " +
                                       payload.base_name);
  if (has_frames)
    record.frames = HP_TRY(frames_of(payload, range->begin));
  const LoadedPayload loaded = HP_TRY(load(arrival, range->begin));
  if (!is_dry_run_) {
    HP_TRY(process_.map(*range));
    // Not before: what cannot be mapped may be somebody else's.
    FrameState &frames = frames_.emplace_back(FrameState::none);
    undo_.add([this, range = *range, address = record.frames, &frames] {
      return take_out(range, address, frames);
    });
    HP_TRY(fill(payload, record, *range, loaded.image, frames));
  }
  return Prepared{.residence = {.range = *range,
                                .base = arrival.base,
                                .package = arrivals_.package,
                                .manifest = arrivals_.manifest,
                                .image = arrival.image,
                                .payload = payload,
                                .frames = record.frames,
                                .writes = loaded.writes}};
}

Expected<void> Preparation::fill(const Payload &payload,
                                 const ResidenceRecord &record,
                                 MemoryRange range, BytesView image,
                                 FrameState &frames) {
  const std::vector<std::byte> bytes = write_residence(payload, image, record);
  const BytesView header = BytesView(bytes).first(residence_header);
  HP_TRY(process_.write(range.begin + header.size(),
                        BytesView(bytes).subspan(header.size())));
  HP_TRY(protect(payload, range, record.frames != 0));
  if (needs_.registry && record.frames != 0) {
    frames = FrameState::unknown;
    HP_TRY(add_frames(process_, *needs_.registry, payload, range.begin));
    frames = FrameState::added;
  }
  undo_.add([this, begin = range.begin] {
    return process_.write(begin, std::vector<std::byte>(residence_header));
  });
  return process_.write(range.begin, header);
}

// What the unwinder may know of stays.
Expected<void> Preparation::take_out(MemoryRange range, Address address,
                                     FrameState &frames) {
  if (frames == FrameState::unknown)
    return {};
  if (frames == FrameState::added && needs_.registry) {
    frames = FrameState::unknown;
    HP_TRY(remove_frames(process_, *needs_.registry, address));
    frames = FrameState::none;
  }
  return process_.unmap(range);
}

Expected<void> Preparation::protect(const Payload &payload, MemoryRange range,
                                    bool has_unwinder_page) {
  const MemoryRange unwinder = unwinder_page(payload, range.begin);
  const Address record = has_unwinder_page ? unwinder.end : unwinder.begin;
  HP_TRY(process_.protect({range.begin, range.begin + payload_page},
                          Access::read));
  for (const PayloadSection &section : payload.sections) {
    if (section.kind == PayloadSectionKind::writable)
      continue;
    const Address begin = range.begin + section.rva;
    HP_TRY(process_.protect({begin, to_page(begin + section.size)},
                            section.kind == PayloadSectionKind::code
                                ? Access::read_execute
                                : Access::read));
  }
  return process_.protect({record, range.end}, Access::read);
}

// What is before and after them is only ours and the unwinder's.
MemoryRange loaded_sections(const Residence &residence) {
  const Address own = residence.range.begin;
  return {own + payload_page, unwinder_page(residence.payload, own).begin};
}

// True: it is gone.  The unwinder's notes lead to it, so it is told first; and
// again if it stays.
Expected<bool> discard_one(Process &process,
                           const std::optional<FrameRegistry> &registry,
                           const Residence &residence) {
  const bool has_frames = residence.frames != 0;
  if (has_frames && !registry)
    return false;
  if (has_frames)
    HP_TRY(remove_frames(process, *registry, residence.frames));
  const Expected<bool> is_used =
      is_referenced(process, loaded_sections(residence), residence.range);
  if (!is_used || *is_used) {
    if (has_frames)
      HP_TRY(add_frames(process, *registry, residence.payload,
                        residence.range.begin));
    return is_used ? Expected<bool>(false) : is_used;
  }
  HP_TRY(process.write(residence.range.begin,
                       std::vector<std::byte>(residence_header)));
  HP_TRY(process.unmap(residence.range));
  return true;
}

} // namespace

Expected<std::vector<Prepared>> prepare(Process &process,
                                        const Arrivals &arrivals,
                                        std::span<const Residence> residences,
                                        bool is_dry_run, Stops &stops) {
  const Needs needs = HP_TRY(find_needs(process, arrivals));
  const auto work = [&]() -> Expected<std::vector<Prepared>> {
    Preparation preparation(process, arrivals, needs, residences, is_dry_run);
    Expected<std::vector<Prepared>> prepared = preparation.run();
    if (prepared)
      return prepared;
    if (Expected<void> undone = preparation.undo(); !undone)
      return fail(ErrorCode::io,
                  prepared.error().message +
                      "; taking it back failed too: " + undone.error().message);
    return prepared;
  };
  return process.must_be_stopped() ? stops.during(work) : work();
}

Expected<std::uint64_t>
discard(Process &process, std::span<const Residence> residences, Stops &stops) {
  Exports exports(process);
  std::optional<FrameRegistry> registry;
  const auto registered = std::ranges::find_if(
      residences, [](const Residence &r) { return r.frames != 0; });
  if (registered != residences.end())
    registry = HP_TRY(find_registry(exports, registered->payload.base.format));
  return stops.during([&]() -> Expected<std::uint64_t> {
    std::uint64_t bytes = 0;
    for (const Residence &residence : residences)
      if (HP_TRY(discard_one(process, registry, residence)))
        bytes += residence.range.size();
    return bytes;
  });
}

} // namespace hotpatch
