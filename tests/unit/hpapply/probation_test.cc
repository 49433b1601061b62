#include "hpapply/probation.h"

#include "tests/support/expected.h"

#include <cstdlib>
#include <deque>
#include <filesystem>
#include <memory>
#include <unistd.h>

namespace hotpatch {
namespace {

using Status = std::optional<int>;
using Reason = std::optional<std::string>;
using std::chrono::seconds;

class Watch : public ::testing::Test {
protected:
  std::deque<Status> statuses_;
  int probes_ = 0;
  bool is_alive_ = true;
  Duration now_ = {};

  Expected<Reason> watch_for(Duration duration) {
    const Clock clock = {[this] { return now_; },
                         [this](Duration pause) { now_ += pause; }};
    return watch({.duration = duration,
                  .probe = [this]() -> Expected<Status> {
                    ++probes_;
                    if (statuses_.empty())
                      return Status(0);
                    const Status status = statuses_.front();
                    statuses_.pop_front();
                    return status;
                  },
                  .is_alive = [this] { return is_alive_; }},
                 clock);
  }
};

TEST_F(Watch, ProbesOnceWithoutATime) {
  EXPECT_EQ(*watch_for({}), Reason());
  EXPECT_EQ(probes_, 1);
}

TEST_F(Watch, ProbesAgainUntilTheTimeIsOver) {
  EXPECT_EQ(*watch_for(seconds(3)), Reason());
  EXPECT_EQ(probes_, 4);
}

TEST_F(Watch, AProbeThatFails) {
  statuses_ = {0, 7};
  EXPECT_EQ(*watch_for(seconds(3)), Reason("the probe ended with status 7"));
  EXPECT_EQ(probes_, 2);
}

TEST_F(Watch, AProbeThatHangs) {
  statuses_ = {Status()};
  EXPECT_EQ(*watch_for(seconds(3)), Reason("the probe did not end"));
}

TEST_F(Watch, AProcessThatEnds) {
  is_alive_ = false;
  EXPECT_EQ(*watch_for(seconds(3)), Reason("the process has ended"));
}

class Quarantine : public ::testing::Test {
protected:
  // Tests run side by side, each in a process of its own.
  std::string root_ =
      ::testing::TempDir() + "quarantine_test." + std::to_string(::getpid());
  std::string folder_ = root_ + "/deep/down";
  QuarantineSubject subject_ = {.package = {std::byte{1}},
                                .code = {std::byte{2}}};

  Quarantine() { std::filesystem::remove_all(root_); }
  ~Quarantine() override { std::filesystem::remove_all(root_); }
};

TEST_F(Quarantine, RemembersTheReason) {
  EXPECT_EQ(*quarantine_of(folder_, subject_), Reason());
  ASSERT_OK(put_in_quarantine(folder_, subject_, "it was bad"));
  EXPECT_EQ(*quarantine_of(folder_, subject_), Reason("it was bad"));
}

TEST_F(Quarantine, IsOfOnePackageOnOneImage) {
  ASSERT_OK(put_in_quarantine(folder_, subject_, "it was bad"));
  QuarantineSubject other = subject_;
  other.package[31] = std::byte{1};
  EXPECT_EQ(*quarantine_of(folder_, other), Reason());
  other = subject_;
  other.code[31] = std::byte{1};
  EXPECT_EQ(*quarantine_of(folder_, other), Reason());
}

TEST_F(Quarantine, AFolderThatCannotBeMade) {
  EXPECT_ERROR(put_in_quarantine("/proc/nowhere/quarantine", subject_, "x"), io,
               "/proc/nowhere");
}

} // namespace
} // namespace hotpatch
