// What tests of Resolver ask and expect.
#ifndef HOTPATCH_TESTS_UNIT_HPCOMPILE_RESOLUTIONS_H
#define HOTPATCH_TESTS_UNIT_HPCOMPILE_RESOLUTIONS_H

#include "tests/unit/hpcompile/made_up_change.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string_view>

namespace hotpatch::test {

inline void expect_base(const Resolution &resolution, std::int64_t rva) {
  ASSERT_EQ(resolution.kind, Resolution::Kind::base) << resolution.detail;
  EXPECT_EQ(resolution.base + resolution.offset, rva);
}

inline void expect_entity(const Resolution &resolution, EntityKind kind) {
  ASSERT_EQ(resolution.kind, Resolution::Kind::entity) << resolution.detail;
  EXPECT_EQ(resolution.entity.kind, kind);
}

inline void expect_refused(const Resolution &resolution, RefusalReason reason,
                           std::string_view detail) {
  ASSERT_EQ(resolution.kind, Resolution::Kind::refused);
  EXPECT_EQ(resolution.reason, reason);
  EXPECT_THAT(resolution.detail, testing::HasSubstr(detail));
}

inline Resolution resolve(const MadeUpChange &change, const Target &target,
                          Access access = Access::direct,
                          const PreReference &pre = {}) {
  return change.resolver->resolve(0, target, access, pre, {});
}

} // namespace hotpatch::test

#endif
