// Random arguments for calls.
#ifndef HOTPATCH_TESTS_EMULATE_ARGUMENTS_H
#define HOTPATCH_TESTS_EMULATE_ARGUMENTS_H

#include "tests/emulate/emulator.h"

#include <random>
#include <vector>

namespace hotpatch {

std::vector<Argument> random_arguments(const Signature &signature,
                                       std::mt19937_64 &random);

} // namespace hotpatch

#endif
