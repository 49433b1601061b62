#include "tests/emulate/arguments.h"

#include <bit>

namespace hotpatch {
namespace {

// Numbers that code is likely to tell apart.
std::uint64_t random_number(std::mt19937_64 &random) {
  switch (random() % 4) {
  case 0:
    return random() % 10;
  case 1:
    return random() % 0x1800;
  case 2:
    return 0 - random() % 4;
  default:
    return random();
  }
}

} // namespace

std::vector<Argument> random_arguments(const Signature &signature,
                                       std::mt19937_64 &random) {
  std::vector<Argument> arguments;
  for (const ArgumentKind kind : signature.arguments) {
    Argument argument = {.kind = kind, .value = 0, .content = {}};
    if (kind == ArgumentKind::real)
      argument.value = std::bit_cast<std::uint64_t>(
          static_cast<double>(random() % 100000) / 7);
    else if (kind == ArgumentKind::number)
      argument.value = random_number(random) & 0xFFFFFFFF;
    else if (kind == ArgumentKind::size)
      argument.value = random() % (random() % 2 == 0 ? 8 : 400);
    else if (kind == ArgumentKind::wide)
      argument.value = random_number(random);
    else {
      const bool is_text = kind == ArgumentKind::text;
      argument.content.resize(buffer_size);
      const std::uint64_t limit = random() % 2 == 0 ? 256 : 16;
      for (std::byte &byte : argument.content)
        byte = static_cast<std::byte>(is_text ? 0x20 + random() % 0x5F
                                              : random() % limit);
      if (is_text)
        argument.content[random() % 40] = std::byte{0};
    }
    arguments.push_back(std::move(argument));
  }
  return arguments;
}

} // namespace hotpatch
