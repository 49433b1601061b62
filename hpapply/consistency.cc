#include "hpapply/consistency.h"

#include "formats/core/text.h"
#include "hpapply/return_address.h"

#include <algorithm>
#include <array>
#include <functional>

namespace hotpatch {
namespace {

constexpr std::uint64_t red_zone = 128; // below the stack pointer: psABI 3.2.2
constexpr std::uint64_t chunk = 1 << 20;
constexpr std::uint64_t word_bytes = 8;

// Returns true to end the walk.
using Visit = std::function<bool(Address word, std::uint64_t value)>;

// Visits the words of `range` that are there and lead into `hull`; true: it was
// ended.  Threads stand still meanwhile: of gigabytes, hardly a word leads
// there, and all others must cost no more than to be read.
Expected<bool> walk_words(Process &process, MemoryRange range, MemoryRange hull,
                          const Visit &visit) {
  std::vector<std::uint64_t> words(chunk / word_bytes);
  for (const MemoryRange &part : HP_TRY(process.resident(range)))
    for (Address at = part.begin; at + word_bytes <= part.end; at += chunk) {
      const std::span<std::uint64_t> some =
          std::span(words).first(std::min(chunk, part.end - at) / word_bytes);
      HP_TRY(process.read(at, std::as_writable_bytes(some)));
      for (std::size_t i = 0; i < some.size(); ++i)
        if (hull.contains(some[i]) && visit(at + i * word_bytes, some[i]))
          return true;
    }
  return false;
}

// Code by address, for one quick look at each of many words: few lead to
// anywhere near it.
class CodeMap {
public:
  CodeMap(Process &process, std::span<const WatchedCode> code) {
    for (const WatchedCode &item : code) {
      const MemoryRange &range = item.range;
      // Where a return address is: never at the first byte.
      const Address last =
          range.end + (ends_with_call(process, range.end) ? 1 : 0);
      code_.push_back({item, {range.begin + 1, last}});
      all_ = {std::min(all_.begin, range.begin), std::max(all_.end, last)};
    }
  }

  // Where all of it is.
  [[nodiscard]] MemoryRange hull() const { return all_; }
  [[nodiscard]] const WatchedCode *find_instruction(Address address) const {
    return find(address, [](const Entry &entry) { return entry.code.range; });
  }
  [[nodiscard]] const WatchedCode *find_word(std::uint64_t value) const {
    return find(value, [](const Entry &entry) { return entry.returns; });
  }

private:
  struct Entry {
    WatchedCode code = {};
    MemoryRange returns = {};
  };

  template <typename Range>
  const WatchedCode *find(Address address, Range range_of) const {
    if (!all_.contains(address))
      return nullptr;
    for (const Entry &entry : code_)
      if (range_of(entry).contains(address))
        return &entry.code;
    return nullptr;
  }

  std::vector<Entry> code_;
  MemoryRange all_ = {UINT64_MAX, 0};
};

// Null: nothing is there.
const MemoryRegion *region_of(std::span<const MemoryRegion> regions,
                              Address address) {
  const auto after = std::ranges::upper_bound(
      regions, address, {},
      [](const MemoryRegion &region) { return region.range.begin; });
  if (after == regions.begin() || !std::prev(after)->range.contains(address))
    return nullptr;
  return &*std::prev(after);
}

// Where a thread's stack is in use.
struct UsedStack {
  std::uint64_t thread = 0;
  Address begin = 0; // with the red zone
  Address known = 0; // from `begin` to here all frames are known
  MemoryRange region = {};
  // Nobody else has frames in the region: what is below leads nowhere.
  bool is_own = false;
};

// Whether the system has made the region for the thread's stack.
bool is_stack_of(const StoppedThread &thread, const MemoryRegion &region) {
  return region.name == "[stack]" || region.range.contains(thread.in_own_stack);
}

// A coroutine's stack may be in one region with those of others, the heap for
// one; the stack that the system has made for a thread is in none.
std::vector<UsedStack> used_stacks(const std::vector<StoppedThread> &threads,
                                   std::span<const MemoryRegion> regions) {
  std::vector<UsedStack> stacks;
  for (const StoppedThread &thread : threads) {
    const MemoryRegion *const region = region_of(regions, thread.stack);
    if (!region)
      continue;
    const Address below =
        (thread.stack - std::min(red_zone, thread.stack)) & ~(word_bytes - 1);
    const Address begin = std::max(below, region->range.begin);
    stacks.push_back({.thread = thread.id,
                      .begin = begin,
                      .known = begin,
                      .region = region->range,
                      .is_own = is_stack_of(thread, *region)});
  }
  return stacks;
}

// What of a region may hold the frames of somebody.
struct StackPart {
  MemoryRange range = {};
  std::uint64_t thread = 0; // 0: nobody is on it
};

std::vector<StackPart> stack_parts(const MemoryRegion &region,
                                   std::span<const UsedStack> stacks) {
  std::vector<const UsedStack *> here;
  for (const UsedStack &stack : stacks)
    if (stack.region == region.range)
      here.push_back(&stack);
  if (here.empty())
    return {{region.range}};
  const UsedStack &lowest =
      **std::ranges::min_element(here, {}, &UsedStack::begin);
  const bool is_alone = here.size() == 1;
  std::vector<StackPart> parts{
      {{is_alone ? lowest.known : lowest.begin, region.range.end},
       lowest.thread}};
  if (!is_alone || !lowest.is_own)
    parts.push_back({{region.range.begin, lowest.begin}});
  return parts;
}

// Tells live frames from what calls that have returned left behind.
class FrameCheck {
public:
  FrameCheck(Process &process, std::span<const MemoryRegion> regions,
             std::span<const UsedStack> stacks, FrameFinder &frames)
      : process_(process), regions_(regions), stacks_(stacks), frames_(frames) {
  }

  // Whether the word at `word` may be a return address, or an instruction
  // pointer that was saved beside its stack pointer: by the kernel for a
  // signal's handler, by swapcontext().
  [[nodiscard]] bool may_be_live(Address word, std::uint64_t value,
                                 bool is_thread_stack) {
    // What counts for a return address is the call before it.
    if (has_callers(value - 1, word + word_bytes, is_thread_stack))
      return true;
    const std::optional<std::uint64_t> saved = read_word(word - word_bytes);
    return saved && may_be_stack(*saved, is_thread_stack) &&
           has_callers(value, *saved, is_thread_stack);
  }

private:
  // Whether the frames from code at `place`, with this stack pointer, on lead
  // somewhere.  On a thread's stack only the watched code's own unwind data are
  // trusted, and any code may be its caller: a signal's handler returns to no
  // call.  In memory that no thread is on there must be some frames, of which
  // the last may be a stack's first.
  [[nodiscard]] bool has_callers(Address place, Address stack,
                                 bool is_thread_stack) {
    constexpr int enough = 3;
    for (int depth = 0; depth < enough; ++depth) {
      const std::optional<std::uint64_t> distance = frames_.to_return(place);
      if (!distance)
        return true;
      const Address slot = stack + *distance;
      const std::optional<std::uint64_t> caller = read_word(slot);
      if (!caller || *caller == 0)
        return depth > 0; // the first frame of a stack
      if (!is_executable(*caller))
        return false;
      if (is_thread_stack)
        return true;
      if (!ends_with_call(process_, *caller))
        return depth > 0;
      place = *caller - 1;
      stack = slot + word_bytes;
    }
    return true;
  }

  [[nodiscard]] std::optional<std::uint64_t> read_word(Address at) const {
    std::uint64_t value = 0;
    if (!process_.read(at, std::as_writable_bytes(std::span(&value, 1))))
      return std::nullopt;
    return value;
  }

  // What a thread has on its own stack is found there: memory that leads to it,
  // a record of an exception that was thrown for one, says nothing new.
  [[nodiscard]] bool may_be_stack(Address address, bool is_thread_stack) const {
    const MemoryRegion *region = region_of(regions_, address);
    return region && region->is_writable &&
           std::ranges::none_of(stacks_, [&](const UsedStack &stack) {
             return stack.is_own && stack.region.contains(address) &&
                    (!is_thread_stack || address < stack.begin);
           });
  }
  [[nodiscard]] bool is_executable(Address address) const {
    const MemoryRegion *region = region_of(regions_, address);
    return region && region->is_executable;
  }

  Process &process_;
  std::span<const MemoryRegion> regions_;
  std::span<const UsedStack> stacks_;
  FrameFinder &frames_;
};

// Whom the thread will come back to, as far as its frames can be followed.
std::optional<Occupant> walk_up(const StoppedThread &thread, const CodeMap &map,
                                FrameFinder &frames, UsedStack &stack) {
  const WalkedStack walked = frames.walk(thread, stack.region.end);
  for (const WalkedStack::Return &frame : walked.returns)
    if (const WatchedCode *in = map.find_word(frame.value))
      return Occupant{in->function, thread.id, frame.value, frame.word};
  if (!walked.returns.empty())
    stack.known = walked.end;
  return std::nullopt;
}

} // namespace

std::string Occupant::text() const {
  const std::string where =
      (function.empty() ? "bytes that are to be overwritten" : function) +
      " (" + hex(address) + ")";
  if (word == 0)
    return "thread " + std::to_string(thread) + " is in " + where;
  if (thread != 0)
    return "thread " + std::to_string(thread) + " returns into " + where +
           ", by its stack at " + hex(word);
  return "memory at " + hex(word) + " leads into " + where +
         ": the stack of a coroutine, or what a thread that ended left behind";
}

Expected<std::optional<Occupant>>
find_occupant(Process &process, std::span<const WatchedCode> code,
              FrameFinder &finder, StackPlaces places) {
  const CodeMap map(process, code);
  const std::vector<StoppedThread> threads = process.threads();
  for (const StoppedThread &thread : threads)
    if (const WatchedCode *in = map.find_instruction(thread.instruction))
      return Occupant{in->function, thread.id, thread.instruction, 0};
  const std::vector<MemoryRegion> regions = HP_TRY(process.regions());
  std::vector<UsedStack> stacks = used_stacks(threads, regions);
  for (UsedStack &stack : stacks) {
    const auto thread =
        std::ranges::find(threads, stack.thread, &StoppedThread::id);
    if (std::optional<Occupant> occupant = walk_up(*thread, map, finder, stack))
      return occupant;
  }
  FrameCheck frames(process, regions, stacks, finder);
  std::optional<Occupant> found;
  for (const MemoryRegion &region : regions) {
    if (region.is_file || !region.is_writable || !region.is_readable)
      continue;
    // A thread may have left its stack for that of a signal's handler.
    const bool is_threads =
        std::ranges::any_of(threads, [&](const StoppedThread &thread) {
          return is_stack_of(thread, region);
        });
    for (const StackPart &part : stack_parts(region, stacks)) {
      if (part.thread == 0 && !is_threads && places == StackPlaces::threads)
        continue;
      const auto look = [&](Address word, std::uint64_t value) {
        const WatchedCode *in = map.find_word(value);
        if (in && frames.may_be_live(word, value, part.thread != 0))
          found = Occupant{in->function, part.thread, value, word};
        return found.has_value();
      };
      if (HP_TRY(walk_words(process, part.range, map.hull(), look)))
        return found;
    }
  }
  return std::nullopt;
}

Expected<bool> is_referenced(Process &process, MemoryRange places,
                             MemoryRange own) {
  for (const StoppedThread &thread : process.threads()) {
    if (places.contains(thread.instruction))
      return true;
    for (const std::uint64_t value : thread.registers)
      if (places.contains(value))
        return true;
  }
  const std::vector<MemoryRegion> regions = HP_TRY(process.regions());
  const std::vector<UsedStack> stacks = used_stacks(process.threads(), regions);
  for (const MemoryRegion &region : regions) {
    if (!region.is_writable || !region.is_readable ||
        (own.begin <= region.range.begin && region.range.end <= own.end))
      continue;
    const auto leads_there = [](Address, std::uint64_t) { return true; };
    for (const StackPart &part : stack_parts(region, stacks))
      if (HP_TRY(walk_words(process, part.range, places, leads_there)))
        return true;
  }
  return false;
}

} // namespace hotpatch
