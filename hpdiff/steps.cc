// See steps.h.
//
// A token stands for all that an instruction says but the places of labels: its
// shape, the values of its fields and, by name, what they refer to.  What a
// reference to unnamed data leads to is left out: its content would have to be
// read, and for aligning it is enough that there is one.
#include "hpdiff/steps.h"

namespace hotpatch {
namespace {

std::uint64_t hash_target(const Side &side, const Target &target) {
  std::uint64_t name = 0;
  switch (target.kind) {
  case Target::Kind::symbol:
    name = side.name_hash(target.index);
    break;
  case Target::Kind::code:
    if (std::uint32_t symbol = side.contents().functions[target.index].symbol;
        symbol != no_index)
      name = side.name_hash(symbol);
    break;
  case Target::Kind::datum:
    if (std::uint32_t symbol = side.contents().data[target.index].symbol;
        symbol != no_index)
      name = side.name_hash(symbol);
    break;
  case Target::Kind::content:
  case Target::Kind::unknown:
    return 1;
  }
  return mix(name, static_cast<std::uint64_t>(target.offset));
}

} // namespace

std::uint64_t add_reference(std::uint64_t token, const Side &side,
                            const Instruction &i, std::uint64_t at,
                            const Target &target) {
  const bool in_immediate =
      i.immediate_size > 0 && at == i.offset + i.immediate_at;
  return mix(
      mix(token, hash_target(side, target)),
      static_cast<std::uint64_t>(in_immediate ? i.displacement : i.immediate));
}

} // namespace hotpatch
