// The checked-in payloads of tests/golden/payload.
#ifndef HOTPATCH_TESTS_UNIT_PAYLOAD_GOLDEN_H
#define HOTPATCH_TESTS_UNIT_PAYLOAD_GOLDEN_H

#include <cstddef>
#include <string>
#include <vector>

namespace hotpatch {

// All text of a file there; the test fails if there is none.
std::string read_golden_text(const std::string &name);

// Bytes of a golden payload, for example "pe-small".
std::vector<std::byte> read_golden(const std::string &name);

} // namespace hotpatch

#endif
