// A made-up process, and a package for it.
#ifndef HOTPATCH_TESTS_UNIT_HPAPPLY_APPLY_FIXTURE_H
#define HOTPATCH_TESTS_UNIT_HPAPPLY_APPLY_FIXTURE_H

#include "hpapply/apply.h"

#include "hpapply/plan.h"
#include "tests/support/expected.h"
#include "tests/unit/hpapply/made_up_target.h"

#include <optional>
#include <vector>

namespace hotpatch {

class ApplyTest : public ::testing::Test {
protected:
  std::vector<std::byte> library_ = made_up_library();
  Payload payload_ = made_up_payload(library_);
  FakeProcess process_ = made_up_process(library_);

  VerifiedPackage package(std::uint32_t sequence = 1,
                          std::uint32_t supersedes = 0) {
    return made_up_package(payload_, library_, sequence, supersedes);
  }
  Expected<ChangeReport> apply(const VerifiedPackage &package) {
    return apply_package(process_, package, made_up_policy());
  }
  Expected<ChangeReport> roll_back(std::optional<std::uint32_t> sequence = {}) {
    return hotpatch::roll_back(process_, {.sequence = sequence},
                               made_up_policy());
  }
  std::vector<std::byte> code() {
    return process_.peek(made_up_base_at + 0x1000, 0x1000);
  }
  std::vector<std::byte> code_as_linked() {
    return {library_.begin() + 0x1000, library_.begin() + 0x2000};
  }
  std::vector<ResidenceState> states() {
    std::vector<ResidenceState> states;
    const auto all = known_residences(process_);
    for (const KnownResidence &known : all.value())
      states.push_back(known.check.state);
    return states;
  }
  void set_word(Address at, std::uint64_t value) {
    process_.poke(at, std::as_bytes(std::span(&value, 1)));
  }
};

} // namespace hotpatch

#endif
