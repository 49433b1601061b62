// A process that is nothing but memory and some registers, and fails when it is
// told to.
#ifndef HOTPATCH_TESTS_SUPPORT_FAKE_PROCESS_H
#define HOTPATCH_TESTS_SUPPORT_FAKE_PROCESS_H

#include "hpapply/process.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hotpatch {

class FakeProcess final : public Process {
public:
  struct Protection {
    bool read = false, write = false, execute = false;
    friend bool operator==(const Protection &, const Protection &) = default;
  };

  // Maps whole pages, of a file if there is a name.
  void put(Address address, BytesView bytes, Protection protection,
           const std::string &name = {});
  void add_module(std::string path, Address base) {
    modules_.push_back({std::move(path), base});
  }
  void add_thread(StoppedThread thread) {
    threads_.push_back(std::move(thread));
  }
  std::vector<StoppedThread> &all_threads() { return threads_; }

  // Operations are counted from now on, those of these numbers fail.
  void fail_at(std::vector<std::uint64_t> numbers) {
    failing_ = std::move(numbers);
    count_ = 0;
  }
  // How many there were since.
  [[nodiscard]] std::uint64_t operations() const { return count_; }

  // What a function returns; tells all that were called.
  std::function<std::uint64_t(Address)> on_call = {};
  std::vector<Address> called = {};
  // As under Windows; else all that map() to call() do needs a stop.
  bool is_changed_while_it_runs = false;
  // After each resume, as threads run on.
  std::function<void()> on_resume = {};

  // What is at a place now, whatever fails.
  [[nodiscard]] std::vector<std::byte> peek(Address address,
                                            std::size_t size) const;
  void poke(Address address, BytesView bytes);
  [[nodiscard]] std::map<Address, Protection> protections() const;
  [[nodiscard]] bool is_stopped() const { return is_stopped_; }

  Expected<std::vector<MemoryRegion>> regions() override;
  Expected<std::vector<LoadedModule>> modules() override;
  Expected<std::vector<MemoryRange>> resident(MemoryRange range) override;
  Expected<void> read(Address address, std::span<std::byte> bytes) override;
  Expected<void> write(Address address, BytesView bytes) override;
  Expected<void> stop() override;
  void resume() override;
  [[nodiscard]] std::vector<StoppedThread> threads() const override;
  [[nodiscard]] bool must_be_stopped() const override {
    return !is_changed_while_it_runs;
  }
  Expected<void> map(MemoryRange range) override;
  Expected<void> protect(MemoryRange range, Access access) override;
  Expected<void> unmap(MemoryRange range) override;
  Expected<std::uint64_t>
  call(Address function, std::span<const std::uint64_t> arguments) override;

private:
  static constexpr std::size_t page = 0x1000;
  struct Page {
    std::array<std::byte, page> bytes = {};
    Protection protection = {};
    std::string name = {};
  };

  // The next operation; an Error if it is to fail.
  Expected<void> step(std::string_view name);
  // Calls `use` for each piece of a page; false: some page is not there.
  template <typename Pages, typename Use>
  static bool for_pieces(Pages &pages, Address address, std::size_t size,
                         Use use);

  std::map<Address, Page> pages_;
  std::vector<LoadedModule> modules_;
  std::vector<StoppedThread> threads_;
  bool is_stopped_ = false;
  std::vector<std::uint64_t> failing_;
  std::uint64_t count_ = 0;
};

} // namespace hotpatch

#endif
