// A process that runs PE images.
#include "hpapply/consistency.h"
#include "hpapply/exports.h"
#include "hpapply/frame_finder.h"
#include "hpapply/frames.h"
#include "hpapply/images.h"
#include "hpapply/module_bytes.h"
#include "hpapply/near_space.h"
#include "tests/support/byte_string.h"
#include "tests/support/expected.h"
#include "tests/support/fake_process.h"
#include "tests/support/payload_builder.h"
#include "tests/support/sample_images.h"

#include <gtest/gtest.h>

#include <string>

namespace hotpatch {
namespace {

using namespace std::string_literals;

constexpr Address loaded_at = 0x7ffa00000000;

// As a loader does it: headers and sections at their places.
void load(FakeProcess &process, const std::string &file, const PeSpec &spec,
          Address base, const std::string &path) {
  const BytesView bytes = as_bytes(file);
  process.put(base, bytes.first(0x400), {.read = true}, path);
  for (const PeSectionSpec &section : spec.sections)
    process.put(base + section.rva, as_bytes(section.bytes),
                {.read = true,
                 .write = (section.flags & 0x80000000) != 0,
                 .execute = (section.flags & 0x20000000) != 0},
                path);
  process.add_module(path, base);
}

Expected<std::vector<std::byte>> bytes_of(FakeProcess &process, Address base) {
  return module_bytes(
      [&](Address address, std::span<std::byte> bytes) {
        return process.read(address, bytes);
      },
      base);
}

// The sample as it is after a loader has moved it to loaded_at.
PeSpec moved_sample() {
  PeSpec spec = sample_pe();
  spec.base = loaded_at;
  const auto pointer = [&](std::uint32_t at, std::uint32_t target) {
    put(spec, at, number(loaded_at + target, 8));
  };
  pointer(sample_pe_at::tls, sample_pe_at::tls_template);
  pointer(sample_pe_at::tls + 8, sample_pe_at::tls_template + 8);
  pointer(sample_pe_at::tls + 16, 0x3008);
  pointer(sample_pe_at::tls + 24, sample_pe_at::callbacks);
  pointer(sample_pe_at::callbacks, 0x1010);
  pointer(sample_pe_at::iat, 0x123456); // resolved imports
  pointer(sample_pe_at::iat + 8, 0x123456);
  return spec;
}

TEST(PeModule, HasTheIdentityOfItsFile) {
  const std::string file = build_pe(sample_pe());
  FakeProcess process;
  load(process, build_pe(moved_sample()), moved_sample(), loaded_at, "a.dll");
  const auto bytes = bytes_of(process, loaded_at);
  ASSERT_OK(bytes);
  const auto in_memory = read_image(*bytes);
  ASSERT_OK(in_memory);
  const Image in_file = read_image(as_bytes(file)).value();
  EXPECT_EQ(in_memory->identity, in_file.identity);
  EXPECT_EQ(in_memory->initializers, in_file.initializers);
  EXPECT_EQ(in_memory->unwind.size(), in_file.unwind.size());
  EXPECT_EQ(in_memory->slots.size(), in_file.slots.size());
  EXPECT_EQ(in_memory->preferred_base, loaded_at);
}

TEST(PeModule, HasNoSymbolTable) {
  const PeSpec spec = sample_pe_with_symbols();
  FakeProcess process;
  load(process, build_pe(spec), spec, spec.base, "a.dll");
  const auto bytes = bytes_of(process, spec.base);
  ASSERT_OK(bytes);
  const auto image = read_image(*bytes);
  ASSERT_OK(image);
  EXPECT_EQ(image->identity,
            read_image(as_bytes(build_pe(spec))).value().identity);
}

class DamagedPeModule : public ::testing::Test {
protected:
  PeSpec spec_ = sample_pe();
  std::string file_ = build_pe(spec_);

  Expected<std::vector<std::byte>> read_with(std::size_t at,
                                             const std::string &patch) {
    file_ = patched(file_, at, patch);
    FakeProcess process;
    load(process, file_, spec_, spec_.base, "a.dll");
    return bytes_of(process, spec_.base);
  }
};

TEST_F(DamagedPeModule, HeaderElsewhere) {
  EXPECT_ERROR(read_with(0x3c, number(0x1000, 4)), malformed,
               "the PE header is not in the first page");
}

TEST_F(DamagedPeModule, NoSignature) {
  EXPECT_ERROR(read_with(pe_header, "NE"), malformed, "no PE image");
}

TEST_F(DamagedPeModule, TooManySections) {
  EXPECT_ERROR(read_with(pe_header + 6, number(97, 2)), malformed,
               "at most 96 sections");
}

TEST_F(DamagedPeModule, SectionsThatTakeMoreThanTheFile) {
  // Two that have the same 0x2000 bytes there.
  for (const std::size_t section : {0U, 40U}) {
    const std::size_t at = pe_section_headers + section;
    file_ = patched(file_, at + 8, number(0x2000, 4));
    file_ = patched(file_, at + 16, number(0x2000, 4) + number(0x400, 4));
  }
  EXPECT_ERROR(read_with(0, "MZ"), malformed, "overlap in the file");
}

TEST_F(DamagedPeModule, ASectionThatIsNotThere) {
  EXPECT_ERROR(read_with(pe_section_headers + 12, number(0x700000, 4)), io,
               "nothing is mapped there");
}

class ExportsOfPe : public ::testing::Test {
protected:
  FakeProcess process_;

  void load_sample(Address base, const std::string &path,
                   const std::string &first = "alpha",
                   const std::string &forwarder = "OTHER.f") {
    PeSpec spec = sample_pe();
    spec.base = base;
    put(spec, 0x2178, first + "\0"s);
    put(spec, 0x2188, forwarder + "\0"s);
    // Pointers of the TLS directory.
    spec.directories[9] = {0, 0};
    load(process_, build_pe(spec), spec, base, path);
  }
  std::optional<Address> find(const PayloadImport &wanted) {
    Exports exports(process_);
    const auto found = exports.find(wanted);
    EXPECT_TRUE(found.has_value());
    if (!found || !*found)
      return std::nullopt;
    return (*found)->address;
  }
};

TEST_F(ExportsOfPe, AreOfTheModuleOfThatName) {
  load_sample(0x10000000, "C:\\a\\first.dll");
  load_sample(0x20000000, "C:\\b\\Second.DLL");
  EXPECT_EQ(find({.module = "second.dll", .name = "alpha"}), 0x20001000U);
  EXPECT_EQ(find({.name = "alpha"}), 0x10001000U);
  EXPECT_EQ(find({.module = "third.dll", .name = "alpha"}), std::nullopt);
}

// The base, which imports from libc.dll, must not get what was loaded before.
TEST_F(ExportsOfPe, WithoutANameAreOfTheBasesOwnModules) {
  load_sample(0x10000000, "base.exe");
  load_sample(0x20000000, "other.dll");
  load_sample(0x30000000, "libc.dll");
  Exports exports(process_);
  const auto found = exports.find_for(0x10000000, {.name = "alpha"});
  ASSERT_OK(found);
  ASSERT_TRUE(found->has_value());
  EXPECT_EQ((*found)->address, 0x30001000U);
  const auto named =
      exports.find_for(0x10000000, {.module = "other.dll", .name = "alpha"});
  EXPECT_EQ(named.value().value().address, 0x20001000U);
  EXPECT_EQ(exports.find_for(0x10000000, {.name = "gamma"}).value(),
            std::nullopt);
}

TEST_F(ExportsOfPe, ByOrdinal) {
  load_sample(0x10000000, "first.dll");
  EXPECT_EQ(find({.module = "first.dll", .ordinal = 6}), 0x10003000U);
  EXPECT_EQ(find({.module = "first.dll", .ordinal = 9}), std::nullopt);
}

TEST_F(ExportsOfPe, AreLookedForWhereTheyAreForwardedTo) {
  load_sample(0x10000000, "first.dll");
  load_sample(0x20000000, "other.dll", "f");
  EXPECT_EQ(find({.module = "first.dll", .name = "beta"}), 0x20001000U);
}

TEST_F(ExportsOfPe, MayBeForwardedToAnOrdinal) {
  load_sample(0x10000000, "first.dll", "alpha", "OTHER.#6");
  load_sample(0x20000000, "other.dll");
  EXPECT_EQ(find({.module = "first.dll", .name = "beta"}), 0x20003000U);
}

TEST_F(ExportsOfPe, ForwardedToNowhere) {
  load_sample(0x10000000, "first.dll");
  EXPECT_EQ(find({.name = "beta"}), std::nullopt); // there is no OTHER
  load_sample(0x20000000, "other.dll", "g", "OTHER.beta");
  EXPECT_EQ(find({.module = "other.dll", .name = "beta"}),
            std::nullopt); // in a circle
  load_sample(0x30000000, "odd.dll", "g", "OTHER.#x");
  EXPECT_EQ(find({.module = "odd.dll", .name = "beta"}), std::nullopt);
}

TEST(FramesOfPe, AModulesUnwindInformationTells) {
  PeSpec spec = sample_pe();
  // push rbx at 1 instead of no prologue at all.
  put(spec, sample_pe_at::unwind_info, "\x01\x01\x01\0\x01\x30"s);
  FakeProcess process;
  load(process, build_pe(spec), spec, spec.base, "a.dll");
  FrameFinder frames(process, {});
  EXPECT_EQ(frames.to_return(spec.base + 0x1000), 0U);
  EXPECT_EQ(frames.to_return(spec.base + 0x1008), 8U);
  EXPECT_EQ(frames.to_return(spec.base + 0x1090), std::nullopt);
}

TEST(FramesOfPe, ModulesThatWereReadAreNotReadAgain) {
  const PeSpec spec = sample_pe();
  FakeProcess process;
  load(process, build_pe(spec), spec, spec.base, "a.dll");
  FrameFinder frames(process, {});
  frames.read_pe_modules();
  process.fail_at({1}); // the first operation from now on
  EXPECT_EQ(frames.to_return(spec.base + 0x1000), 0U);
  EXPECT_EQ(process.operations(), 0U);
}

// A thread in a function that pushes rbx, called by itself, called by nobody.
class WalkedStackOfPe : public ::testing::Test {
protected:
  static constexpr Address stack = 0x200000;
  PeSpec spec_ = sample_pe();
  FakeProcess process_;
  Address code_ = spec_.base + 0x1000, behind_call_ = code_ + 0x18;
  StoppedThread thread_ = {.id = 7,
                           .instruction = code_ + 8,
                           .stack = stack + 0x100,
                           .registers = std::vector<std::uint64_t>(16)};

  void SetUp() override {
    put(spec_, sample_pe_at::unwind_info, "\x01\x01\x01\0\x01\x30"s);
    put(spec_, 0x1000, "\x53"s);
    put(spec_, 0x1013, "\xe8\0\0\0\0"s);
    load(process_, build_pe(spec_), spec_, spec_.base, "a.dll");
    process_.put(stack, std::vector<std::byte>(0x1000),
                 {.read = true, .write = true});
    word(0x108, behind_call_);
    word(0x118, spec_.base + 0x1081); // no call leads to it
    thread_.registers[UnwindRegisters::stack] = thread_.stack;
    process_.add_thread(thread_);
  }
  void word(Address at, Address value) {
    process_.poke(stack + at, std::as_bytes(std::span(&value, 1)));
  }
  std::optional<Occupant> occupant(Address begin) {
    EXPECT_OK(process_.stop());
    FrameFinder frames(process_, {});
    const std::vector<WatchedCode> code = {{{begin, begin + 0x10}, "parse"}};
    return find_occupant(process_, code, frames, StackPlaces::memory).value();
  }
};

TEST_F(WalkedStackOfPe, HasTheReturnsUpToWhatNoCallLeadsTo) {
  FrameFinder frames(process_, {});
  const WalkedStack walked = frames.walk(thread_, stack + 0x1000);
  ASSERT_EQ(walked.returns.size(), 1U);
  EXPECT_EQ(walked.returns[0].word, stack + 0x108);
  EXPECT_EQ(walked.returns[0].value, behind_call_);
  EXPECT_EQ(walked.end, stack + 0x110);
}

TEST_F(WalkedStackOfPe, EndsWithTheStack) {
  FrameFinder frames(process_, {});
  EXPECT_TRUE(frames.walk(thread_, stack + 0x108).returns.empty());
}

TEST_F(WalkedStackOfPe, GoesNowhereWithoutRegistersOrUnwindData) {
  FrameFinder frames(process_, {});
  StoppedThread thread = thread_;
  thread.registers.resize(15);
  EXPECT_TRUE(frames.walk(thread, stack + 0x1000).returns.empty());
  thread = thread_;
  thread.instruction = spec_.base + 0x1090;
  EXPECT_TRUE(frames.walk(thread, stack + 0x1000).returns.empty());
}

TEST_F(WalkedStackOfPe, WhomAThreadComesBackToIsAnOccupant) {
  const std::optional<Occupant> found = occupant(code_ + 0x10);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->thread, 7U);
  EXPECT_EQ(found->word, stack + 0x108);
}

TEST_F(WalkedStackOfPe, WhatItPassesOverLeadsNowhere) {
  word(0x100, spec_.base + 0x1068); // rbx
  EXPECT_FALSE(occupant(spec_.base + 0x1060));
  word(0x200, spec_.base + 0x1068); // above what was followed
  const std::optional<Occupant> found = occupant(spec_.base + 0x1060);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->word, stack + 0x200);
}

// A fiber's first function returns nowhere.
TEST_F(WalkedStackOfPe, OfAFiberThatNoThreadRuns) {
  constexpr Address fiber = 0x300000;
  process_.put(fiber, std::vector<std::byte>(0x1000),
               {.read = true, .write = true});
  thread_.instruction = spec_.base + 0x1090;
  process_.all_threads() = {thread_};
  word(0x108, 0);
  word(fiber - stack + 0x500, behind_call_);
  EXPECT_FALSE(occupant(code_ + 0x10)); // one frame may be left over
  word(fiber - stack + 0x510, behind_call_);
  const std::optional<Occupant> found = occupant(code_ + 0x10);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->word, fiber + 0x500);
}

// A record of an exception that was caught, for one, has a stack pointer and
// where it went on there.
TEST_F(WalkedStackOfPe, WhatLeadsToAThreadsOwnStackSaysNothing) {
  constexpr Address heap = 0x300000;
  process_.put(heap, std::vector<std::byte>(0x1000),
               {.read = true, .write = true});
  word(heap - stack + 0x200, stack + 0x800);
  word(heap - stack + 0x208, code_ + 0x14);
  process_.poke(code_ + 3, as_bytes("\xe8\0\0\0\0"s));
  word(0x808, code_ + 8); // as if it had been called
  word(0x108, 0);
  thread_.instruction = spec_.base + 0x1090;
  process_.all_threads() = {thread_};
  const std::optional<Occupant> found = occupant(code_ + 0x10);
  ASSERT_TRUE(found); // of a coroutine's stack
  EXPECT_EQ(found->word, heap + 0x208);
  process_.all_threads()[0].in_own_stack = stack + 0xff8;
  EXPECT_FALSE(occupant(code_ + 0x10));
}

// A process with just the two functions, which it tells of.
TEST(FramesOfPe, AreTheTableInTheUnwindersPage) {
  const Payload payload = small_payload(ObjectFormat::coff);
  constexpr Address own = 0x10000000;
  const Address frames = frames_of(payload, own).value();
  EXPECT_GT(frames, own);
  FakeProcess process;
  process.put(frames, std::vector<std::byte>(0x1000),
              {.read = true, .write = true});
  process.on_call = [](Address) { return std::uint64_t{1}; };
  ASSERT_OK(process.stop());
  const FrameRegistry registry{0x7000, 0x8000};
  ASSERT_OK(add_frames(process, registry, payload, own));
  EXPECT_EQ(process.called, std::vector<Address>{0x7000});
  // The first is before all code, and the last behind it.
  std::string expected = number(0, 4) + number(1, 4) + number(0, 4);
  for (const PayloadUnwind &record : payload.unwind)
    expected += number(record.begin, 4) + number(record.end, 4) +
                number(record.info, 4);
  expected +=
      number(frames - own, 4) + number(frames - own + 1, 4) + number(0, 4);
  EXPECT_EQ(as_text(process.peek(frames, expected.size())), expected);
  ASSERT_OK(remove_frames(process, registry, frames));
  EXPECT_EQ(process.called, (std::vector<Address>{0x7000, 0x8000}));
}

TEST(FramesOfPe, ThatTheProcessDoesNotTake) {
  const Payload payload = small_payload(ObjectFormat::coff);
  constexpr Address own = 0x10000000;
  FakeProcess process;
  process.put(frames_of(payload, own).value(), std::vector<std::byte>(0x1000),
              {.read = true, .write = true});
  process.on_call = [](Address) { return std::uint64_t{0x100}; };
  ASSERT_OK(process.stop());
  EXPECT_ERROR(add_frames(process, {0x7000, 0x8000}, payload, own), io,
               "does not take the unwind records");
}

TEST(FramesOfPe, MoreThanThePageHolds) {
  Payload payload = small_payload(ObjectFormat::coff);
  payload.unwind.resize(340);
  EXPECT_ERROR(
      frames_of(payload, 0x10000000), untrusted,
      "unwind-data: the payload has 340 unwind records, expected at most "
      "339");
}

TEST(NearSpaceForPe, BeginsWhereWindowsCanMap) {
  const std::vector<MemoryRegion> regions = {
      {.range = {0x180000000, 0x180005000}}};
  const auto place =
      find_near_space(regions, {0x180000000, 0x180005000}, 0x3000);
  ASSERT_TRUE(place);
  EXPECT_EQ(place->begin % 0x10000, 0U);
}

} // namespace
} // namespace hotpatch
