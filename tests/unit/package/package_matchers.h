// Asking for a verified package or for a certain fault.
#ifndef HOTPATCH_TESTS_UNIT_PACKAGE_PACKAGE_MATCHERS_H
#define HOTPATCH_TESTS_UNIT_PACKAGE_PACKAGE_MATCHERS_H

#include "formats/package/fault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#define ASSERT_VERIFIED(result)                                                \
  ASSERT_TRUE((result).has_value()) << (result).error().detail

#define EXPECT_VERIFIED(...)                                                   \
  do {                                                                         \
    const auto &expect_verified = (__VA_ARGS__);                               \
    EXPECT_TRUE(expect_verified.has_value())                                   \
        << slug_of(expect_verified.error().fault) << ": "                      \
        << expect_verified.error().detail;                                     \
  } while (false)

// This fault, with a detail that holds this text.
#define EXPECT_FAULT(result, expected_fault, text)                             \
  do {                                                                         \
    const auto &expect_fault_result = (result);                                \
    ASSERT_FALSE(expect_fault_result.has_value());                             \
    EXPECT_EQ(slug_of(expect_fault_result.error().fault),                      \
              slug_of(::hotpatch::PackageFault::expected_fault));              \
    EXPECT_THAT(expect_fault_result.error().detail,                            \
                ::testing::HasSubstr(text));                                   \
  } while (false)

#endif
