// Two images that tests compare without a payload.
#ifndef HOTPATCH_TESTS_UNIT_HPCOMPILE_BASE_AND_POST_H
#define HOTPATCH_TESTS_UNIT_HPCOMPILE_BASE_AND_POST_H

#include "hpcompile/validate.h"
#include "tests/support/tiny_image.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace hotpatch::test {

// Two functions: `callee` and, at another place in each image, `f`.
inline constexpr Rva base_f = 0x1100, post_f = 0x1140;
inline constexpr Rva base_callee = 0x1200, post_callee = 0x1280;

inline Validation validated(TinyImage &base, TinyImage &post) {
  const Expected<Validation> validation =
      validate(Payload{}, {base.image(), base.symbols()},
               {post.image(), post.symbols()});
  EXPECT_TRUE(validation) << validation.error().message;
  return validation.value_or(Validation{});
}

// What is wrong with `f`, or "" if nothing is.
inline std::string detail(TinyImage &base, TinyImage &post) {
  const Validation validation = validated(base, post);
  for (const ValidationDifference &difference : validation.differences)
    EXPECT_EQ(difference.function, "f") << difference.detail;
  return validation.differences.empty() ? "" : validation.differences[0].detail;
}

inline void add_f(TinyImage &image, Rva at,
                  const std::function<void(TinyCode &)> &write) {
  TinyCode code(at);
  write(code);
  image.function("f", code.ret(), at);
}

} // namespace hotpatch::test

#endif
