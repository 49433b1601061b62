// Which functions of the base must mean what which functions of the post image
// mean, by their names.
#ifndef HOTPATCH_HPCOMPILE_VALIDATE_ROOTS_H
#define HOTPATCH_HPCOMPILE_VALIDATE_ROOTS_H

#include "formats/payload/payload.h"
#include "hpcompile/validate_world.h"

#include <string>
#include <vector>

namespace hotpatch {

struct PairRoot {
  Place base = 0; // what runs: in the payload or in the base image
  Place post = 0;
  // The base's own code of a function or piece that the payload replaces, yet
  // without a redirect: right as long as nothing in force refers to it.
  bool is_replaced = false;
};

struct PairRoots {
  std::vector<PairRoot> pairs;       // by post, then base; no duplicates
  std::vector<std::string> unpaired; // names whose places cannot be told apart
};

PairRoots find_roots(const Worlds &worlds, const Payload &payload);

} // namespace hotpatch

#endif
