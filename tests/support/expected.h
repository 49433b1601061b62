// Asking for success or for a certain Error in tests.
#ifndef HOTPATCH_TESTS_SUPPORT_EXPECTED_H
#define HOTPATCH_TESTS_SUPPORT_EXPECTED_H

#include "formats/core/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// The value of an Expected in the enclosing void function; the test ends if it
// is an Error.
#define ASSERT_OK(result)                                                      \
  ASSERT_TRUE((result).has_value()) << (result).error().message

#define EXPECT_OK(result)                                                      \
  do {                                                                         \
    const auto &expect_ok_result = (result);                                   \
    EXPECT_TRUE(expect_ok_result.has_value())                                  \
        << expect_ok_result.error().message;                                   \
  } while (false)

// An Error of this code whose message holds this text.
#define EXPECT_ERROR(result, expected_code, text)                              \
  do {                                                                         \
    const auto &expect_error_result = (result);                                \
    ASSERT_FALSE(expect_error_result.has_value());                             \
    EXPECT_EQ(expect_error_result.error().code,                                \
              ::hotpatch::ErrorCode::expected_code);                           \
    EXPECT_THAT(expect_error_result.error().message,                           \
                ::testing::HasSubstr(text));                                   \
  } while (false)

#endif
