// The whole comparison of two objects: the input, and the input with its last
// byte changed, so that nothing is settled by equal bytes alone.
#include "hpdiff/object_diff.h"

#include <vector>

using namespace hotpatch;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data,
                                      std::size_t size) {
  if (size == 0)
    return 0;
  BytesView pre = std::as_bytes(std::span(data, size));
  std::vector<std::byte> post(pre.begin(), pre.end());
  post.back() ^= std::byte{1};
  Decoders decoders;
  ObjectOptions options{.keep_identical = true,
                        .want_instructions = true,
                        .line_rules = builtin_line_rules()};
  Expected<ObjectDiff> diff = diff_objects(pre, post, options, decoders);
  // What it says is the unit tests' business; here it must only come back.
  return diff && diff->functions.size() > size ? -1 : 0;
}
