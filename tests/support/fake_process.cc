// See fake_process.h.  A write that fails has written its first half.
#include "tests/support/fake_process.h"

#include <algorithm>
#include <cstring>

namespace hotpatch {

template <typename Pages, typename Use>
bool FakeProcess::for_pieces(Pages &pages, Address address, std::size_t size,
                             Use use) {
  for (std::size_t done = 0; done < size;) {
    const Address at = address + done;
    const auto found = pages.find(at / page * page);
    if (found == pages.end())
      return false;
    const std::size_t count =
        std::min<std::size_t>(page - at % page, size - done);
    use(found->second, at % page, done, count);
    done += count;
  }
  return true;
}

Expected<void> FakeProcess::step(std::string_view name) {
  ++count_;
  if (std::ranges::find(failing_, count_) != failing_.end())
    return fail(ErrorCode::io, std::string(name) + " was told to fail");
  return {};
}

void FakeProcess::put(Address address, BytesView bytes, Protection protection,
                      const std::string &name) {
  for (std::size_t at = 0; at < bytes.size(); at += page) {
    Page &made = pages_[address + at];
    made.protection = protection;
    made.name = name;
    std::ranges::copy(bytes.subspan(at, std::min(page, bytes.size() - at)),
                      made.bytes.begin());
  }
}

std::vector<std::byte> FakeProcess::peek(Address address,
                                         std::size_t size) const {
  std::vector<std::byte> bytes(size);
  const bool is_there =
      for_pieces(pages_, address, size,
                 [&](const Page &from, std::size_t at, std::size_t done,
                     std::size_t count) {
                   std::memcpy(&bytes[done], &from.bytes[at], count);
                 });
  return is_there ? bytes : std::vector<std::byte>{};
}

void FakeProcess::poke(Address address, BytesView bytes) {
  for_pieces(
      pages_, address, bytes.size(),
      [&](Page &to, std::size_t at, std::size_t done, std::size_t count) {
        std::memcpy(&to.bytes[at], &bytes[done], count);
      });
}

std::map<Address, FakeProcess::Protection> FakeProcess::protections() const {
  std::map<Address, Protection> all;
  for (const auto &[address, one] : pages_)
    all.emplace(address, one.protection);
  return all;
}

Expected<std::vector<MemoryRegion>> FakeProcess::regions() {
  HP_TRY(step("regions"));
  std::vector<MemoryRegion> regions;
  for (const auto &[address, one] : pages_) {
    const MemoryRegion region{.range = {address, address + page},
                              .is_readable = one.protection.read,
                              .is_writable = one.protection.write,
                              .is_executable = one.protection.execute,
                              .is_file = !one.name.empty(),
                              .name = one.name};
    if (!regions.empty()) {
      MemoryRegion &last = regions.back();
      if (last.range.end == address && last.name == one.name &&
          Protection{last.is_readable, last.is_writable, last.is_executable} ==
              one.protection) {
        last.range.end += page;
        continue;
      }
    }
    regions.push_back(region);
  }
  return regions;
}

Expected<std::vector<LoadedModule>> FakeProcess::modules() {
  HP_TRY(step("modules"));
  return modules_;
}

Expected<std::vector<MemoryRange>> FakeProcess::resident(MemoryRange range) {
  HP_TRY(step("resident"));
  return std::vector{range};
}

Expected<void> FakeProcess::read(Address address, std::span<std::byte> bytes) {
  HP_TRY(step("read"));
  const std::vector<std::byte> found = peek(address, bytes.size());
  if (found.size() != bytes.size())
    return fail(ErrorCode::io, "nothing is mapped there");
  std::ranges::copy(found, bytes.begin());
  return {};
}

Expected<void> FakeProcess::write(Address address, BytesView bytes) {
  const Expected<void> goes_well = step("write");
  if (peek(address, bytes.size()).size() != bytes.size())
    return fail(ErrorCode::io, "nothing is mapped there");
  poke(address, goes_well ? bytes : bytes.first(bytes.size() / 2));
  return goes_well;
}

Expected<void> FakeProcess::stop() {
  HP_TRY(step("stop"));
  is_stopped_ = true;
  return {};
}

void FakeProcess::resume() {
  is_stopped_ = false;
  if (on_resume)
    on_resume();
}

std::vector<StoppedThread> FakeProcess::threads() const { return threads_; }

Expected<void> FakeProcess::map(MemoryRange range) {
  HP_TRY(step("map"));
  for (Address at = range.begin; at < range.end; at += page)
    if (pages_.contains(at))
      return fail(ErrorCode::io, "something is mapped there");
  for (Address at = range.begin; at < range.end; at += page)
    pages_[at].protection = {true, true, false};
  return {};
}

Expected<void> FakeProcess::protect(MemoryRange range, Access access) {
  HP_TRY(step("protect"));
  for (Address at = range.begin; at < range.end; at += page)
    pages_.at(at).protection = {true, access == Access::read_write,
                                access == Access::read_execute};
  return {};
}

Expected<void> FakeProcess::unmap(MemoryRange range) {
  HP_TRY(step("unmap"));
  for (Address at = range.begin; at < range.end; at += page)
    pages_.erase(at);
  return {};
}

Expected<std::uint64_t> FakeProcess::call(Address function,
                                          std::span<const std::uint64_t>) {
  HP_TRY(step("call"));
  called.push_back(function);
  return on_call ? on_call(function) : 0;
}

} // namespace hotpatch
